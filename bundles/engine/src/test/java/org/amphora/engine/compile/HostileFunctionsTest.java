package org.amphora.engine.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import org.amphora.api.Engine;
import org.amphora.api.Function;
import org.amphora.api.LimitExceededException;
import org.amphora.api.Trap;
import org.amphora.binary.WasmBytes;
import org.amphora.engine.EngineImpl;
import org.amphora.engine.link.HostFunctionSource;
import org.junit.jupiter.api.Test;

/** Functions that no compiler would write: each works, or is refused by a limit that the message names. */
class HostileFunctionsTest {
    private static final int UNREACHABLE = 0x00;
    private static final int LOCAL_GET = 0x20;
    private static final int LOCAL_SET = 0x21;
    private static final int I32_CONST = 0x41;
    private static final int I32_ADD = 0x6a;
    private static final int BLOCK = 0x02;
    private static final int LOOP = 0x03;
    private static final int BR_TABLE = 0x0e;
    private static final int END = 0x0b;
    private static final int EMPTY = 0x40;

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    private HostileFunctionsTest add(int... bytes) {
        for (int b : bytes) {
            body.write(b);
        }
        return this;
    }

    /** The function {@code run (param i32) (result i32)} with the code so far. */
    private Function run(Engine engine) {
        body.write(END);
        byte[] code = body.toByteArray();
        byte[] withoutLocals = new byte[code.length + 1];
        System.arraycopy(code, 0, withoutLocals, 1, code.length);
        byte[] module = WasmBytes.module()
                .section(1, "01 60 01 7f 01 7f")
                .section(3, "01 00")
                .section(7, "01 03 72 75 6e 00 00")
                .code(withoutLocals)
                .toBytes();
        return engine.linker().instantiate(engine.compile(module)).function("run");
    }

    private static Engine engine() {
        return new EngineImpl(HostFunctionSource.NONE, new ModuleCompiler());
    }

    @Test
    void branchesOutOfThreeThousandBlocksByOneTable() {
        int blocks = 3_000;
        for (int i = 0; i < blocks; i++) {
            add(BLOCK, EMPTY);
        }
        add(LOCAL_GET, 0, BR_TABLE);
        WasmBytes.leb(body, blocks - 1);
        for (int i = 0; i < blocks; i++) {
            WasmBytes.leb(body, i);
        }
        for (int i = 0; i < blocks; i++) {
            add(END, LOCAL_GET, 0, I32_CONST);
            WasmBytes.signed(body, i);
            add(I32_ADD, LOCAL_SET, 0);
        }
        add(LOCAL_GET, 0);
        try (Engine engine = engine()) {
            Function run = run(engine);
            for (int n : new int[] {0, 1, 1_000, 2_999}) {
                // block n is left, and the code behind it and behind all blocks around it adds n, n + 1, ...
                int expected = n;
                for (int i = n; i < blocks; i++) {
                    expected += i;
                }
                assertEquals(expected, run.call(n)[0]);
            }
        }
    }

    @Test
    void nestsTwentyThousandLoops() {
        int loops = 20_000;
        for (int i = 0; i < loops; i++) {
            add(LOOP, EMPTY);
        }
        add(LOCAL_GET, 0, I32_CONST, 1, I32_ADD, LOCAL_SET, 0);
        for (int i = 0; i < loops; i++) {
            add(END);
        }
        add(LOCAL_GET, 0);
        try (Engine engine = engine()) {
            assertEquals(42, run(engine).call(41)[0]);
        }
    }

    @Test
    void splitsOneExpressionOfHalfAMegabyte() {
        int terms = 150_000;
        add(LOCAL_GET, 0);
        for (int i = 0; i < terms; i++) {
            add(I32_CONST, 3, I32_ADD);
        }
        try (Engine engine = engine()) {
            assertEquals(7 + 3 * terms, run(engine).call(7)[0]);
        }
    }

    @Test
    void refusesMoreOperandsThanAMethodCanHold() {
        int operands = 10_001;
        for (int i = 0; i < operands; i++) {
            add(LOCAL_GET, 0);
        }
        for (int i = 1; i < operands; i++) {
            add(I32_ADD);
        }
        try (Engine engine = engine()) {
            Function run = run(engine);
            LimitExceededException e = assertThrows(LimitExceededException.class, () -> run.call(1));
            assertEquals("functionSize", e.limit());
            assertEquals(
                    "function run (#0) of wasm is too large for the JVM: it keeps more than 10000 operands at once, "
                            + "and no more are allowed",
                    e.getMessage());
        }
    }

    @Test
    void trapsInARegionThatNeverComesToItsEnd() {
        for (int i = 0; i < 2_000; i++) {
            add(LOCAL_GET, 0, I32_CONST, 1, I32_ADD, LOCAL_SET, 0);
        }
        add(UNREACHABLE);
        try (Engine engine = engine()) {
            Function run = run(engine);
            assertEquals(
                    "unreachable", assertThrows(Trap.class, () -> run.call(1)).getMessage());
        }
    }
}
