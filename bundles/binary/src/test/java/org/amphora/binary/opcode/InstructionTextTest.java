package org.amphora.binary.opcode;

import static org.amphora.binary.WasmBytes.module;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.amphora.binary.BinaryDecoder;
import org.amphora.binary.module.FunctionBody;
import org.amphora.binary.module.ModuleDefinition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstructionTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "6a                                       | i32.add",
                "02 40                                    | block",
                "03 7f                                    | loop () -> (i32)",
                "04 00                                    | if (i32) -> (i64)",
                "0c 03                                    | br 3",
                "0e 02 01 00 05                           | br_table 1 0 5",
                "10 09                                    | call 9",
                "11 04 00                                 | call_indirect 4 table 0",
                "1c 01 7c                                 | select (f64)",
                "20 07                                    | local.get 7",
                "28 02 08                                 | i32.load 0 offset=8 align=4",
                "36 43 01 80 80 80 80 80 80 80 80 80 01   | i32.store 1 offset=9223372036854775808 align=8",
                "41 7f                                    | i32.const -1",
                "42 80 80 80 80 80 80 80 80 80 7f         | i64.const -9223372036854775808",
                "43 00 00 c0 3f                           | f32.const 1.5",
                "44 00 00 00 00 00 00 f8 7f               | f64.const NaN",
                "d0 70                                    | ref.null func",
                "fb 02 00 01                              | struct.get 0 1",
                "fb 18 01 00 6e 6b                        | br_on_cast 0 anyref (ref struct)",
                "1f 40 02 00 01 02 02 03                  | try_table (catch 1 2) (catch_all 3)",
                "fc 08 01 02                              | memory.init 1 2",
                "fc 0a 00 01                              | memory.copy 0 1",
                "fd 0c 01 00 00 00 00 00 00 00 02 00 00 00 00 00 00 00"
                        + " | v128.const 0x00000000000000020000000000000001",
                "fd 0d 00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 1f"
                        + " | i8x16.shuffle 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 31",
                "fd 1b 03                                 | i32x4.extract_lane 3",
                "fd 54 00 00 0f                           | v128.load8_lane 0 offset=0 align=1 lane 15",
                "fe 03 00                                 | atomic.fence",
                "fe 25 02 00                              | i32.atomic.rmw.sub 0 offset=0 align=4",
            })
    void printsTheNameAndAllImmediates(String code, String text) {
        ModuleDefinition module = BinaryDecoder.decode(module().section(1, "01 60 01 7f 01 7e")
                .section(3, "01 00")
                .section(12, "00")
                .code("00" + code + "0b 0b")
                .section(11, "00")
                .toBytes());
        FunctionBody body = module.body(0);
        InstructionReader reader = new InstructionReader(module, body.from(), body.to());
        reader.next();
        assertEquals(text, InstructionText.of(reader));
    }
}
