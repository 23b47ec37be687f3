package org.amphora.guests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.amphora.api.Trap;
import org.amphora.api.guest.dto.GuestDTO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two guests, of which the first calls the second, and which are replaced together. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class GroupTest {
    private final RealSurroundings world = new RealSurroundings();
    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch leave = new CountDownLatch(1);
    private final ExecutorService callers = Executors.newCachedThreadPool();

    @BeforeEach
    void begin() {
        world.offer(
                "other", "-I", (caller, stack) -> stack[0] = world.guest("back").call("version")[0]);
        world.offer("pause", "-", (caller, stack) -> {
            inside.countDown();
            leave.await();
        });
        configure("front", Map.of());
        configure("back", Map.of());
    }

    @AfterEach
    void end() throws InterruptedException {
        leave.countDown();
        callers.shutdown();
        assertTrue(callers.awaitTermination(20, TimeUnit.SECONDS));
        world.close();
    }

    private void configure(String guest, Map<String, ?> more) {
        Map<String, Object> options = new HashMap<>(Map.of("wasm.guest.group", "pair", "wasm.guest.instances", 4));
        options.putAll(more);
        world.guests.configure(guest, options);
    }

    private static byte[] module(int version) {
        return module(version, "");
    }

    private static byte[] module(int version, String more) {
        return """
                (module
                  (@custom "amphora.group" "%d")
                  (import "env" "other" (func $other (result i64)))
                  (import "env" "pause" (func $pause))
                  (func (export "version") (result i64) (i64.const %1$d))
                  (func (export "both") (result i64 i64) (i64.const %1$d) (call $other))
                  (func (export "slowly") (result i64 i64) (call $pause) (i64.const %1$d) (call $other))
                  (func (export "fail") (unreachable))
                  %s)
                """.formatted(version, more).getBytes(UTF_8);
    }

    private GuestDTO deploy(String guest, byte[] content) {
        return world.guests.deploy(guest, content, "drop");
    }

    private void deployBoth(int version) {
        GuestDTO first = deploy("front", module(version));
        assertEquals("GROUP", first.failure.reasonName);
        assertNull(deploy("back", module(version)).failure);
        assertNull(world.dto("front").failure);
    }

    private void assertServes(int version) {
        assertEquals(version, world.guest("front").call("version")[0]);
        assertEquals(version, world.guest("back").call("version")[0]);
    }

    @Test
    void aGroupServesWhenAllAreThereAndChangesWhenAllAreOfOneVersion() {
        GuestDTO first = deploy("front", module(1));
        assertEquals("guest front: drop waits for its group: group pair lacks content of back", first.failure.message);
        assertNull(first.active);
        assertNull(deploy("back", module(1)).failure);
        assertServes(1);
        assertEquals(
                "guest front: drop waits for its group: in group pair back has version \"1\", front has version \"2\""
                        + " (custom section amphora.group)",
                deploy("front", module(2)).failure.message);
        assertServes(1);
        assertNull(deploy("back", module(2)).failure);
        assertNull(world.dto("front").failure);
        assertServes(2);
    }

    @Test
    void ifOneFailsNoneIsReplaced() {
        deployBoth(1);
        byte[] bad = module(2, "(func (export \"_initialize\") (unreachable))");
        assertEquals("GROUP", deploy("front", bad).failure.reasonName);
        assertEquals(
                "guest back: drop waits for its group: of its group, guest front: drop failed when it started: unreachable",
                deploy("back", module(2)).failure.message);
        assertEquals("START_FAILED", world.dto("front").failure.reasonName);
        assertServes(1);
        assertNull(deploy("front", module(2)).failure);
        assertServes(2);
    }

    @Test
    void noCallMeetsTwoVersions() throws Exception {
        deployBoth(1);
        ManagedGuest front = world.guest("front");
        AtomicBoolean stop = new AtomicBoolean();
        List<Future<Long>> clients = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            clients.add(callers.submit(() -> {
                long calls = 0;
                for (; !stop.get(); calls++) {
                    long[] both = front.call("both");
                    if (both[0] != both[1]) {
                        throw new AssertionError("version " + both[0] + " called version " + both[1]);
                    }
                }
                return calls;
            }));
        }
        for (int version = 2; version <= 100; version++) {
            deployBoth(version);
            assertServes(version);
        }
        stop.set(true);
        for (Future<Long> client : clients) {
            assertTrue(client.get() > 0);
        }
    }

    @Test
    void aSwapWaitsForTheCallsOfTheGroup() throws Exception {
        deployBoth(1);
        Future<long[]> call = callers.submit(() -> world.guest("front").call("slowly"));
        inside.await();
        assertEquals("GROUP", deploy("front", module(2)).failure.reasonName);
        assertEquals(
                "guest back: drop waits for its group: calls of group pair did not end within 2000 ms, and it is replaced"
                        + " between calls; deploy it again",
                deploy("back", module(2)).failure.message);
        assertServes(1);
        leave.countDown();
        assertEquals(1, call.get()[1]);
        assertNull(deploy("back", module(2)).failure);
        assertServes(2);
    }

    /** The lock of the group belonged to the thread that was kept. */
    @Test
    void aHostFunctionThatKeepsWhatLoadsTheStateOfOneDoesNotKeepCallsOfTheGroup() throws Exception {
        configure(
                "back",
                Map.of("wasm.guest.instances", 1, "wasm.guest.state", "exports", "wasm.guest.state.timeout", 100));
        assertEquals("GROUP", deploy("front", module(1)).failure.reasonName);
        assertNull(deploy("back", module(1, state(""))).failure);
        Future<GuestDTO> deployed = callers.submit(() -> {
            GuestDTO after;
            do {
                GuestDTO unused = deploy("front", module(2));
                after = deploy("back", module(2, state("(call $pause)")));
            } while (inside.getCount() > 0); // a busy machine took the little time that it has
            return after;
        });
        inside.await();
        assertServes(1);
        leave.countDown();
        assertEquals("STATE_LOAD", deployed.get().failure.reasonName);
        assertServes(1);
    }

    private static String state(String load) {
        return """
                (memory (export "memory") 1)
                (func (export "malloc") (param i32) (result i32) (i32.const 1024))
                (func (export "save_state") (result i64) (i64.const 8))
                (func (export "load_state") (param i32 i32 i32) %s)
                """.formatted(load);
    }

    /** Calls of it did not share the group until it was staged itself. */
    @Test
    void whatJoinsAGroupIsKeptFromCallsWhenAnotherMemberIsStagedFirst() throws Rejection {
        Configurations configurations = new Configurations(guest -> "");
        Map<String, GuestRecord> records = new HashMap<>();
        for (String guest : List.of("front", "back")) {
            configurations.put(guest, Map.of("wasm.guest.group", "pair"));
            GuestRecord record = new GuestRecord(guest);
            record.candidate(
                    new Candidate("drop", new SharedModule(new FakeModule(new FakeEngine(), new byte[0], List.of()))));
            records.put(guest, record);
        }
        GuestRecord front = records.get("front");
        assertEquals(
                2,
                new Groups(configurations, records::get)
                        .together(front, configurations.read(front))
                        .size());
        assertEquals("pair", front.guest().group().name());
        assertSame(front.guest().group(), records.get("back").guest().group());
    }

    /** What came after it in the group was replaced, but never drained. */
    @Test
    void aListenerThatFailsDoesNotKeepTheOthersOfTheGroupFromBeingDrained() {
        deployBoth(1);
        assertEquals("GROUP", deploy("front", module(2)).failure.reasonName);
        world.onPublish = () -> {
            throw new IllegalStateException("a listener");
        };
        assertEquals(
                "a listener",
                assertThrows(IllegalStateException.class, () -> deploy("back", module(2)))
                        .getMessage());
        assertServes(2);
        RealSurroundings.await(
                "what was replaced is gone",
                () -> world.dto("front").draining.length + world.dto("back").draining.length == 0);
    }

    @Test
    void aGroupGoesBackTogether() {
        configure("front", Map.of("wasm.guest.probation.failures", 1));
        deployBoth(1);
        deployBoth(2);
        assertThrows(Trap.class, () -> world.guest("front").call("fail"));
        RealSurroundings.await(
                "both went back",
                () -> world.guest("front").generation() == 3
                        && world.guest("back").generation() == 3);
        assertServes(1);
        assertEquals(
                "guest back: generation 2 was rolled back: front, of its group, was",
                world.dto("back").failure.message);
    }

    @Test
    void guestsOfOneVersionAreReplacedOneByOne() {
        deployBoth(1);
        assertNull(deploy("front", module(1, "(func (export \"more\"))")).failure);
        assertEquals(2, world.guest("front").generation());
        assertEquals(1, world.guest("back").generation());
    }
}
