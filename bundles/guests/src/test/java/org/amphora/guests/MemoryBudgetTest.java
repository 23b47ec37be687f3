package org.amphora.guests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.amphora.api.guest.dto.GuestDTO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What guests may come to need is admitted before it is allocated. On the real engine. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class MemoryBudgetTest {
    private static final long MEBIBYTE = 1 << 20;

    private final RealSurroundings world = new RealSurroundings();
    private final AtomicInteger started = new AtomicInteger();
    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch leave = new CountDownLatch(1);

    MemoryBudgetTest() {
        world.offer("start", "-", (caller, stack) -> started.incrementAndGet());
        world.offer("pause", "-", (caller, stack) -> {
            inside.countDown();
            leave.await();
        });
    }

    @AfterEach
    void end() {
        leave.countDown();
        world.close();
    }

    private static byte[] module(int version, String memory) {
        return """
                (module
                  (import "env" "start" (func $start))
                  (import "env" "pause" (func $pause))
                  %s
                  (start $start)
                  (func (export "version") (result i64) (i64.const %d))
                  (func (export "pause") (call $pause)))
                """.formatted(memory, version).getBytes(UTF_8);
    }

    private GuestDTO deploy(String guest, byte[] content) {
        return world.guests.deploy(guest, content, "drop");
    }

    @Test
    void contentThatMayNeedMoreThanIsLeftIsRefusedBeforeItIsAllocated() {
        world.guests.budget(64 * MEBIBYTE);
        assertNull(deploy("small", module(1, "(memory 1 160)")).failure);
        world.guests.configure("large", Map.of("wasm.guest.instances", 2, "wasm.guest.memory.limit", 65_536));
        GuestDTO after = deploy("large", module(1, "(memory 65536)"));
        assertEquals(
                "guest large: drop may need more memory than there is: 2 instances of 4,096 MiB at most, and of the 64 MiB of"
                        + " memory.budget 54 MiB are left (small 10 MiB); wasm.guest.memory.limit and"
                        + " wasm.guest.instances make it smaller",
                after.failure.message);
        assertEquals("INSUFFICIENT_MEMORY", after.failure.reasonName);
        assertNull(after.active);
        assertEquals(1, started.get(), "nothing was instantiated");
    }

    @Test
    void whatRunsGoesOnWhenTheNextVersionIsRefused() {
        world.guests.budget(15 * MEBIBYTE);
        assertNull(deploy("greet", module(1, "(memory 1 160)")).failure);
        GuestDTO after = deploy("greet", module(2, "(memory 1 160)"));
        assertEquals(
                "guest greet: drop may need more memory than there is: 1 instance of 10 MiB at most, and of the 15 MiB of"
                        + " memory.budget 5 MiB are left (greet 10 MiB); wasm.guest.memory.limit and"
                        + " wasm.guest.instances make it smaller",
                after.failure.message);
        assertEquals(1, world.guest("greet").call("version")[0]);
    }

    @Test
    void whatWaitsForMemoryIsStagedWhenSomeIsGivenBack() {
        world.guests.budget(30 * MEBIBYTE);
        assertNull(deploy("greet", module(1, "(memory 1 160)")).failure);
        ManagedGuest guest = world.guest("greet");
        CompletableFuture<Void> call = CompletableFuture.runAsync(() -> guest.call("pause"));
        RealSurroundings.await("the call runs", () -> inside.getCount() == 0);
        assertNull(deploy("greet", module(2, "(memory 1 160)")).failure);
        assertNull(deploy("other", module(1, "(memory 1 160)")).failure);
        assertEquals("INSUFFICIENT_MEMORY", deploy("greet", module(3, "(memory 1 160)")).failure.reasonName);
        assertEquals(2, guest.call("version")[0]);
        leave.countDown();
        call.join();
        RealSurroundings.await("the first version is gone, and there is room", () -> guest.call("version")[0] == 3);
        RealSurroundings.await("nothing is wrong any more", () -> world.dto("greet").failure == null);
    }

    @Test
    void aLargerBudgetLetsInWhatWaits() {
        world.guests.budget(MEBIBYTE);
        assertEquals("INSUFFICIENT_MEMORY", deploy("greet", module(1, "(memory 1 160)")).failure.reasonName);
        world.guests.budget(MemoryBudget.NONE);
        RealSurroundings.await("it serves", () -> world.guest("greet") != null);
    }

    /** What is replaced counts until it is closed, and what was refused no longer. */
    @Test
    void swapsStayWithinTheBudget() {
        long budget = 45 * MEBIBYTE;
        world.guests.budget(budget);
        for (int version = 1; version <= 200; version++) {
            byte[] content = module(version, "(memory 1 160)");
            if (version % 5 == 0) {
                GuestDTO after = deploy("greet", module(version, "(memory 1 1600)"));
                assertEquals("INSUFFICIENT_MEMORY", after.failure.reasonName);
            }
            GuestDTO after = deploy("greet", content);
            while (after.failure != null) {
                assertEquals("INSUFFICIENT_MEMORY", after.failure.reasonName, after.failure.message);
                after = deploy("greet", content);
            }
            assertEquals(version, world.guest("greet").call("version")[0]);
        }
        long peak = world.guests.budget().peak();
        assertTrue(peak >= 20 * MEBIBYTE && peak <= budget, "peak: " + peak);
        RealSurroundings.await(
                "all but one are closed", () -> world.guests.budget().total() == 10 * MEBIBYTE);
        world.guests.undeploy("greet");
        RealSurroundings.await("all are closed", () -> world.guests.budget().total() == 0);
    }
}
