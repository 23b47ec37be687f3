package org.amphora.binary.module;

import static org.amphora.binary.WasmBytes.hex;
import static org.amphora.binary.WasmBytes.module;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.amphora.binary.BinaryDecoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NameTableTest {
    private static ModuleDefinition named(String subsections) {
        return BinaryDecoder.decode(module().custom("name", hex(subsections)).toBytes());
    }

    private static NameTable names(String subsections) {
        return named(subsections).names();
    }

    @ParameterizedTest
    @EnumSource
    void readsTheNamesOfAllKinds(NameKind kind) {
        String map = "02 01 01 61 05 02 62 63"; // 1 is a, 5 is bc
        if (kind.isWithin()) {
            NameTable names = names(String.format("%02x 0d 02 03 00 07 ", kind.id()) + map + "09 00");
            assertEquals("a", names.within(kind, 7).get(1));
            assertEquals("bc", names.within(kind, 7).get(5));
            assertNull(names.within(kind, 7).get(2));
            assertEquals(0, names.within(kind, 3).size());
            assertEquals(0, names.within(kind, 8).size());
        } else {
            NameTable names = names(String.format("%02x 08 ", kind.id()) + map);
            assertEquals("a", names.of(kind).get(1));
            assertEquals("bc", names.of(kind).get(5));
            assertNull(names.of(kind).get(0));
            assertNull(names.of(kind).get(6));
            assertEquals(2, names.of(kind).size());
        }
    }

    @Test
    void hasNoNamesWithoutANameSection() {
        NameTable names = BinaryDecoder.decode(module().toBytes()).names();
        assertNull(names.of(NameKind.GLOBAL).get(0));
        assertNull(names.within(NameKind.LOCAL, 0).get(0));
    }

    @Test
    void takesTheFirstOfSeveralNames() {
        assertEquals(
                "a", names("07 07 02 00 01 61 00 01 62").of(NameKind.GLOBAL).get(0));
        assertEquals(
                "a",
                names("07 04 01 00 01 61 07 04 01 00 01 62").of(NameKind.GLOBAL).get(0));
    }

    @Test
    void findsNamesThatAreNotInOrder() {
        NameMap globals = names("07 07 02 09 01 61 00 01 62").of(NameKind.GLOBAL);
        assertEquals("b", globals.get(0));
        assertEquals("a", globals.get(9));
    }

    @Test
    void takesIndicesAsUnsigned() {
        assertEquals(
                "a", names("07 08 01 ff ff ff ff 0f 01 61").of(NameKind.GLOBAL).get(-1));
    }

    @Test
    void keepsTheNamesInFrontOfDamage() {
        NameMap cut = names("07 06 02 00 01 61 01 05").of(NameKind.GLOBAL);
        assertEquals("a", cut.get(0));
        assertNull(cut.get(1));
        NameMap within = names("02 08 01 00 02 00 01 61 01 05").within(NameKind.LOCAL, 0);
        assertNull(within.get(1));
        assertEquals(0, names("07 05 ff ff ff ff 0f").of(NameKind.GLOBAL).size());
    }

    @Test
    void readsWhatStandsBehindADamagedSubsection() {
        ModuleDefinition module = named("00 02 05 6d 07 01 05 0b 04 01 00 01 74");
        assertEquals(Optional.empty(), module.name());
        assertEquals(0, module.names().of(NameKind.GLOBAL).size());
        assertEquals("t", module.names().of(NameKind.TAG).get(0));
    }

    @Test
    void replacesMalformedCharacters() {
        assertEquals("\ufffd", names("07 04 01 00 01 ff").of(NameKind.GLOBAL).get(0));
    }

    @Test
    void refusesToMixItemsWithItemsWithinOthers() {
        NameTable names = names("");
        assertEquals(
                "a local has its name within something else",
                assertThrows(IllegalArgumentException.class, () -> names.of(NameKind.LOCAL))
                        .getMessage());
        assertEquals(
                "a global is not within something else",
                assertThrows(IllegalArgumentException.class, () -> names.within(NameKind.GLOBAL, 0))
                        .getMessage());
    }
}
