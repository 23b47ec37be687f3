package org.amphora.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.amphora.api.Engine;
import org.amphora.api.FunctionType;
import org.amphora.api.Instance;
import org.amphora.api.Linker;
import org.amphora.api.Trap;
import org.amphora.api.WasmModule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads at one engine: what is thread-safe is used by all of them, instances by one each. */
@Timeout(120)
class HammerTest {
    private static final int THREADS = 8;
    private static final int ROUNDS = 40;

    private final Engine engine = Guests.engine();

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    private static void hammer(Callable<Void> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Void>> results = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                results.add(threads.submit(work));
            }
            for (Future<Void> result : results) {
                result.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void instantiatesOneModuleInManyThreads() throws Exception {
        WasmModule module = Guests.compile(engine, "calls");
        hammer(() -> {
            for (int i = 0; i < ROUNDS; i++) {
                try (Instance guest = engine.linker().instantiate(module)) {
                    assertArrayEquals(new long[] {3}, guest.function("add").call(1, 2));
                    assertArrayEquals(new long[] {1}, guest.function("count").call());
                    Trap trap = assertThrows(
                            Trap.class, () -> guest.function("unreachable").call());
                    assertEquals("calls.inner", trap.getWasmStackTrace().get(0).toString());
                }
            }
            return null;
        });
    }

    @Test
    void compilesInManyThreads() throws Exception {
        hammer(() -> {
            for (int i = 0; i < ROUNDS / 4; i++) {
                Instance guest = Guests.instantiate(engine, "calls");
                assertArrayEquals(new long[] {3}, guest.function("add").call(1, 2));
                guest.close();
            }
            return null;
        });
    }

    @Test
    void sharesALinkerAndAHostFunctionAmongThreads() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        Linker linker = engine.linker()
                .define("env", "started", FunctionType.parse("i-"), (caller, stack) -> calls.addAndGet((int) stack[0]));
        WasmModule module = Guests.compile(engine, "start");
        hammer(() -> {
            for (int i = 0; i < ROUNDS; i++) {
                linker.instantiate(module).close();
            }
            return null;
        });
        assertEquals(42 * THREADS * ROUNDS, calls.get());
    }

    @Test
    void cancelsAndClosesWhileOthersCall() throws Exception {
        WasmModule module = Guests.compile(engine, "calls");
        hammer(() -> {
            for (int i = 0; i < ROUNDS / 8; i++) {
                Instance spinning = engine.linker().instantiate(module);
                Thread closer = new Thread(() -> {
                    while (!spinning.closed()) {
                        spinning.cancel("enough");
                        Thread.onSpinWait();
                    }
                });
                closer.start();
                assertThrows(
                        org.amphora.api.CancelledException.class,
                        () -> spinning.function("spin").call());
                spinning.close();
                closer.join();
                Instance other = engine.linker().instantiate(module);
                assertArrayEquals(new long[] {3}, other.function("add").call(1, 2));
                other.close();
            }
            return null;
        });
    }
}
