package org.amphora.engine.compile;

import static org.amphora.binary.WasmBytes.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.amphora.api.Engine;
import org.amphora.api.WasmModule;
import org.amphora.binary.WasmBytes;
import org.amphora.engine.EngineImpl;
import org.amphora.engine.Guests;
import org.amphora.engine.link.HostFunctionSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FunctionReportTest {
    private final Engine engine = Guests.engine();

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    @Test
    void saysWhatBecomesOfAFunction() {
        WasmModule module = engine.compile(WasmBytes.module()
                .section(1, "02 60 01 7f 00 60 02 7f 7e 01 7f")
                .section(2, "01 03 65 6e 76 03 6c 6f 67 00 00")
                .section(3, "01 01")
                .section(5, "01 00 01")
                .section(6, "01 7f 01 41 00 0b")
                .custom("metadata.code.branch_hint", hex("01 01 01 05 01 00"))
                .code("01 02 7c 20 00 04 40 23 00 10 00 05 20 01 a7 1a 0b 20 00 28 02 08 0b")
                .custom("name", hex("00 02 01 6d 01 04 01 01 01 66 02 09 01 01 02 00 01 61 03 01 64 07 04 01 00 01 67"))
                .toBytes());
        assertEquals("""
                function f (#1) of m: (i32, i64) -> (i32)

                instructions, by their offset in the module
                  0x5c  local.get 0  ;; a
                  0x5e  if  ;; unlikely
                  0x60    global.get 0  ;; g
                  0x62    call 0  ;; env.log
                  0x64  else
                  0x65    local.get 1
                  0x67    i32.wrap_i64
                  0x68    drop
                  0x69  end
                  0x6a  local.get 0  ;; a
                  0x6c  i32.load 0 offset=8 align=4
                  0x6f  end

                methods
                      60 bytes  wasm/Code0.f(IJLwasm/Guest;)I

                control tree: all in one method

                variables of f
                    0  local 0 a, i32
                    1  local 1, i64
                    3  the instance
                    4  memory 0
                    5  operand 0, and from here on two variables for each
                """, module.describeFunction("f"));
        assertEquals(module.describeFunction("f"), module.describeFunction("1"));
        assertEquals(
                "function env.log (#0) of m: (i32) -> (), which is imported\n", module.describeFunction("env.log"));
        assertEquals(
                "m has no function g; a function is named by its name or by its index, 0 to 1",
                assertThrows(IllegalArgumentException.class, () -> module.describeFunction("g"))
                        .getMessage());
        assertEquals(
                "wasm has no function 0, nor any other",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> engine.compile(WasmBytes.module().toBytes())
                                        .describeFunction("0"))
                        .getMessage());
    }

    @Test
    void saysHowALargeFunctionIsSplit() {
        String addition = "20 00 20 01 6a 21 00 ".repeat(25);
        String loop = "03 40 " + addition + "20 00 41 0a 48 0d 00 0b ";
        byte[] bytes = WasmBytes.module()
                .section(1, "01 60 02 7f 7f 01 7f")
                .section(3, "01 00")
                .section(7, "01 03 72 75 6e 00 00")
                .code("00 02 40 " + loop + "20 00 0d 00 " + loop + "0b 20 00 0b")
                .toBytes();
        SplitLimits limits = new SplitLimits(10, new SplitLimits.Step(150, 200));
        try (Engine splitting = new EngineImpl(HostFunctionSource.NONE, new ModuleCompiler(limits))) {
            String text = splitting.compile(bytes).describeFunction("run");
            assertEquals("""
                    methods
                          66 bytes  wasm/Large0.run(IILwasm/Guest;)I
                         138 bytes  wasm/Large0.run|0(IILwasm/Guest;)J
                         148 bytes  wasm/Large0.run|1(IILwasm/Guest;)J

                    control tree
                      0x25 to 0x19e  block
                        0x27 to 0xe0  region 0: takes locals 0 1, gives back local 0
                          0x27 to 0xe0  loop
                        0xe0 to 0x19d  region 1: takes locals 0 1, gives back local 0, leaves to 0x25
                          0xe4 to 0x19d  loop

                    variables of run
                        0  local 0, i32
                        1  local 1, i32
                        2  the instance
                        3  where the last region left to, or the next begins
                        4  operand 0, and from here on two variables for each

                    variables of run|0
                        0  local 0, i32
                        1  local 1, i32
                        2  the instance
                        3  where the last region left to, or the next begins
                        4  operand 0, and from here on two variables for each

                    variables of run|1
                        0  local 0, i32
                        1  local 1, i32
                        2  the instance
                        3  where the last region left to, or the next begins
                        4  operand 0, and from here on two variables for each
                    """, text.substring(text.indexOf("methods")));
        }
    }

    @Test
    void doesNotGrowBeyondMeasureWithTheDepthOfNesting() {
        int depth = 20_000;
        WasmModule module = engine.compile(WasmBytes.module()
                .section(1, "01 60 00 00")
                .section(3, "01 00")
                .code("00" + "02 40 ".repeat(depth) + "0b".repeat(depth + 1))
                .toBytes());
        assertTrue(module.describeFunction("0").length() < 10_000_000);
    }
}
