package org.amphora.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.amphora.api.CancelledException;
import org.amphora.api.Engine;
import org.amphora.api.FunctionType;
import org.amphora.api.HostFunction;
import org.amphora.api.Instance;
import org.amphora.api.InstanceConfig;
import org.amphora.api.Linker;
import org.amphora.api.Trap;
import org.amphora.api.WasmModule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls that are ended from outside. Each test would hang, were its guest not ended. */
@Timeout(60)
class CancellationTest {
    private static final InstanceConfig SHORT = InstanceConfig.defaults().callTimeout(Duration.ofMillis(250));

    private final Engine engine = Guests.engine();
    private final WasmModule calls = Guests.compile(engine, "calls");
    private final Instance guest = engine.linker().instantiate(calls);

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    private static CompletableFuture<Throwable> start(Instance instance, String function, long... parameters) {
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                instance.function(function).call(parameters);
                outcome.complete(null);
            } catch (Throwable e) {
                outcome.complete(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return outcome;
    }

    /** Gives the call time to get where it spins, and cancels until it shows: a call that has not begun cannot be. */
    private static Throwable cancel(Instance instance, CompletableFuture<Throwable> call) throws Exception {
        Thread.sleep(30);
        while (!call.isDone()) {
            instance.cancel("enough");
            Thread.sleep(1);
        }
        return call.get();
    }

    private static String message(Throwable outcome) {
        assertEquals(CancelledException.class, outcome.getClass(), String.valueOf(outcome));
        return outcome.getMessage();
    }

    private Linker act(HostFunction act) {
        HostFunction none = (caller, stack) -> {};
        return engine.linker()
                .define("env", "dirty", FunctionType.parse("if-i"), none)
                .define("env", "down", FunctionType.parse("i-i"), none)
                .define("env", "act", FunctionType.parse("-"), act)
                .define("env", "several", FunctionType.parse("iIfF-FfIi"), none)
                .define("env", "swap", FunctionType.parse("er-re"), none)
                .define("env", "pick", FunctionType.parse("-r"), none);
    }

    private Instance host(HostFunction act) {
        return act(act).instantiate(Guests.compile(engine, "host"));
    }

    // ---- cancel ----

    @Test
    void endsAnInfiniteLoop() throws Exception {
        for (int i = 0; i < 5; i++) {
            CompletableFuture<Throwable> call = start(guest, "spin");
            assertEquals("call of calls was cancelled: enough", message(cancel(guest, call)));
            assertArrayEquals(new long[] {3}, guest.function("add").call(1, 2));
        }
    }

    @Test
    void doesNothingIfNoCallRuns() {
        guest.cancel("early");
        assertFalse(guest.cancelled());
        assertArrayEquals(new long[] {3}, guest.function("add").call(1, 2));
    }

    @Test
    void leavesOtherInstancesOfTheModuleAlone() throws Exception {
        Instance other = engine.linker().instantiate(calls);
        CompletableFuture<Throwable> spinning = start(guest, "spin");
        CompletableFuture<Throwable> waiting = start(other, "spin_until", 0);
        cancel(guest, spinning);
        assertFalse(waiting.isDone());
        other.memory().writeInt(0, 1);
        // the loop may have hoisted nothing: memory is read again at each turn
        assertEquals(null, waiting.get(30, TimeUnit.SECONDS));
    }

    @Test
    void namesTheFramesThatWereActive() throws Exception {
        Throwable outcome = cancel(guest, start(guest, "spin"));
        assertEquals(
                "wasm error: call of calls was cancelled: enough\nwasm stack trace:\n\tcalls.spin",
                ((CancelledException) outcome).describe());
    }

    @Test
    void isSeenByAHostFunctionThatWaits() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        Instance host = host((caller, stack) -> {
            waiting.countDown();
            while (!caller.cancelled()) {
                Thread.sleep(1);
            }
        });
        CompletableFuture<Throwable> call = start(host, "run");
        waiting.await();
        assertFalse(host.cancelled());
        host.cancel("enough");
        assertEquals("call of host was cancelled: enough", message(call.get()));
        assertFalse(host.cancelled());
    }

    @Test
    void endsAHostFunctionThatCallsTheGuest() throws Exception {
        List<String> caught = new ArrayList<>();
        Instance host = host((caller, stack) -> {
            caller.cancel("by itself");
            try {
                caller.function("seven").call();
            } catch (CancelledException e) {
                caught.add(e.getMessage());
            }
        });
        CancelledException e = assertThrows(
                CancelledException.class, () -> host.function("run").call());
        assertEquals("call of host was cancelled: by itself", e.getMessage());
        assertEquals(List.of("call of host was cancelled: by itself"), caught);
        assertArrayEquals(new long[] {7}, host.function("seven").call());
    }

    @Test
    void keepsTheFirstReason() {
        Instance host = host((caller, stack) -> {
            caller.cancel("first");
            caller.cancel("second");
        });
        CancelledException e = assertThrows(
                CancelledException.class, () -> host.function("run").call());
        assertEquals("call of host was cancelled: first", e.getMessage());
        assertEquals("host", e.guest());
    }

    @Test
    void endsALoopThatCallsTheHostAllTheTime() throws Exception {
        Instance host = host((caller, stack) -> {});
        assertEquals("call of host was cancelled: enough", message(cancel(host, start(host, "spin_host"))));
    }

    @Test
    void followsTheCallIntoAnImportedFunction() throws Exception {
        Instance provider = Guests.instantiate(engine, "provider");
        Instance consumer =
                engine.linker().define("provider", provider).instantiate(Guests.compile(engine, "consumer"));
        CompletableFuture<Throwable> call = start(consumer, "spin");
        assertEquals("call of consumer was cancelled: enough", message(cancel(consumer, call)));
        assertArrayEquals(new long[] {6}, consumer.function("double").call(3));
    }

    @Test
    void followsTheCallIntoAFunctionThatTheHostPutIntoATable() throws Exception {
        Instance provider = Guests.instantiate(engine, "provider");
        Instance consumer =
                engine.linker().define("provider", provider).instantiate(Guests.compile(engine, "consumer"));
        provider.table("table").set(0, guest.function("spin"));
        CompletableFuture<Throwable> call = start(consumer, "call_void", 0);
        assertEquals("call of consumer was cancelled: enough", message(cancel(consumer, call)));
    }

    @Test
    void followsTheCallThroughTheHostIntoAnotherGuest() throws Exception {
        Instance host = host((caller, stack) -> guest.function("spin").call());
        assertEquals("call of host was cancelled: enough", message(cancel(host, start(host, "run"))));
        assertArrayEquals(new long[] {3}, guest.function("add").call(1, 2));
    }

    @Test
    void endsOnlyTheInnerCallIfThatIsCancelled() throws Exception {
        List<String> caught = new ArrayList<>();
        Instance host = host((caller, stack) -> {
            try {
                guest.function("spin").call();
            } catch (CancelledException e) {
                caught.add(e.getMessage());
            }
        });
        assertEquals(null, cancel(guest, start(host, "run")));
        assertEquals(List.of("call of calls was cancelled: enough"), caught);
    }

    @Test
    void neverReachesALaterCallNorAnotherInstance() throws Exception {
        List<CompletableFuture<Void>> workers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            workers.add(CompletableFuture.runAsync(this::spinAndAdd));
        }
        for (CompletableFuture<Void> worker : workers) {
            worker.get();
        }
    }

    private void spinAndAdd() {
        Instance mine = engine.linker().instantiate(calls);
        for (int i = 0; i < 25; i++) {
            CountDownLatch cancelled = new CountDownLatch(1);
            Thread canceller = new Thread(() -> {
                while (cancelled.getCount() != 0) {
                    mine.cancel("enough");
                    Thread.onSpinWait();
                }
            });
            canceller.start();
            assertThrows(CancelledException.class, () -> mine.function("spin").call());
            cancelled.countDown();
            try {
                canceller.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            for (int j = 0; j < 100; j++) {
                assertArrayEquals(new long[] {3}, mine.function("add").call(1, 2));
            }
        }
    }

    // ---- deadlines ----

    @Test
    void endsAnInfiniteLoopAtItsDeadline() {
        Instance timed = engine.linker().instantiate(calls, SHORT);
        for (int i = 0; i < 3; i++) {
            CancelledException e = assertThrows(
                    CancelledException.class, () -> timed.function("spin").call());
            assertEquals("call of calls was cancelled: it took longer than its callTimeout of 250 ms", e.getMessage());
            assertArrayEquals(new long[] {3}, timed.function("add").call(1, 2));
        }
    }

    @Test
    void endsAStartFunctionAtItsDeadline() {
        WasmModule module = Guests.compile(engine, "start_spin");
        CancelledException e =
                assertThrows(CancelledException.class, () -> engine.linker().instantiate(module, SHORT));
        assertEquals("call of start_spin was cancelled: it took longer than its callTimeout of 250 ms", e.getMessage());
    }

    @Test
    void endsRecursionAtItsDeadlineOrByItsStack() {
        Instance timed = engine.linker().instantiate(calls, SHORT);
        Trap trap = assertThrows(Trap.class, () -> timed.function("recurse").call(0));
        assertEquals("call stack exhausted", trap.getMessage());
    }

    @Test
    void countsEachOutermostCallAnew() throws InterruptedException {
        Instance timed =
                engine.linker().instantiate(calls, InstanceConfig.defaults().callTimeout(Duration.ofSeconds(1)));
        for (int i = 0; i < 5; i++) {
            assertArrayEquals(new long[] {3}, timed.function("add").call(1, 2));
            Thread.sleep(300);
        }
    }

    @Test
    void tellsAHostFunctionHowMuchTimeIsLeft() {
        List<Long> remaining = new ArrayList<>();
        HostFunction wait = (caller, stack) -> {
            remaining.add(caller.remainingNanos());
            while (caller.remainingNanos() > 0) {
                Thread.sleep(1);
            }
        };
        Instance timed = act(wait).instantiate(Guests.compile(engine, "host"), SHORT);
        assertThrows(CancelledException.class, () -> {
            timed.function("run").call();
            // the watchdog may come after the host function has returned
            timed.function("spin_host").call();
        });
        assertTrue(remaining.get(0) <= 250_000_000L && remaining.get(0) > 0, remaining.toString());
        assertEquals(Long.MAX_VALUE, timed.remainingNanos());
        assertEquals(Long.MAX_VALUE, guest.remainingNanos());
    }

    // ---- closing ----

    @Test
    void endsTheRunningCallWhenTheInstanceIsClosed() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Instance host = host((caller, stack) -> {
            running.countDown();
            closed.await();
        });
        List<String> events = new ArrayList<>();
        host.onClose(() -> events.add("first"));
        host.onClose(() -> events.add("second"));
        CompletableFuture<Throwable> call = start(host, "spin_host");
        running.await();
        host.close();
        assertTrue(host.closed());
        assertEquals(List.of(), events);
        closed.countDown();
        assertEquals("call of host was cancelled: the instance was closed", message(call.get()));
        assertEquals(List.of("second", "first"), events);
    }

    @Test
    void endsTheRunningCallWhenAHostFunctionClosesItsCaller() {
        List<String> events = new ArrayList<>();
        Instance host = host((caller, stack) -> {
            caller.onClose(() -> events.add("resource"));
            caller.close();
            events.add("host function");
        });
        CancelledException e = assertThrows(
                CancelledException.class, () -> host.function("run").call());
        assertEquals("call of host was cancelled: the instance was closed", e.getMessage());
        assertEquals(List.of("host function", "resource"), events);
    }

    @Test
    void endsAnInfiniteLoopWhenTheEngineIsClosed() throws InterruptedException, ExecutionException {
        CompletableFuture<Throwable> call = start(guest, "spin_until", 8);
        while (!guest.closed()) {
            Thread.sleep(20);
            engine.close();
        }
        Throwable outcome = call.get();
        assertTrue(
                outcome instanceof CancelledException || outcome instanceof IllegalStateException,
                String.valueOf(outcome));
    }

    @Test
    void endsItsThreadWithTheEngine() throws InterruptedException {
        Set<Thread> before = watchdogs();
        Instance timed = engine.linker().instantiate(calls, SHORT);
        timed.function("nothing").call();
        Set<Thread> mine = watchdogs();
        mine.removeAll(before);
        assertEquals(1, mine.size());
        Thread watchdog = mine.iterator().next();
        assertTrue(watchdog.isDaemon());
        engine.close();
        watchdog.join(10_000);
        assertFalse(watchdog.isAlive());
    }

    private static Set<Thread> watchdogs() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("amphora-watchdog"))
                .collect(Collectors.toSet());
    }
}
