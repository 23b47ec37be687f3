package org.amphora.engine.whiteboard;

import static org.amphora.api.whiteboard.WasmWhiteboardConstants.WASM_HOST_EFFECT;
import static org.amphora.api.whiteboard.WasmWhiteboardConstants.WASM_HOST_MODULE;
import static org.amphora.api.whiteboard.WasmWhiteboardConstants.WASM_HOST_NAME;
import static org.amphora.api.whiteboard.WasmWhiteboardConstants.WASM_HOST_SIGNATURE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.amphora.api.FunctionType;
import org.amphora.api.Instance;
import org.amphora.api.InstanceConfig;
import org.amphora.api.Phase;
import org.amphora.api.Trap;
import org.amphora.engine.EngineImpl;
import org.amphora.engine.Guests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What instances may do that do not serve yet. */
class PhaseTest {
    private static final byte[] WRITING = Guests.assemble("""
            (import "kv" "get" (func $get))
            (import "kv" "put" (func $put))
            (func (export "read") (call $get))
            (func (export "write") (call $put))
            """);

    private final Whiteboard whiteboard = new Whiteboard(Duration.ZERO, Duration.ZERO);
    private final EngineImpl engine = new EngineImpl(whiteboard);
    private final List<String> called = new ArrayList<>();
    private volatile Phase phase = Phase.SERVE;

    PhaseTest() {
        add(1, "get", null);
        add(2, "put", "write");
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private void add(long id, String name, String effect) {
        FakeReference reference = new FakeReference(id, "org.example.kv 1.2.0 7")
                .with(WASM_HOST_MODULE, "kv")
                .with(WASM_HOST_NAME, name)
                .with(WASM_HOST_SIGNATURE, "-");
        if (effect != null) {
            reference.with(WASM_HOST_EFFECT, effect);
        }
        whiteboard.add(
                reference, new FakeServiceObjects(() -> (caller, stack) -> called.add(name + " " + caller.phase())));
    }

    private Instance instantiate(byte[] binary) {
        return engine.linker()
                .instantiate(
                        engine.compile(binary),
                        InstanceConfig.defaults().name("counter").phase(() -> phase));
    }

    @Test
    void whatWritesIsKeptForInstancesThatServe() {
        Instance guest = instantiate(WRITING);
        for (Phase each : Phase.values()) {
            phase = each;
            guest.function("read").call();
            if (each == Phase.SERVE) {
                guest.function("write").call();
            } else {
                Trap trap =
                        assertThrows(Trap.class, () -> guest.function("write").call());
                assertEquals(
                        "kv.put writes, and counter is in phase " + each.name().toLowerCase(java.util.Locale.ROOT)
                                + ": it may call it when it serves",
                        trap.getMessage());
            }
        }
        assertEquals(List.of("get START", "get PROBE", "get LOAD", "get SERVE", "put SERVE"), called);
    }

    @Test
    void aStartFunctionIsAskedForItsPhase() {
        phase = Phase.START;
        byte[] eager = Guests.assemble("""
                (import "kv" "put" (func $put))
                (start $put)
                """);
        assertEquals(
                "kv.put writes, and counter is in phase start: it may call it when it serves",
                assertThrows(Trap.class, () -> instantiate(eager)).getMessage());
        assertEquals(List.of(), called);
    }

    @Test
    void anInstanceThatNobodyStagesServesFromItsStart() {
        List<Phase> seen = new ArrayList<>();
        byte[] eager = Guests.assemble("""
                (import "env" "ask" (func $ask))
                (start $ask)
                """);
        Instance guest = engine.linker()
                .define("env", "ask", FunctionType.parse("-"), (caller, stack) -> seen.add(caller.phase()))
                .instantiate(engine.compile(eager));
        assertEquals(List.of(Phase.SERVE), seen);
        assertEquals(Phase.SERVE, guest.phase());
    }
}
