package org.amphora.wasi.preview1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.amphora.wasi.WasiConfig;
import org.junit.jupiter.api.Test;

class ClocksTest {
    @Test
    void fakeClocksAdvanceByAMillisecondEachTime() {
        try (TestProgram program = new TestProgram(WasiConfig.defaults())) {
            assertEquals(1_640_995_200_000_000_000L, time(program, 0));
            assertEquals(1_640_995_200_001_000_000L, time(program, 0));
            assertEquals(0, time(program, 1));
            assertEquals(1_000_000, time(program, 1));
        }
    }

    @Test
    void aReadingIsEightBytes() {
        try (TestProgram program = new TestProgram(WasiConfig.defaults())) {
            assertEquals("SUCCESS", program.call("clock_time_get", 0, 0, 16));
            assertEquals("?", program.text(15, 1));
            assertEquals("?", program.text(24, 1));
        }
    }

    @Test
    void grantedClocksAreReal() {
        WasiConfig config = WasiConfig.defaults().systemWallClock().systemMonotonicClock();
        try (TestProgram program = new TestProgram(config)) {
            long now = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
            assertTrue(Math.abs(time(program, 0) - now) < TimeUnit.MINUTES.toNanos(1));
            long first = time(program, 1);
            assertTrue(time(program, 1) >= first);
        }
    }

    private static long time(TestProgram program, int clock) {
        assertEquals("SUCCESS", program.call("clock_time_get", clock, 0, 16));
        return program.memory.readLong(16);
    }

    @Test
    void resolutionsAreToldAndOtherClocksAreNot() {
        try (TestProgram program = new TestProgram(WasiConfig.defaults())) {
            assertEquals("SUCCESS", program.call("clock_res_get", 0, 16));
            assertEquals(1_000, program.memory.readLong(16));
            assertEquals("SUCCESS", program.call("clock_res_get", 1, 16));
            assertEquals(1, program.memory.readLong(16));
            assertEquals("INVAL", program.call("clock_res_get", 2, 16));
            assertEquals("INVAL", program.call("clock_time_get", 3, 0, 16));
            assertEquals("FAULT", program.call("clock_time_get", 0, 0, 8_185));
        }
    }

    @Test
    void aFakeSleepTakesNoTimeAndAdvancesFakeClocks() {
        try (TestProgram program = new TestProgram(WasiConfig.defaults())) {
            assertEquals(
                    List.of("11 clock errno=0 bytes=0 flags=0"),
                    new Subscriptions(program)
                            .toClock(11, 1, TimeUnit.HOURS.toNanos(1), false)
                            .events());
            assertEquals(TimeUnit.HOURS.toNanos(1), time(program, 1));
        }
    }

    @Test
    void anAbsoluteTimeIsWaitedFor() {
        try (TestProgram program = new TestProgram(WasiConfig.defaults())) {
            new Subscriptions(program).toClock(1, 1, 5_000_000, true).events();
            assertEquals(6_000_000, time(program, 1)); // a reading took one millisecond itself
        }
    }

    @Test
    void anAbsoluteTimeThatHasPassedIsNotWaitedFor() {
        try (TestProgram program = new TestProgram(WasiConfig.defaults())) {
            Subscriptions past =
                    new Subscriptions(program).toClock(1, 0, 5, true).toClock(2, 1, 1, false);
            assertEquals(List.of("1 clock errno=0 bytes=0 flags=0"), past.events());
        }
    }

    @Test
    void onlyTheEarliestOfSeveralHappens() {
        try (TestProgram program = new TestProgram(WasiConfig.defaults())) {
            assertEquals(
                    List.of("2 clock errno=0 bytes=0 flags=0", "3 clock errno=0 bytes=0 flags=0"),
                    new Subscriptions(program)
                            .toClock(1, 1, 2_000, false)
                            .toClock(2, 1, 1_000, false)
                            .toClock(3, 0, 1_000, false)
                            .events());
        }
    }

    @Test
    void descriptorsAreReadyBeforeClocks() {
        try (TestProgram program = new TestProgram(WasiConfig.defaults())) {
            assertEquals(
                    List.of("2 write errno=0 bytes=1 flags=0", "3 read errno=8 bytes=0 flags=0"),
                    new Subscriptions(program)
                            .toClock(1, 1, 2_000, false)
                            .toDescriptor(2, Subscriptions.WRITE, 1)
                            .toDescriptor(3, Subscriptions.READ, 9)
                            .events());
        }
    }

    @Test
    void aRealSleepTakesTimeAndEndsWhenTheCallIsCancelled() throws Exception {
        try (TestProgram program = new TestProgram(WasiConfig.defaults().systemSleep())) {
            long start = System.nanoTime();
            new Subscriptions(program)
                    .toClock(1, 1, TimeUnit.MILLISECONDS.toNanos(20), false)
                    .events();
            assertTrue(System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(20));

            Thread canceller = new Thread(program::cancel);
            canceller.start();
            assertEquals(
                    "INTR",
                    new Subscriptions(program)
                            .toClock(1, 1, TimeUnit.HOURS.toNanos(1), false)
                            .poll());
            canceller.join();
        }
    }

    @Test
    void waitingForNothingIsAnErrorAndForTooMuchToo() {
        try (TestProgram program = new TestProgram(WasiConfig.defaults())) {
            assertEquals("INVAL", program.call("poll_oneoff", 0, 512, 0, 1_000));
            assertEquals("INVAL", program.call("poll_oneoff", 0, 512, 4_097, 1_000));
            assertEquals("INVAL", program.call("poll_oneoff", 0, 512, 0xffff_ffffL, 1_000));
            assertEquals("FAULT", program.call("poll_oneoff", 8_180, 512, 1, 1_000));
            assertEquals("FAULT", program.call("poll_oneoff", 0, 8_180, 1, 1_000));
            assertEquals("FAULT", program.call("poll_oneoff", 0, 512, 1, 8_190));
        }
    }
}
