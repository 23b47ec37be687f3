package org.amphora.engine.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.amphora.api.Engine;
import org.amphora.binary.WasmBytes;
import org.amphora.engine.Guests;
import org.junit.jupiter.api.Test;

class ConditionTest {
    @Test
    void ifEqzOfIsNullTakesTheElseOfANullReference() {
        byte[] module = WasmBytes.module()
                .section(1, "01 60 00 01 7f")
                .section(3, "01 00")
                .section(7, "01 03 72 75 6e 00 00")
                // (if (result i32) (i32.eqz (ref.is_null (ref.null func))) (then (i32.const 1)) (else (i32.const 2)))
                .section(10, "01 0e 00 d0 70 d1 45 04 7f 41 01 05 41 02 0b 0b")
                .toBytes();
        try (Engine engine = Guests.engine()) {
            assertEquals(
                    2,
                    engine.linker()
                            .instantiate(engine.compile(module))
                            .function("run")
                            .call()[0]);
        }
    }
}
