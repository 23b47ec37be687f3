package org.amphora.guests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.amphora.api.HostFunction;
import org.amphora.api.Instance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A call that is in a host function which does not end when it is told to. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class StuckCallTest {
    private final RealSurroundings world = new RealSurroundings();
    private final Stubborn stubborn = new Stubborn();

    /** A host function that waits for something else than its end. */
    private static final class Stubborn implements HostFunction {
        private final CountDownLatch inside = new CountDownLatch(1);
        private final CountDownLatch go = new CountDownLatch(1);

        @Override
        public void call(Instance caller, long[] stack) {
            inside.countDown();
            while (true) {
                try {
                    go.await();
                    return;
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        }
    }

    @AfterEach
    void end() {
        stubborn.go.countDown();
        world.close();
    }

    private static byte[] module(int version) {
        return """
                (module
                  (import "env" "wait" (func $wait))
                  (func (export "wait") (call $wait))
                  (func (export "version") (result i64) (i64.const %d)))
                """.formatted(version).getBytes(UTF_8);
    }

    @Test
    void isReportedWithItsThreadAndTheHostFunction() throws Exception {
        world.offer("wait", "-", stubborn);
        world.guests.configure("greet", Map.of("wasm.guest.drain.timeout", 20));
        List<GuestStep> stuck = new CopyOnWriteArrayList<>();
        world.guests.journal().tellAlso(step -> {
            if (step.kind() == GuestStep.Kind.STUCK) {
                stuck.add(step);
            }
        });
        world.guests.deploy("greet", module(1), "first");
        Thread caller = new Thread(() -> world.guest("greet").call("wait"), "the caller");
        caller.start();
        stubborn.inside.await();
        assertArrayEquals(new String[0], world.dto("greet").active.stuck);
        world.guests.deploy("greet", module(2), "second");
        RealSurroundings.await("it is told", () -> !stuck.isEmpty());
        String where = "thread the caller is at " + Stubborn.class.getName() + ".call (StuckCallTest.java:";
        String told = stuck.get(0).message();
        assertTrue(
                told.startsWith("guest greet: generation 1: a call does not end although it was cancelled: " + where),
                told);
        String[] listed = world.dto("greet").draining[0].stuck;
        assertEquals(1, listed.length);
        assertTrue(listed[0].startsWith(where), listed[0]);
        assertEquals(2, world.guest("greet").call("version")[0], "others do not notice");
        stubborn.go.countDown();
        RealSurroundings.await("it is retired", () -> world.dto("greet").draining.length == 0);
        caller.join();
    }
}
