package org.amphora.engine.whiteboard;

import static org.amphora.api.whiteboard.WasmWhiteboardConstants.WASM_HOST_MODULE;
import static org.amphora.api.whiteboard.WasmWhiteboardConstants.WASM_HOST_NAME;
import static org.amphora.api.whiteboard.WasmWhiteboardConstants.WASM_HOST_SIGNATURE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.amphora.api.CancelledException;
import org.amphora.api.HostFunction;
import org.amphora.api.HostFunctionException;
import org.amphora.api.Instance;
import org.amphora.api.InstanceConfig;
import org.amphora.engine.EngineImpl;
import org.amphora.engine.Guests;
import org.amphora.engine.runtime.ModuleInstance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.Constants;

/** What calls of a guest meet when the services behind its imports come and go. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ProviderChangeTest {
    private static final Duration LONG = Duration.ofHours(1);

    private static final byte[] ASKING = Guests.assemble("""
            (import "env" "answer" (func $answer (result i64)))
            (import "env" "pause" (func $pause (result i64)))
            (global $count (mut i64) (i64.const 0))
            (func (export "ask") (result i64) (call $answer))
            (func (export "count") (result i64)
              (global.set $count (i64.add (global.get $count) (i64.const 1)))
              (global.get $count))
            (func (export "twice") (result i64 i64 i64) (call $answer) (call $pause) (call $answer))
            """);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicLong ids = new AtomicLong();
    private volatile HostFunction pause = (caller, stack) -> stack[0] = 0;
    private Whiteboard whiteboard;
    private EngineImpl engine;
    private FakeReference pausing;

    private void open(Duration grace, Duration patience) {
        whiteboard = new Whiteboard(grace, patience);
        engine = new EngineImpl(whiteboard);
        pausing = addPause();
    }

    private FakeReference addPause() {
        FakeReference reference = reference("pause");
        whiteboard.add(reference, new FakeServiceObjects(() -> (caller, stack) -> pause.call(caller, stack)));
        return reference;
    }

    @AfterEach
    void close() throws InterruptedException {
        engine.close();
        threads.shutdown();
        assertTrue(threads.awaitTermination(30, TimeUnit.SECONDS));
    }

    private FakeReference reference(String name) {
        return new FakeReference(ids.incrementAndGet(), "org.example 1.0.0 7")
                .with(WASM_HOST_MODULE, "env")
                .with(WASM_HOST_NAME, name)
                .with(WASM_HOST_SIGNATURE, "-I");
    }

    /** A service that answers with its number. */
    private FakeReference answers() {
        long id = ids.get() + 1;
        return answers(new FakeServiceObjects(() -> answering(id)));
    }

    private FakeReference answers(FakeServiceObjects objects) {
        FakeReference reference = reference("answer");
        whiteboard.add(reference, objects);
        return reference;
    }

    private static HostFunction answering(long value) {
        return (caller, stack) -> stack[0] = value;
    }

    private static long id(FakeReference reference) {
        return (Long) reference.getProperty(Constants.SERVICE_ID);
    }

    private Instance guest() {
        return engine.linker()
                .instantiate(engine.compile(ASKING), InstanceConfig.defaults().name("asking"));
    }

    @Test
    void aCallThatBeginsAfterADepartureUsesTheSuccessorAndTheGuestKeepsItsState() {
        open(LONG, Duration.ZERO);
        FakeServiceObjects former = new FakeServiceObjects(() -> answering(1));
        FakeServiceObjects next = new FakeServiceObjects(() -> answering(2));
        FakeReference leaving = answers(former);
        answers(next);
        Instance guest = guest();
        guest.function("count").call();
        assertArrayEquals(new long[] {1}, guest.function("ask").call());

        whiteboard.remove(leaving);

        assertArrayEquals(new long[] {2}, guest.function("ask").call());
        assertArrayEquals(new long[] {2}, guest.function("count").call());
        assertEquals(0, former.inUse.size());
        assertEquals(1, next.inUse.size());
        guest.close();
        assertEquals(0, next.inUse.size());
    }

    /** It had waited for the call, which waited for the service that comes when this one has gone. */
    @Test
    void aServiceThatLeavesWhileACallTakesItDoesNotWaitForThatCall() throws Exception {
        Instance guest = guestWhoseServiceHasLeft();
        FakeReference second = reference("answer");
        CompletableFuture<Void> removed = new CompletableFuture<>();
        whiteboard.add(second, new FakeServiceObjects(() -> {
            threads.execute(() -> {
                whiteboard.remove(second);
                removed.complete(null);
            });
            removed.orTimeout(30, TimeUnit.SECONDS).join();
            return answering(2);
        }));
        Future<long[]> asked = threads.submit(() -> guest.function("ask").call());
        removed.get(30, TimeUnit.SECONDS);
        answers(new FakeServiceObjects(() -> answering(3)));
        assertArrayEquals(new long[] {3}, asked.get(30, TimeUnit.SECONDS));
    }

    @Test
    void aCallThatTookAServiceBeforeItWasGoneEndsOnIt() throws Exception {
        Instance guest = guestWhoseServiceHasLeft();
        FakeReference second = reference("answer");
        CompletableFuture<Void> removed = new CompletableFuture<>();
        CountDownLatch leaving = new CountDownLatch(1);
        CompletableFuture<long[]> asked = new CompletableFuture<>();
        FakeServiceObjects objects = new FakeServiceObjects(() -> {
            whiteboard.onChange(() -> {
                leaving.countDown();
                asked.orTimeout(30, TimeUnit.SECONDS).join();
            });
            threads.execute(() -> {
                whiteboard.remove(second);
                removed.complete(null);
            });
            try {
                assertTrue(leaving.await(30, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return answering(2);
        });
        whiteboard.add(second, objects);
        asked.completeAsync(() -> guest.function("ask").call(), threads);
        assertArrayEquals(new long[] {2}, asked.get(30, TimeUnit.SECONDS));
        removed.get(30, TimeUnit.SECONDS);
    }

    /** Its next call waits for another service. */
    private Instance guestWhoseServiceHasLeft() {
        open(LONG, LONG);
        FakeReference first = answers(new FakeServiceObjects(() -> answering(1)));
        Instance guest = guest();
        assertArrayEquals(new long[] {1}, guest.function("ask").call());
        whiteboard.remove(first);
        return guest;
    }

    @Test
    void aBetterServiceIsNotTakenWhileTheOneInUseIsThere() {
        open(LONG, Duration.ZERO);
        FakeReference first = answers();
        Instance guest = guest();
        FakeReference better = reference("answer").with(Constants.SERVICE_RANKING, 10);
        whiteboard.add(better, new FakeServiceObjects(() -> answering(77)));
        assertArrayEquals(new long[] {id(first)}, guest.function("ask").call());

        whiteboard.remove(first);

        assertArrayEquals(new long[] {77}, guest.function("ask").call());
    }

    @Test
    void aCallThatIsUnderWayKeepsItsServiceWhichWaitsForIt() throws Exception {
        open(LONG, Duration.ZERO);
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        pause = (caller, stack) -> {
            inside.countDown();
            go.await();
        };
        FakeReference leaving = answers();
        Instance guest = guest();
        Future<long[]> call = threads.submit(() -> guest.function("twice").call());
        inside.await();
        FakeReference next = answers();
        Future<?> departure = threads.submit(() -> whiteboard.remove(leaving));
        awaitDepartureOf(leaving);
        assertFalse(departure.isDone(), "it waits for the call");

        go.countDown();

        assertArrayEquals(new long[] {id(leaving), 0, id(leaving)}, call.get());
        departure.get();
        assertArrayEquals(new long[] {id(next)}, guest.function("ask").call());
    }

    /** Waits until calls that begin use another service. */
    private void awaitDepartureOf(FakeReference reference) {
        while (whiteboard.state().ranked("env", "answer").stream()
                .anyMatch(candidate -> candidate.info().serviceId() == id(reference))) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aCallThatOutlastsTheGraceFailsInsteadOfUsingWhatIsGone() throws Exception {
        open(Duration.ofMillis(10), Duration.ZERO);
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        pause = (caller, stack) -> {
            inside.countDown();
            go.await();
        };
        FakeReference leaving = answers();
        answers();
        Instance guest = guest();
        Future<Throwable> call = threads.submit(() ->
                assertThrows(Throwable.class, () -> guest.function("twice").call()));
        inside.await();

        whiteboard.remove(leaving);
        go.countDown();

        assertEquals(
                "host function env.answer of org.example 1.0.0 is gone: its service " + id(leaving)
                        + " was unregistered after the guest had been linked to it; instantiate the guest again to link it"
                        + " to another",
                call.get().getMessage());
    }

    @Test
    void aHostFunctionMayUnregisterItsOwnService() {
        open(LONG, Duration.ZERO);
        FakeReference leaving = answers();
        FakeReference next = answers();
        pause = (caller, stack) -> whiteboard.remove(leaving);
        Instance guest = guest();

        Throwable end =
                assertThrows(Throwable.class, () -> guest.function("twice").call());

        assertEquals(HostFunctionException.class, end.getClass());
        assertArrayEquals(new long[] {id(next)}, guest.function("ask").call());
    }

    @Test
    void aCallWaitsForTheServiceOfABundleThatIsUpdated() throws Exception {
        open(LONG, LONG);
        FakeReference leaving = answers();
        Instance guest = guest();
        whiteboard.remove(leaving);
        Future<long[]> call = threads.submit(() -> guest.function("ask").call());

        FakeReference updated = answers();

        assertArrayEquals(new long[] {id(updated)}, call.get());
    }

    @Test
    void aBundleThatTakesItsServicesAwayOneByOneDoesNotWaitForACallThatWaitsForIt() throws Exception {
        open(LONG, LONG);
        FakeReference leaving = answers();
        Instance guest = guest();
        whiteboard.remove(leaving);
        Future<long[]> call = threads.submit(() -> guest.function("twice").call());
        while (!whiteboard.isAwaitedBy((ModuleInstance) guest)) {
            Thread.onSpinWait();
        }

        whiteboard.remove(pausing);
        FakeReference updated = answers();
        addPause();

        assertArrayEquals(new long[] {id(updated), 0, id(updated)}, call.get());
    }

    @Test
    void aCallThatWaitsForAServiceCanBeCancelled() throws Exception {
        open(LONG, LONG);
        FakeReference leaving = answers();
        Instance guest = guest();
        whiteboard.remove(leaving);
        Future<Throwable> call = threads.submit(
                () -> assertThrows(Throwable.class, () -> guest.function("ask").call()));
        while (!call.isDone()) {
            guest.cancel("enough");
        }
        assertEquals(CancelledException.class, call.get().getClass());
    }

    @Test
    void anObjectThatKeepsSomethingForItsInstanceHasNoSuccessor() {
        open(Duration.ofMillis(10), Duration.ZERO);
        FakeReference leaving = answers(new FakeServiceObjects(() -> new HostFunction() {
            @Override
            public void call(Instance caller, long[] stack) {
                throw new AssertionError("was not bound");
            }

            @Override
            public HostFunction bind(Instance instance) {
                return answering(5);
            }
        }));
        FakeReference own = reference("answer").with(Constants.SERVICE_SCOPE, Constants.SCOPE_PROTOTYPE);
        Instance bound = guest();
        whiteboard.add(own, new FakeServiceObjects(() -> answering(6)));
        whiteboard.remove(leaving);
        Instance prototype = guest();
        answers();
        whiteboard.remove(own);

        assertThrows(HostFunctionException.class, () -> bound.function("ask").call());
        assertThrows(
                HostFunctionException.class, () -> prototype.function("ask").call());
    }

    @Test
    void noCallFailsWhileServicesAreReplacedUnderLoad() throws Exception {
        open(Duration.ofSeconds(30), Duration.ofSeconds(30));
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger calls = new AtomicInteger();
        FakeReference serving = answers();
        List<Future<Long>> clients = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Instance guest = guest();
            clients.add(threads.submit(() -> {
                long counted = 0;
                while (!stop.get()) {
                    long[] answers = guest.function("twice").call();
                    assertEquals(answers[0], answers[2], "one call used two services");
                    counted++;
                    assertEquals(counted, guest.function("count").call()[0], "the guest lost its state");
                    calls.incrementAndGet();
                }
                return counted;
            }));
        }
        for (int change = 0; change < 100; change++) {
            FakeReference former = serving;
            if (change % 2 == 0) {
                whiteboard.remove(former);
                serving = answers();
            } else {
                serving = answers();
                whiteboard.remove(former);
            }
        }
        stop.set(true);
        long counted = 0;
        for (Future<Long> client : clients) {
            counted += client.get();
        }
        assertEquals(calls.get(), counted);
    }
}
