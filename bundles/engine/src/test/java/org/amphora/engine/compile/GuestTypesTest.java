package org.amphora.engine.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import org.amphora.api.LimitExceededException;
import org.amphora.binary.BinaryDecoder;
import org.amphora.binary.WasmBytes;
import org.amphora.binary.module.ModuleDefinition;
import org.junit.jupiter.api.Test;

class GuestTypesTest {
    private static final int MOST = 50_000;

    @Test
    void refusesMoreClassesThanAModuleMayMake() {
        ByteArrayOutputStream section = new ByteArrayOutputStream();
        section.writeBytes(new byte[] {1, 0x4e});
        WasmBytes.leb(section, MOST + 1);
        for (int i = 0; i <= MOST; i++) {
            section.writeBytes(new byte[] {0x5f, 0});
        }
        ModuleDefinition module = BinaryDecoder.decode(
                WasmBytes.module().section(1, section.toByteArray()).toBytes());
        GuestTypes types = new GuestTypes(module);
        for (int i = 0; i < MOST; i++) {
            types.className(module.type(i));
        }
        assertEquals(types.className(module.type(0)), types.className(module.type(0)));
        assertEquals(
                "wasm uses more than 50000 types of structures and arrays, and no more are allowed",
                assertThrows(LimitExceededException.class, () -> types.className(module.type(MOST)))
                        .getMessage());
    }
}
