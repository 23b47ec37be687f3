package org.amphora.engine.validate;

import static org.amphora.binary.WasmBytes.module;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.EnumSet;
import java.util.Set;
import org.amphora.api.Feature;
import org.amphora.api.InvalidModuleException;
import org.amphora.binary.BinaryDecoder;
import org.amphora.binary.WasmBytes;
import org.junit.jupiter.api.Test;

class LimitationsTest {
    private static String refusal(WasmBytes module) {
        return assertThrows(
                        InvalidModuleException.class,
                        () -> ModuleValidator.validate(BinaryDecoder.decode(module.toBytes())))
                .getMessage();
    }

    @Test
    void promisesVersionTwoWithoutVectorsAndWhatWasAddedSince() {
        Set<Feature> expected = EnumSet.range(Feature.MUTABLE_GLOBALS, Feature.EXTENDED_CONST);
        expected.add(Feature.WIDE_ARITHMETIC);
        assertEquals(expected, Limitations.supported());
    }

    @Test
    void refusesVectorsWhereverATypeIsRead() {
        assertEquals(
                "the feature simd128 is not supported: type v128 at offset 0xd",
                refusal(module().section(1, "01 60 01 7b 00")));
        assertEquals(
                "the feature simd128 is not supported: type v128 at offset 0xb",
                refusal(module().section(6, "01 7b 00 0b")));
        assertEquals(
                "the feature simd128 is not supported: type v128 at offset 0x18",
                refusal(module().section(1, "01 60 00 00").section(3, "01 00").code("01 01 7b 0b")));
        assertEquals(
                "the feature simd128 is not supported: type v128 at offset 0x18",
                refusal(module().section(1, "01 60 00 00").section(3, "01 00").code("00 02 7b 0b 0b")));
    }
}
