package org.amphora.guests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.amphora.api.guest.dto.GuestDTO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that call without pause while a guest is replaced. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SwapUnderLoadTest {
    private static final int CLIENTS = 6;
    private static final int SWAPS = 300;

    private final FakeSurroundings world = new FakeSurroundings();
    private final ExecutorService clients = Executors.newCachedThreadPool();

    /** What the clients counted. */
    private final AtomicLong started = new AtomicLong();

    private final AtomicLong succeeded = new AtomicLong();
    private final AtomicBoolean stop = new AtomicBoolean();

    @AfterEach
    void end() throws InterruptedException {
        stop.set(true);
        clients.shutdown();
        assertTrue(clients.awaitTermination(10, TimeUnit.SECONDS));
        world.close();
    }

    private List<Future<?>> callWithoutPause(Runnable call) {
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            running.add(clients.submit(() -> {
                while (!stop.get()) {
                    started.incrementAndGet();
                    call.run();
                    succeeded.incrementAndGet();
                }
            }));
        }
        return running;
    }

    private void finish(List<Future<?>> running) throws Exception {
        stop.set(true);
        for (Future<?> client : running) {
            client.get(10, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void everyStartedCallSucceeds(int instances) throws Exception {
        world.guests.configure("greet", java.util.Map.of("wasm.guest.instances", instances));
        world.deploy("greet", FakeEngine.module(1));
        ManagedGuest guest = world.guest("greet");
        List<Future<?>> running = callWithoutPause(() -> guest.call("version"));
        for (int version = 2; version <= SWAPS; version++) {
            world.deploy("greet", FakeEngine.module(version));
        }
        finish(running);
        assertEquals(started.get(), succeeded.get());
        assertTrue(succeeded.get() > SWAPS, "clients called while the guest was swapped: " + succeeded);
        assertEquals(SWAPS, guest.generation());
        FakeSurroundings.await(
                "all but the last generation retired, and what is gone back to",
                () -> world.engine.openModules.get() <= 2 && world.dto("greet").draining.length == 0);
        assertTrue(world.engine.living() <= instances, "old instances are closed: " + world.engine.living());
    }

    @Test
    void noCallerSeesAnOlderGenerationThanBeforeOrThanWasDeployedBefore() throws Exception {
        world.guests.configure("greet", java.util.Map.of("wasm.guest.instances", 4));
        world.deploy("greet", FakeEngine.module(1));
        ManagedGuest guest = world.guest("greet");
        AtomicLong deployed = new AtomicLong(1);
        List<Future<?>> running = callWithoutPause(() -> {
            long before = deployed.get();
            long seen = guest.call("version")[0];
            if (seen < before) {
                throw new AssertionError("generation " + seen + " served after " + before + " was deployed");
            }
        });
        for (int version = 2; version <= SWAPS; version++) {
            world.deploy("greet", FakeEngine.module(version));
            deployed.set(version);
        }
        finish(running);
        assertEquals(started.get(), succeeded.get());
    }

    @Test
    void nestedCallsOfOneCallAllSeeOneGeneration() throws Exception {
        world.guests.configure("greet", java.util.Map.of("wasm.guest.instances", 2));
        // a host function that calls the guest's service again, as often as the guest asks
        world.engine.functions.put("reenter", (instance, parameters) -> {
            long version = instance.module().version();
            for (int i = 0; i < 3; i++) {
                long nested = world.guest("greet").call("version")[0];
                if (nested != version) {
                    throw new AssertionError("generation " + version + " was called back as " + nested);
                }
            }
            return new long[] {version};
        });
        world.deploy("greet", FakeEngine.module(1));
        ManagedGuest guest = world.guest("greet");
        List<Future<?>> running = callWithoutPause(() -> guest.call("reenter"));
        for (int version = 2; version <= SWAPS; version++) {
            world.deploy("greet", FakeEngine.module(version));
        }
        finish(running);
        assertEquals(started.get(), succeeded.get());
    }

    @Test
    void failuresAtEveryStageCostNoCall() throws Exception {
        world.deploy("greet", FakeEngine.module(1));
        ManagedGuest guest = world.guest("greet");
        String digest = guest.digest();
        List<Future<?>> running = callWithoutPause(() -> guest.call("version"));
        String[] faults = {
            "fault validate", "fault engine", "fault limit", "fault start", "fault exit", "import env missing"
        };
        for (int round = 0; round < 20; round++) {
            for (String fault : faults) {
                GuestDTO after = world.guests.deploy("greet", FakeEngine.module(2 + round, fault), "test");
                assertEquals(GuestDTO.ACTIVE, after.state);
                assertTrue(after.failure != null, fault);
            }
        }
        finish(running);
        assertEquals(started.get(), succeeded.get());
        assertEquals(digest, guest.digest());
        assertEquals(1, guest.generation());
        assertEquals(1, world.engine.living());
    }

    @Test
    void facadesSeeSwapsAndNeverFail() throws Exception {
        world.guests.configure("greet", java.util.Map.of("wasm.guest.instances", 2));
        world.deploy("greet", FakeEngine.module(1));
        Versioned facade = world.guest("greet").as(Versioned.class);
        List<Future<?>> running = callWithoutPause(facade::version);
        for (int version = 2; version <= SWAPS; version++) {
            world.deploy("greet", FakeEngine.module(version));
            assertEquals(version, facade.version());
        }
        finish(running);
        assertEquals(started.get(), succeeded.get());
    }

    @Test
    void callsThatWaitMoveOnToTheNewGeneration() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        world.engine.functions.put("block", (instance, parameters) -> {
            inside.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return new long[] {instance.module().version()};
        });
        world.deploy("greet", FakeEngine.module(1));
        ManagedGuest guest = world.guest("greet");
        Future<long[]> first = clients.submit(() -> guest.call("block"));
        inside.await();
        Future<long[]> waiting = clients.submit(() -> guest.call("version"));
        FakeSurroundings.await("the second call waits", () -> guest.active().leases() == 2);
        world.deploy("greet", FakeEngine.module(2));
        assertEquals(2, waiting.get(10, TimeUnit.SECONDS)[0]);
        assertEquals(1, world.dto("greet").draining.length);
        assertEquals(1, world.dto("greet").draining[0].inFlight);
        go.countDown();
        assertEquals(1, first.get(10, TimeUnit.SECONDS)[0], "what ran finishes on the old generation");
    }

    /** What the guest looks like from Java. */
    public interface Versioned {
        long version();
    }
}
