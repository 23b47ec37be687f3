package org.amphora.guests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.amphora.api.Trap;
import org.amphora.api.guest.Guest;
import org.amphora.api.guest.dto.GuestDTO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Guests that count, and whose count survives swaps. On the real engine. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class StateTest {
    private static final String SECTION = "(@custom \"amphora.state\" \"%s\")";
    private static final String SAVE = "(i64.store (i32.const 8) (global.get $count)) (i64.const 0x800000008)";
    private static final String LOAD = "(global.set $count (i64.load (local.get 1)))";

    private final RealSurroundings world = new RealSurroundings();
    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch leave = new CountDownLatch(1);
    private final ExecutorService callers = Executors.newCachedThreadPool();

    StateTest() {
        world.offer("pause", "-", (caller, stack) -> {
            inside.countDown();
            leave.await();
        });
    }

    @AfterEach
    void end() throws InterruptedException {
        leave.countDown();
        callers.shutdown();
        assertTrue(callers.awaitTermination(20, TimeUnit.SECONDS));
        world.close();
    }

    private static byte[] counter(int version, String section, String save, String load) {
        return """
                (module %s
                  (import "env" "pause" (func $pause))
                  (memory (export "memory") 1)
                  (global $count (mut i64) (i64.const 0))
                  (func (export "version") (result i64) (i64.const %d))
                  (func (export "increment") (result i64)
                    (global.set $count (i64.add (global.get $count) (i64.const 1)))
                    (global.get $count))
                  (func (export "count") (result i64) (global.get $count))
                  (func (export "pause") (call $pause))
                  (func (export "fail") (unreachable))
                  (func (export "malloc") (param i32) (result i32) (i32.const 1024))
                  (func (export "save_state") (result i64) %s)
                  (func (export "load_state") (param i32 i32 i32) %s))
                """.formatted(section, version, save, load).getBytes(UTF_8);
    }

    private static byte[] counter(int version) {
        return counter(version, "", SAVE, LOAD);
    }

    private void configure(String key, Object value) {
        Map<String, Object> options = new HashMap<>(Map.of("wasm.guest.state", "exports"));
        if (key != null) {
            options.put(key, value);
        }
        world.guests.configure("counter", options);
    }

    private Guest deploy(byte[] content) {
        GuestDTO after = world.guests.deploy("counter", content, "drop");
        assertNull(after.failure, () -> after.failure.message);
        return world.guest("counter");
    }

    /** The second content is refused, and the first goes on as it was. */
    private void assertRefused(byte[] first, byte[] second, String reason, String message) {
        Guest guest = deploy(first);
        assertEquals(1, guest.call("increment")[0]);
        assertRefused(second, reason, message);
        assertEquals(2, guest.call("increment")[0], "what serves goes on");
        assertEquals(1, guest.call("version")[0]);
    }

    private void assertRefused(byte[] second, String reason, String message) {
        GuestDTO after = deployUntil(reason, second);
        assertEquals("guest counter: drop " + message, after.failure.message);
        assertEquals(1, after.active.number);
    }

    /** On a busy machine the little time that some tests give is over before the guest is where the test wants it. */
    private GuestDTO deployUntil(String reason, byte[] content) {
        GuestDTO after;
        do {
            after = world.guests.deploy("counter", content, "drop");
        } while (!after.failure.reasonName.equals(reason) && after.failure.message.contains("did not end within"));
        assertEquals(reason, after.failure.reasonName);
        return after;
    }

    @Test
    void noCountIsLostOrDoubledWhileWritersGoOnAndTheGuestIsSwapped() throws Exception {
        configure(null, null);
        Guest guest = deploy(counter(1));
        AtomicBoolean stop = new AtomicBoolean();
        List<Future<Long>> writers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            writers.add(callers.submit(() -> {
                long calls = 0;
                for (; !stop.get(); calls++) {
                    long unused = guest.call("increment")[0];
                }
                return calls;
            }));
        }
        for (int version = 2; version <= 101; version++) {
            deploy(counter(version));
        }
        stop.set(true);
        long written = 0;
        for (Future<Long> writer : writers) {
            written += writer.get();
        }
        assertEquals(101, guest.call("version")[0]);
        assertEquals(written, guest.call("count")[0]);
    }

    @Test
    void withoutTheOptionAGuestBeginsAnew() {
        Guest guest = deploy(counter(1));
        assertEquals(1, guest.call("increment")[0]);
        deploy(counter(2));
        assertEquals(0, guest.call("count")[0]);
    }

    @Test
    void aNewConfigurationKeepsTheState() {
        configure(null, null);
        Guest guest = deploy(counter(1));
        assertEquals(1, guest.call("increment")[0]);
        configure("wasm.guest.state.limit", 8);
        RealSurroundings.await("it is staged again", () -> guest.generation() == 2);
        assertEquals(2, guest.call("increment")[0]);
    }

    @Test
    void aFunctionThatFailsToSaveLeavesWhatServesUntouched() {
        configure(null, null);
        assertRefused(
                counter(1, "", "(unreachable)", LOAD),
                counter(2),
                "STATE_SAVE",
                "gets no state, what serves goes on: save_state of generation 1 failed: unreachable; to do without the"
                        + " state, reset the guest");
    }

    @Test
    void whatAResetGuestServesHasNoState() {
        configure(null, null);
        byte[] first = counter(1, "", "(unreachable)", LOAD);
        Guest guest = deploy(first);
        assertEquals(1, guest.call("increment")[0]);
        assertEquals("STATE_SAVE", world.guests.deploy("counter", counter(2), "drop").failure.reasonName);
        GuestDTO after = world.guests.reset("counter");
        assertNull(after.failure);
        assertEquals(2, guest.call("version")[0]);
        assertEquals(1, guest.call("increment")[0]);
        assertNull(world.guests.reset("counter").failure);
        assertEquals(3, guest.generation(), "also if it serves already");
        assertEquals(1, guest.call("increment")[0]);
        deploy(counter(3));
        assertEquals(2, guest.call("increment")[0], "from then on its state is kept again");
        assertEquals(GuestDTO.REMOVED, world.guests.reset("nobody").state);
    }

    @Test
    void addressesOutsideOfTheMemoryAreNoState() {
        configure(null, null);
        assertRefused(
                counter(1, "", "(i64.const 0xffff000000000008)", LOAD),
                counter(2),
                "STATE_SAVE",
                "gets no state, what serves goes on: save_state of generation 1 failed: out of bounds memory access: 8"
                        + " bytes at address 4294901760 of a memory of 65536 bytes; to do without the state, reset the guest");
    }

    @Test
    void aStateBeyondTheLimitIsNotCopied() {
        configure("wasm.guest.state.limit", 7);
        assertRefused(
                counter(1),
                counter(2),
                "STATE_SAVE",
                "gets no state, what serves goes on: its state has 8 bytes, and wasm.guest.state.limit allows 7");
    }

    @Test
    void aFunctionThatFailsToLoadIsNotActivated() {
        configure(null, null);
        assertRefused(
                counter(1),
                counter(2, "", SAVE, "(unreachable)"),
                "STATE_LOAD",
                "cannot go on with the state of what serves: load_state failed: unreachable");
        assertRefused(
                new String(counter(3, "", SAVE, LOAD + "(i32.const 7)"), UTF_8)
                        .replace("(param i32 i32 i32)", "(param i32 i32 i32) (result i32)")
                        .getBytes(UTF_8),
                "STATE_LOAD",
                "cannot go on with the state of what serves: load_state returned 7; 0 would be right");
    }

    @Test
    void aGuestWithoutRoomForTheStateIsNotActivated() {
        configure(null, null);
        assertRefused(
                counter(1),
                new String(counter(2), UTF_8)
                        .replace("(i32.const 1024)", "(i32.const 0)")
                        .getBytes(UTF_8),
                "STATE_LOAD",
                "cannot go on with the state of what serves: malloc has no room for 8 bytes");
    }

    @Test
    void loadingThatDoesNotEndIsEnded() {
        configure("wasm.guest.state.timeout", 100);
        assertRefused(
                counter(1),
                counter(2, "", SAVE, "(loop (br 0))"),
                "STATE_LOAD",
                "cannot go on with the state of what serves: load_state failed: call of counter was cancelled: it did not"
                        + " end within 100 ms (wasm.guest.state.timeout)");
    }

    @Test
    void savingThatDoesNotEndIsEndedAndTheInstanceStays() {
        configure("wasm.guest.state.timeout", 100);
        assertRefused(
                counter(1, "", "(loop (br 0)) (unreachable)", LOAD),
                counter(2),
                "STATE_SAVE",
                "gets no state, what serves goes on: save_state of generation 1 failed: call of counter was cancelled: it"
                        + " did not end within 100 ms (wasm.guest.state.timeout); to do without the state, reset the guest");
    }

    /** The host function cannot be ended, but calls do not wait for it. */
    @Test
    void aHostFunctionThatKeepsWhatLoadsDoesNotKeepCalls() throws Exception {
        configure("wasm.guest.state.timeout", 100);
        Guest guest = deploy(counter(1));
        assertEquals(1, guest.call("increment")[0]);
        Future<GuestDTO> deployed =
                callers.submit(() -> deployUntil("STATE_LOAD", counter(2, "", SAVE, "(call $pause)")));
        inside.await();
        assertEquals(2, guest.call("increment")[0], "while the other is kept");
        leave.countDown();
        assertEquals(1, deployed.get().active.number);
        assertEquals(3, guest.call("increment")[0]);
    }

    @Test
    void aCallThatOutlastsTheTimeoutKeepsItsStateAndItsGuest() throws Exception {
        configure("wasm.guest.state.timeout", 100);
        Guest guest = deploy(counter(1));
        Future<long[]> call = callers.submit(() -> guest.call("pause"));
        inside.await();
        assertRefused(
                counter(2),
                "STATE_SAVE",
                "gets no state, what serves goes on: the call that runs did not end within 100 ms"
                        + " (wasm.guest.state.timeout), and a state is saved between calls");
        leave.countDown();
        assertEquals(0, call.get().length);
        assertEquals(1, guest.call("increment")[0]);
    }

    @Test
    void versionsAreComparedBeforeAnyCallWaits() throws Exception {
        configure(null, null);
        Guest guest = deploy(counter(1, SECTION.formatted("3"), SAVE, LOAD));
        Future<long[]> call = callers.submit(() -> guest.call("pause"));
        inside.await();
        assertRefused(
                counter(2, SECTION.formatted("5 loads 4-5"), SAVE, LOAD),
                "STATE_SCHEMA",
                "is not made for the state of the guest: it loads states of versions 4 to 5, and what serves saves version"
                        + " 3");
        assertRefused(
                counter(2),
                "STATE_SCHEMA",
                "is not made for the state of the guest: it loads states of version 0, and what serves saves version 3");
        assertRefused(
                counter(2, SECTION.formatted("5 loads 1-4"), SAVE, LOAD),
                "STATE_SCHEMA",
                "is not made for the state of the guest: its custom section amphora.state is \"5 loads 1-4\"; it must be as"
                        + " \"3\" or \"3 loads 1-3\", and a module must load what it saves");
        leave.countDown();
        assertEquals(0, call.get().length);
        assertEquals(1, guest.call("increment")[0]);
        deploy(counter(2, SECTION.formatted("5 loads 3-5"), SAVE, LOAD));
        assertEquals(2, guest.call("increment")[0]);
    }

    /** What served before states were handed over may say nonsense of its own. */
    @Test
    void whatServesMustSayOfWhatVersionItsStateIs() {
        Guest guest = deploy(counter(1, SECTION.formatted("v3"), SAVE, LOAD));
        configure(null, null);
        RealSurroundings.await("the configuration is refused", () -> world.dto("counter").failure != null);
        assertRefused(
                counter(2),
                "STATE_SCHEMA",
                "is not made for the state of the guest: of what serves its custom section amphora.state is \"v3\"; it must"
                        + " be as \"3\" or \"3 loads 1-3\", and a module must load what it saves");
        assertNull(world.guests.reset("counter").failure);
        assertEquals(2, guest.call("version")[0]);
    }

    /** Whoever waits for the old instance goes on at the new one, though a listener takes its time. */
    @Test
    void callsThatWaitDoNotWaitForListenersOfTheSwap() throws Exception {
        configure(null, null);
        Guest guest = deploy(counter(1));
        Future<long[]> call = callers.submit(() -> guest.call("pause"));
        inside.await();
        Future<GuestDTO> deployed = callers.submit(() -> world.guests.deploy("counter", counter(2), "drop"));
        RealSurroundings.await(
                "the swap waits for the call",
                () -> world.guest("counter").active().leases() == 2);
        CompletableFuture<long[]> later = CompletableFuture.supplyAsync(() -> guest.call("version"), callers);
        RealSurroundings.await(
                "a later call waits as well",
                () -> world.guest("counter").active().leases() == 3);
        // whoever of the two came to the queue first: with the swap waiting for a listener, it would not end
        world.onPublish = () -> assertTrue(later.join()[0] <= 2);
        leave.countDown();
        assertEquals(0, call.get().length);
        assertNull(deployed.get().failure);
    }

    @Test
    void whatCannotSaveOrLoadIsNotActivated() {
        configure(null, null);
        String text = new String(counter(1), UTF_8);
        assertNotMade(text.replace("save_state", "save"), "it exports no function save_state of type () -> (i64)");
        assertNotMade(
                text.replace("load_state", "load"),
                "it exports no function load_state of type (i32, i32, i32) -> () or (i32, i32, i32) -> (i32)");
        assertNotMade(
                text.replace("malloc", "alloc"),
                "it exports none of allocate (i32) -> (i32), malloc (i32) -> (i32), cabi_realloc (i32, i32, i32, i32) ->"
                        + " (i32)");
    }

    private void assertNotMade(String text, String what) {
        GuestDTO after = world.guests.deploy("counter", text.getBytes(UTF_8), "drop");
        assertEquals(
                "guest counter: drop is not made for the state of the guest: " + what
                        + ", which wasm.guest.state = exports needs",
                after.failure.message);
        assertEquals(GuestDTO.FAILED, after.state);
    }

    @Test
    void whatIsGoneBackToGoesOnWithTheStateThatItLeft() {
        configure("wasm.guest.probation.failures", 2);
        world.guests.configure(
                "counter",
                Map.of(
                        "wasm.guest.state",
                        "exports",
                        "wasm.guest.probation.failures",
                        2,
                        "wasm.guest.probation.calls",
                        9));
        Guest guest = deploy(counter(1));
        for (int i = 1; i <= 10; i++) {
            assertEquals(i, guest.call("increment")[0]);
        }
        deploy(counter(2));
        assertEquals(11, guest.call("increment")[0]);
        assertThrows(Trap.class, () -> guest.call("fail"));
        assertThrows(Trap.class, () -> guest.call("fail"));
        RealSurroundings.await("the first serves again", () -> guest.generation() == 3);
        assertEquals(1, guest.call("version")[0]);
        assertEquals(10, guest.call("count")[0]);
    }

    @Test
    void aListenerOfTheSwapCallsWhatHasTheState() {
        configure(null, null);
        Guest guest = deploy(counter(1));
        assertEquals(1, guest.call("increment")[0]);
        List<Long> seen = new ArrayList<>();
        world.onPublish = () -> seen.add(world.guest("counter").call("increment")[0]);
        deploy(counter(2));
        assertEquals(List.of(2L), seen);
        assertEquals(3, guest.call("increment")[0]);
    }
}
