package org.amphora.guests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.amphora.api.CancelledException;
import org.amphora.api.ExitException;
import org.amphora.api.Instance;
import org.amphora.api.LimitExceededException;
import org.amphora.api.LinkException;
import org.amphora.api.Trap;
import org.amphora.api.guest.Guest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How calls enter and leave a guest. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CallTest {
    private final FakeSurroundings world = new FakeSurroundings();
    private final ExecutorService clients = Executors.newCachedThreadPool();
    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);

    @BeforeEach
    void functions() {
        world.engine.functions.put("block", (instance, parameters) -> {
            inside.countDown();
            while (go.getCount() > 0) {
                instance.check();
                Thread.onSpinWait();
            }
            return new long[] {instance.module().version()};
        });
        world.engine.functions.put("loop", (instance, parameters) -> {
            inside.countDown();
            return instance.loop();
        });
        world.engine.functions.put("trap", (instance, parameters) -> {
            throw new Trap(Trap.Kind.UNREACHABLE);
        });
        world.engine.functions.put("exit", (instance, parameters) -> {
            throw new ExitException((int) parameters[0]);
        });
    }

    @AfterEach
    void end() {
        go.countDown();
        clients.shutdown();
        world.close();
    }

    private Guest deploy(Map<String, ?> configuration, String... lines) {
        world.guests.configure("greet", configuration);
        world.deploy("greet", FakeEngine.module(1, lines));
        return world.guest("greet");
    }

    @Test
    void instancesAreMadeWhenTheyAreNeeded() throws Exception {
        Guest guest = deploy(Map.of("wasm.guest.instances", 2));
        assertEquals(1, world.engine.living());
        Future<long[]> blocked = clients.submit(() -> guest.call("block"));
        inside.await();
        assertEquals(1, guest.call("version")[0]);
        assertEquals(2, world.engine.living());
        assertEquals(1, world.dto("greet").active.inFlight);
        assertEquals(2, world.dto("greet").active.instances);
        go.countDown();
        assertEquals(1, blocked.get()[0]);
        assertEquals(1, guest.call("version")[0]);
        assertEquals(2, world.engine.living());
        assertEquals(0, world.dto("greet").active.inFlight);
    }

    @Test
    void aCallWaitsWhenAllInstancesServeButNotLongerThanItMayTake() throws Exception {
        Guest guest = deploy(Map.of("wasm.guest.call.timeout", 80));
        Future<long[]> blocked = clients.submit(() -> guest.call("block"));
        inside.await();
        CancelledException e = assertThrows(CancelledException.class, () -> guest.call("version"));
        assertEquals("call of greet was cancelled: none of its 1 instances was free for 80 ms", e.getMessage());
        go.countDown();
        assertEquals(1, blocked.get()[0]);
        assertEquals(1, guest.call("version")[0]);
    }

    @Test
    void callsBeyondTheLimitOfTheQueueAreRefusedAtOnce() throws Exception {
        Guest guest = deploy(Map.of("wasm.guest.queue.limit", 1));
        Future<long[]> blocked = clients.submit(() -> guest.call("block"));
        inside.await();
        FutureTask<long[]> waiting = new FutureTask<>(() -> guest.call("version"));
        Thread caller = new Thread(waiting);
        caller.start();
        FakeSurroundings.await("one call waits", () -> caller.getState() == Thread.State.WAITING);
        LimitExceededException refusal = assertThrows(LimitExceededException.class, () -> guest.call("version"));
        assertEquals("greet", refusal.guest());
        assertEquals("wasm.guest.queue.limit", refusal.limit());
        assertEquals(
                "guest greet: all instances serve (1), and as many calls wait as wasm.guest.queue.limit allows (1)",
                refusal.getMessage());
        go.countDown();
        assertEquals(1, blocked.get()[0]);
        assertEquals(1, waiting.get()[0]);
        assertEquals(1, guest.call("version")[0]);
    }

    @Test
    void whereNoCallMayWaitACallIsRefusedWhenAllInstancesServe() throws Exception {
        Guest guest = deploy(Map.of("wasm.guest.queue.limit", 0));
        Future<long[]> blocked = clients.submit(() -> guest.call("block"));
        inside.await();
        assertThrows(LimitExceededException.class, () -> guest.call("version"));
        go.countDown();
        assertEquals(1, blocked.get()[0]);
    }

    @Test
    void anExtraInstanceServesOneCallWhenAllOthersServe() throws Exception {
        Guest guest = deploy(Map.of("wasm.guest.instances.extra", 1, "wasm.guest.queue.limit", 0));
        Future<long[]> blocked = clients.submit(() -> guest.call("block"));
        inside.await();
        for (int call = 1; call <= 3; call++) {
            assertEquals(1, guest.call("version")[0]);
            assertEquals(1 + call, world.engine.instances.size(), "each call has a fresh one");
            assertEquals(1, world.engine.living(), "which is closed after it");
        }
        go.countDown();
        assertEquals(1, blocked.get()[0]);
        assertEquals(1, guest.call("version")[0]);
        assertEquals(4, world.engine.instances.size(), "what stays serves first");
    }

    @Test
    void callsOfOneThreadNestOnItsExtraInstance() throws Exception {
        world.engine.functions.put("nest", (instance, parameters) -> {
            world.guest("greet").with(nested -> {
                assertSame(instance, nested);
                return null;
            });
            return new long[] {instance.module().version()};
        });
        Guest guest = deploy(Map.of("wasm.guest.instances.extra", 1));
        Future<long[]> blocked = clients.submit(() -> guest.call("block"));
        inside.await();
        assertEquals(1, guest.call("nest")[0]);
        go.countDown();
        assertEquals(1, blocked.get()[0]);
    }

    @Test
    void aTrappedInstanceIsDiscardedIfTheGuestIsConfiguredSo() {
        Guest guest = deploy(Map.of("wasm.guest.trapped", "discard"));
        assertThrows(Trap.class, () -> guest.call("trap"));
        assertEquals(0, world.engine.living());
        assertEquals(1, guest.call("version")[0]);
        assertEquals(2, world.engine.instances.size());
    }

    @Test
    void aThreadThatIsInterruptedWhileItWaitsStopsWaiting() throws Exception {
        Guest guest = deploy(Map.of());
        Future<long[]> blocked = clients.submit(() -> guest.call("block"));
        inside.await();
        Thread.currentThread().interrupt();
        CancelledException e = assertThrows(CancelledException.class, () -> guest.call("version"));
        assertEquals("call of greet was cancelled: interrupted while it waited for an instance", e.getMessage());
        assertTrue(Thread.interrupted());
        go.countDown();
        assertEquals(1, blocked.get()[0]);
        Thread.currentThread().interrupt();
        assertEquals(1, guest.call("version")[0], "a free instance is got by an interrupted thread too");
        assertTrue(Thread.interrupted());
    }

    @Test
    void theInstanceStaysAfterATrap() {
        Guest guest = deploy(Map.of());
        assertThrows(Trap.class, () -> guest.call("trap"));
        assertEquals(1, guest.call("version")[0]);
        assertEquals(1, world.engine.instances.size());
    }

    @Test
    void anInstanceThatEndedIsReplaced() {
        Guest guest = deploy(Map.of());
        ExitException exit = assertThrows(ExitException.class, () -> guest.call("exit", 3));
        assertEquals(3, exit.exitCode());
        assertTrue(world.engine.instances.get(0).closed());
        assertEquals(1, guest.call("version")[0]);
        assertEquals(2, world.engine.instances.size());
        guest.with(instance -> {
            instance.close();
            return null;
        });
        assertEquals(1, guest.call("version")[0]);
        assertEquals(3, world.engine.instances.size());
        assertEquals(1, world.engine.living());
    }

    @Test
    void anInstanceWhoseCallWasCancelledIsReplacedAndFacadesFollow() throws Exception {
        Guest guest = deploy(Map.of());
        Versioned facade = guest.as(Versioned.class);
        assertEquals(1, facade.version());
        Future<long[]> looping = clients.submit(() -> guest.call("loop"));
        inside.await();
        world.engine.instances.get(0).cancel("enough");
        ExecutionException e = assertThrows(ExecutionException.class, looping::get);
        assertEquals("call of greet was cancelled: enough", e.getCause().getMessage());
        assertEquals(1, facade.version());
        assertEquals(2, world.engine.instances.size());
        assertEquals(1, world.engine.instances.get(1).facades.get());
    }

    @Test
    void callsOfOneThreadNestOnOneInstance() {
        Guest guest = deploy(Map.of());
        Instance outer = guest.with(instance -> {
            Instance inner = guest.with(nested -> nested);
            assertSame(instance, inner);
            assertEquals(1, guest.as(Versioned.class).version());
            return instance;
        });
        assertSame(outer, guest.with(instance -> instance), "the instance was given back");
    }

    @Test
    void nestedCallsStayOnAGenerationThatIsReplacedMeanwhile() {
        Guest guest = deploy(Map.of());
        long nested = guest.with(instance -> {
            world.deploy("greet", FakeEngine.module(2));
            assertEquals(2, guest.generation());
            return guest.call("version")[0] + 10 * guest.as(Versioned.class).version();
        });
        assertEquals(11, nested);
        assertEquals(2, guest.call("version")[0]);
    }

    @Test
    void whatWorkThrowsComesOutUnchanged() {
        Guest guest = deploy(Map.of());
        IOException thrown = new IOException("disk");
        Guest.Work<Void, IOException> work = instance -> {
            throw thrown;
        };
        assertSame(thrown, assertThrows(IOException.class, () -> guest.with(work)));
        assertEquals(1, guest.call("version")[0]);
    }

    @Test
    void callsThatOutlastTheDrainTimeoutAreCancelled() throws Exception {
        Guest guest = deploy(Map.of("wasm.guest.drain.timeout", 50));
        Future<long[]> looping = clients.submit(() -> guest.call("loop"));
        inside.await();
        world.deploy("greet", FakeEngine.module(2));
        assertEquals(2, guest.call("version")[0], "the new one serves while the old one drains");
        ExecutionException e = assertThrows(ExecutionException.class, () -> looping.get(10, TimeUnit.SECONDS));
        assertEquals(
                "call of greet was cancelled: generation 1 was replaced or removed, "
                        + "and its drain timeout of 50 ms has passed",
                e.getCause().getMessage());
        FakeSurroundings.await("the old one is retired", () -> world.dto("greet").draining.length == 0);
        assertEquals(2, world.engine.openModules.get());
    }

    @Test
    void callsThatEndInTimeAreNotCancelled() throws Exception {
        Guest guest = deploy(Map.of());
        Future<long[]> blocked = clients.submit(() -> guest.call("block"));
        inside.await();
        world.deploy("greet", FakeEngine.module(2));
        world.guests.undeploy("greet");
        assertFalse(blocked.isDone());
        go.countDown();
        assertEquals(1, blocked.get(10, TimeUnit.SECONDS)[0]);
        FakeSurroundings.await("all is closed", () -> world.engine.openModules.get() == 0);
    }

    @Test
    void whileTwoGenerationsDrainFurtherContentWaits() throws Exception {
        Guest guest = deploy(Map.of());
        List<Future<long[]>> blocked = new ArrayList<>();
        for (int version = 2; version <= 3; version++) {
            blocked.add(clients.submit(() -> guest.call("block")));
            FakeSurroundings.await("it is inside", () -> world.dto("greet").active.inFlight == 1);
            world.deploy("greet", FakeEngine.module(version));
        }
        Future<?> waiting = clients.submit(() -> world.deploy("greet", FakeEngine.module(4)));
        assertThrows(TimeoutException.class, () -> waiting.get(200, TimeUnit.MILLISECONDS));
        assertEquals(3, guest.call("version")[0]);
        assertEquals(2, world.dto("greet").draining.length);
        Future<?> newer = clients.submit(() -> world.deploy("greet", FakeEngine.module(5)));
        assertThrows(TimeoutException.class, () -> newer.get(50, TimeUnit.MILLISECONDS));
        go.countDown();
        assertEquals(1, blocked.get(0).get()[0]);
        assertEquals(2, blocked.get(1).get()[0]);
        assertNotNull(waiting.get(10, TimeUnit.SECONDS));
        assertNotNull(newer.get(10, TimeUnit.SECONDS));
        assertEquals(5, guest.call("version")[0]);
        assertEquals(4, guest.generation(), "what was overtaken while it waited was never active");
    }

    @Test
    void generationsWhoseCallsIgnoreCancellationKeepNoContentWaiting() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        world.engine.functions.put("ignore", (instance, parameters) -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return parameters;
        });
        Guest guest = deploy(Map.of("wasm.guest.drain.timeout", 20));
        List<Future<long[]>> calls = new ArrayList<>();
        for (int version = 2; version <= 6; version++) {
            calls.add(clients.submit(() -> guest.call("ignore")));
            FakeSurroundings.await("it is inside", () -> world.dto("greet").active.inFlight == 1);
            world.deploy("greet", FakeEngine.module(version));
        }
        assertEquals(6, guest.call("version")[0]);
        assertEquals(5, world.dto("greet").draining.length);
        end.countDown();
        for (Future<long[]> call : calls) {
            assertEquals(0, call.get().length);
        }
        FakeSurroundings.await("all are retired", () -> world.dto("greet").draining.length == 0);
    }

    @Test
    void stoppingCancelsWhatDoesNotEnd() throws Exception {
        Guest guest = deploy(Map.of());
        Future<long[]> looping = clients.submit(() -> guest.call("loop"));
        inside.await();
        world.guests.stop();
        assertThrows(ExecutionException.class, () -> looping.get(10, TimeUnit.SECONDS));
        assertEquals(0, world.engine.living());
    }

    @Test
    void instancesThatLiveServeOnWhenNoMoreCanBeLinked() throws Exception {
        world.engine.provided.add("env.log");
        Guest guest = deploy(Map.of("wasm.guest.instances", 2), "import env log");
        world.engine.provided.clear();
        Future<long[]> blocked = clients.submit(() -> guest.call("block"));
        inside.await();
        Future<long[]> waiting = clients.submit(() -> guest.call("version"));
        FakeSurroundings.await(
                "the second call waits", () -> world.guest("greet").active().leases() == 2);
        go.countDown();
        assertEquals(1, blocked.get()[0]);
        assertEquals(1, waiting.get(10, TimeUnit.SECONDS)[0]);
        assertThrows(ExitException.class, () -> guest.call("exit", 0));
        assertThrows(LinkException.class, () -> guest.call("version"), "nothing lives any more");
    }

    @Test
    void instancesThatCouldNotBeLinkedAreMadeWhenTheHostFunctionIsBack() throws Exception {
        world.engine.provided.add("env.log");
        Guest guest = deploy(Map.of("wasm.guest.instances", 2), "import env log");
        world.engine.provided.clear();
        Future<long[]> blocked = clients.submit(() -> guest.call("block"));
        inside.await();
        Future<long[]> waiting = clients.submit(() -> guest.call("version"));
        FakeSurroundings.await(
                "the second call waits", () -> world.guest("greet").active().leases() == 2);
        world.engine.provided.add("env.log");
        world.guests.hostFunctionsChanged();
        go.countDown();
        assertEquals(1, blocked.get()[0]);
        assertEquals(1, waiting.get(10, TimeUnit.SECONDS)[0]);
        world.guests.hostFunctionsChanged();
        Future<long[]> looping = clients.submit(() -> guest.call("loop"));
        FakeSurroundings.await("it is inside", () -> world.dto("greet").active.inFlight == 1);
        assertEquals(1, guest.call("version")[0]);
        assertEquals(2, world.dto("greet").active.instances);
        world.guests.stop();
        assertThrows(ExecutionException.class, () -> looping.get(10, TimeUnit.SECONDS));
    }

    @Test
    void facadesAreMadeOncePerTypeAndInstance() {
        Guest guest = deploy(Map.of());
        Versioned facade = guest.as(Versioned.class);
        assertSame(facade, guest.as(Versioned.class));
        int made = world.engine.instances.get(0).facades.get();
        assertEquals(1, facade.version());
        assertEquals(1, facade.version());
        assertEquals(made + 1, world.engine.instances.get(0).facades.get());
        assertEquals("org.amphora.guests.CallTest$Versioned of guest greet", facade.toString());
        world.engine.functions.put("nothing", (instance, parameters) -> parameters);
        assertNotSame(facade, guest.as(Arithmetic.class));
    }

    @Test
    void facadesPassAllKindsOfMethodsOn() {
        Guest guest = deploy(Map.of());
        world.engine.functions.put("nothing", (instance, parameters) -> new long[0]);
        Arithmetic arithmetic = guest.as(Arithmetic.class);
        assertEquals(3, arithmetic.add(1, 2));
        assertEquals(10, arithmetic.twice(2, 3));
        arithmetic.nothing();
        assertEquals(1, world.engine.instances.size());
    }

    @Test
    void aDefaultMethodRunsOnOneInstance() {
        Guest guest = deploy(Map.of());
        world.engine.functions.put("nothing", (instance, parameters) -> {
            world.deploy("greet", FakeEngine.module(2));
            return parameters;
        });
        assertEquals(1, guest.as(Arithmetic.class).replacedMeanwhile());
        assertEquals(2, guest.call("version")[0]);
    }

    @Test
    void retiredGenerationsCanBeCollected() {
        world.engine.listInstances = false;
        Guest guest = deploy(Map.of());
        Versioned idle = guest.as(Versioned.class);
        assertEquals(1, idle.version());
        WeakReference<Generation> retired =
                new WeakReference<>(world.guest("greet").active());
        WeakReference<Instance> instance = new WeakReference<>(guest.with(own -> own));
        world.deploy("greet", FakeEngine.module(2));
        assertCollected(retired);
        assertCollected(instance);
        assertEquals(2, idle.version());
    }

    @Test
    void facadesThatNobodyHoldsCanBeCollected() {
        Guest guest = deploy(Map.of());
        Versioned held = guest.as(Versioned.class);
        assertEquals(1, held.version());
        WeakReference<Versioned> facade = new WeakReference<>(held);
        held = null;
        assertCollected(facade);
    }

    private static void assertCollected(WeakReference<?> reference) {
        FakeSurroundings.await("collected", () -> {
            System.gc();
            return reference.refersTo(null);
        });
    }

    /** A guest in Java. */
    public interface Versioned {
        long version();
    }

    /** Every kind of method. */
    public interface Arithmetic extends Versioned {
        int add(int a, int b);

        void nothing();

        default int twice(int a, int b) {
            return add(add(a, b), add(a, b));
        }

        default long replacedMeanwhile() {
            nothing();
            return version();
        }

        static int unrelated() {
            return 0;
        }
    }
}
