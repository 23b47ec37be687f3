package org.amphora.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.amphora.api.CancelledException;
import org.amphora.api.Engine;
import org.amphora.api.Instance;
import org.amphora.api.InstanceConfig;
import org.amphora.api.LimitExceededException;
import org.amphora.api.NoSuchExportException;
import org.amphora.api.Trap;
import org.amphora.api.WasmModule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Programs in the text format: what the program does, and what each of its threads. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ThreadsTest {
    private static final String FOREVER = "(loop (br 0))";
    private static final String WAIT = "(drop (memory.atomic.wait32 (i32.const 64) (i32.const 0) (i64.const -1)))";
    private static final String SPAWN = "(call $spawn (i32.const 1))";

    private final Engine engine = Engine.create();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @AfterEach
    void close() {
        engine.close();
        while (!threads().isEmpty()) { // where one thread has ended the others, and nobody waited for it
            Thread.onSpinWait();
        }
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("amphora-wasi-thread-"))
                .toList();
    }

    private WasmModule module(String program, String thread) {
        return engine.compile(("""
                (module
                  (import "env" "memory" (memory 1 4 shared))
                  (import "wasi" "thread-spawn" (func $spawn (param $argument i32) (result i32)))
                  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
                  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
                  (import "wasi_snapshot_preview1" "fd_renumber" (func $renumber (param i32 i32) (result i32)))
                  (func (export "_start") (local $i i32)
                """ + program + """
                  )
                  (func (export "wasi_thread_start") (param $id i32) (param $argument i32) (local $i i32)
                """ + thread + """
                  ))
                """).getBytes(StandardCharsets.UTF_8));
    }

    private Instance instantiate(WasmModule module, int threads, InstanceConfig config) {
        return Wasi.preview1(WasiConfig.defaults().stdout(out).threads(threads))
                .instantiate(engine, engine.linker(), module, config);
    }

    private int run(int threads, InstanceConfig config, String program, String thread) {
        try (Instance instance = instantiate(module(program, thread), threads, config)) {
            return Wasi.run(instance);
        }
    }

    private int run(int threads, String program, String thread) {
        return run(threads, InstanceConfig.defaults(), program, thread);
    }

    /** Ends the program with the sum of what {@code calls} return, as its exit code. */
    private static String exitWith(String... calls) {
        return "(call $exit " + sum(List.of(calls)) + ")";
    }

    private static String sum(List<String> calls) {
        return calls.size() == 1
                ? calls.get(0)
                : "(i32.add " + calls.get(0) + sum(calls.subList(1, calls.size())) + ")";
    }

    @Test
    void threadsShareMemoryAndDescriptors() {
        String program = """
                (loop $spawning
                  (drop (call $spawn (i32.const 1000)))
                  (br_if $spawning (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 4))))
                (loop $waiting
                  (local.set $i (i32.atomic.load (i32.const 0)))
                  (if (i32.ne (local.get $i) (i32.const 4)) (then
                    (drop (memory.atomic.wait32 (i32.const 0) (local.get $i) (i64.const -1)))
                    (br $waiting))))
                (call $exit (i32.add (i32.atomic.load (i32.const 4)) (call $renumber (i32.const 1) (i32.const 2))))
                """;
        String thread = """
                (loop $counting
                  (drop (i32.atomic.rmw.add (i32.const 4) (i32.const 1)))
                  (br_if $counting
                    (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $argument))))
                (i32.store8 (i32.add (i32.const 512) (local.get $id)) (i32.add (i32.const 0x30) (local.get $id)))
                (i32.store (i32.mul (i32.const 16) (local.get $id)) (i32.add (i32.const 512) (local.get $id)))
                (i32.store offset=4 (i32.mul (i32.const 16) (local.get $id)) (i32.const 1))
                (drop (call $write
                  (i32.const 1) (i32.mul (i32.const 16) (local.get $id)) (i32.const 1) (i32.const 256)))
                (drop (i32.atomic.rmw.add (i32.const 0) (i32.const 1)))
                (drop (memory.atomic.notify (i32.const 0) (i32.const 1)))
                """;
        assertEquals(4_000, run(4, program, thread));
        char[] printed = out.toString(StandardCharsets.UTF_8).toCharArray();
        Arrays.sort(printed);
        assertEquals("1234", new String(printed));
    }

    @Test
    void withoutAGrantNoThreadBegins() {
        assertEquals(-6, run(0, exitWith(SPAWN), ""));
    }

    @Test
    void noMoreThreadsBeginThanAreGranted() {
        assertEquals(1 + 2 - 6, run(2, exitWith(SPAWN, SPAWN, SPAWN), WAIT));
    }

    @Test
    void whereAThreadHasEndedAnotherBegins() {
        String program = """
                (loop $spawning
                  (br_if $spawning (i32.lt_s (call $spawn (i32.const 1)) (i32.const 5))))
                (call $exit (i32.const 3))
                """;
        assertEquals(3, run(1, program, ""));
    }

    @Test
    void aTrapInAThreadEndsAll() {
        String program = "(drop (call $spawn (i32.const 0))) (drop " + SPAWN + ")" + WAIT;
        Trap trap = assertThrows(
                Trap.class, () -> run(2, program, "(if (local.get $argument) (then unreachable))" + FOREVER));
        assertEquals(Trap.Kind.UNREACHABLE, trap.kind());
    }

    @Test
    void anExitInAThreadEndsAll() {
        assertEquals(7, run(1, "(drop " + SPAWN + ")" + WAIT, "(call $exit (i32.const 7))"));
    }

    @Test
    void whoeverCallsByItselfIsToldOfTheThreadThatEndedAll() {
        try (Instance instance = instantiate(
                module("(drop " + SPAWN + ")" + WAIT, "(call $exit (i32.const 7))"), 1, InstanceConfig.defaults())) {
            CancelledException thrown = assertThrows(
                    CancelledException.class, () -> instance.function("_start").call());
            assertEquals("call of wasm was cancelled: its thread 1 exited with 7", thrown.getMessage());
        }
    }

    @Test
    void threadsEndWhenTheProgramReturns() {
        assertEquals(0, run(2, "(drop " + SPAWN + ") (drop " + SPAWN + ")", FOREVER));
        assertEquals(List.of(), threads());
    }

    @Test
    void threadsEndWhenTheProgramTraps() {
        assertThrows(Trap.class, () -> run(2, "(drop " + SPAWN + ") (drop " + SPAWN + ") unreachable", WAIT));
        assertEquals(List.of(), threads());
    }

    @Test
    void theDeadlineEndsAll() {
        InstanceConfig config = InstanceConfig.defaults().callTimeout(Duration.ofMillis(50));
        CancelledException thrown =
                assertThrows(CancelledException.class, () -> run(2, config, "(drop " + SPAWN + ")" + WAIT, FOREVER));
        assertEquals("call of wasm was cancelled: it took longer than its callTimeout of 50 ms", thrown.getMessage());
        assertEquals(List.of(), threads());
    }

    @Test
    void closingTheProgramEndsItsThreads() {
        Instance instance =
                instantiate(module("(drop " + SPAWN + ") (drop " + SPAWN + ")", FOREVER), 2, InstanceConfig.defaults());
        instance.function("_start").call();
        assertEquals(2, threads().size());
        instance.close();
        assertEquals(List.of(), threads());
    }

    @Test
    void threadsThatBeginThreadsUseUpTheFuel() {
        InstanceConfig config = InstanceConfig.defaults().fuelLimit(100_000);
        Trap trap = assertThrows(
                Trap.class,
                () -> run(
                        4,
                        config,
                        "(drop " + SPAWN + ")" + WAIT,
                        "(loop (br_if 0 (i32.lt_s " + SPAWN + "(i32.const 0))))" + FOREVER));
        assertEquals(Trap.Kind.OUT_OF_FUEL, trap.kind());
    }

    @Test
    void aThreadThatCannotBeginEndsAll() {
        WasmModule module = engine.compile("""
                (module
                  (import "env" "memory" (memory 1 4 shared))
                  (import "wasi" "thread-spawn" (func $spawn (param i32) (result i32)))
                  (func (export "_start")
                    (drop (call $spawn (i32.const 1)))
                    (drop (memory.atomic.wait32 (i32.const 0) (i32.const 0) (i64.const -1)))))
                """.getBytes(StandardCharsets.UTF_8));
        try (Instance instance = instantiate(module, 1, InstanceConfig.defaults())) {
            NoSuchExportException thrown = assertThrows(NoSuchExportException.class, () -> Wasi.run(instance));
            assertTrue(thrown.getMessage().contains("wasi_thread_start"), thrown.getMessage());
        }
    }

    @Test
    void aProgramWithoutSharedMemoryHasNoThreads() {
        WasmModule module = engine.compile("""
                (module
                  (import "wasi" "thread-spawn" (func $spawn (param i32) (result i32)))
                  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
                  (memory 1)
                  (func (export "wasi_thread_start") (param i32 i32))
                  (func (export "_start") (call $exit (call $spawn (i32.const 1)))))
                """.getBytes(StandardCharsets.UTF_8));
        try (Instance instance = instantiate(module, 1, InstanceConfig.defaults())) {
            assertEquals(-58, Wasi.run(instance));
        }
    }

    @Test
    void theMemoryIsLimited() {
        WasmModule module = module("(call $exit (memory.grow (i32.const 2)))", "");
        try (Instance instance =
                instantiate(module, 1, InstanceConfig.defaults().memoryLimit(2))) {
            assertEquals(-1, Wasi.run(instance));
        }
        LimitExceededException thrown = assertThrows(
                LimitExceededException.class,
                () -> instantiate(module, 1, InstanceConfig.defaults().memoryLimit(0)));
        assertEquals(
                "wasm imports a memory of 1 pages, but its memoryLimit allows 0; raise it with InstanceConfig.memoryLimit",
                thrown.getMessage());
    }
}
