package org.amphora.binary.module;

import static org.amphora.binary.WasmBytes.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.amphora.binary.BinaryDecoder;
import org.amphora.binary.WasmBytes;
import org.amphora.binary.module.BranchHints.Hint;
import org.junit.jupiter.api.Test;

class BranchHintsTest {
    /** Two functions, an import and one with a local; {@code hints} is the content of the section. */
    private static ModuleDefinition module(String hints) {
        return BinaryDecoder.decode(WasmBytes.module()
                .section(1, "01 60 00 00")
                .section(2, "01 01 6d 01 66 00 00")
                .section(3, "01 00")
                .custom(BranchHints.SECTION, hex(hints))
                .code("01 01 7f 20 00 04 40 0b 0b")
                .toBytes());
    }

    private static Optional<Hint> hint(String hints, int offset) {
        ModuleDefinition module = module(hints);
        return module.branchHints().at(module.body(1).start() + offset);
    }

    @Test
    void saysWhichBranchesAreLikely() {
        assertEquals(Optional.of(Hint.LIKELY), hint("01 01 01 05 01 01", 5));
        assertEquals(Optional.of(Hint.UNLIKELY), hint("01 01 01 05 01 00", 5));
        assertEquals(Optional.empty(), hint("01 01 01 05 01 00", 3));
        assertEquals("likely unlikely", Hint.LIKELY + " " + Hint.UNLIKELY);
    }

    @Test
    void saysNothingWithoutTheSection() {
        ModuleDefinition module = BinaryDecoder.decode(WasmBytes.module().toBytes());
        assertEquals(Optional.empty(), module.branchHints().at(0));
    }

    @Test
    void passesOverWhatItDoesNotUnderstand() {
        assertEquals(Optional.empty(), hint("01 01 01 05 01 02", 5), "a value that is neither 0 nor 1");
        assertEquals(Optional.of(Hint.LIKELY), hint("01 01 02 03 02 01 01 05 01 01", 5), "a hint of two bytes");
        assertEquals(Optional.of(Hint.LIKELY), hint("02 07 01 05 01 00 01 01 05 01 01", 5), "an unknown function");
        assertEquals(Optional.of(Hint.LIKELY), hint("02 00 01 05 01 00 01 01 05 01 01", 5), "an imported function");
    }

    @Test
    void keepsTheHintsInFrontOfDamage() {
        assertEquals(Optional.of(Hint.LIKELY), hint("01 01 02 05 01 01 07 09", 5));
        assertEquals(Optional.empty(), hint("01 01 01 05", 5));
    }
}
