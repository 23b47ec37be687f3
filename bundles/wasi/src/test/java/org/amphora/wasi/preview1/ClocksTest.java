package org.amphora.wasi.preview1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.amphora.wasi.WasiConfig;
import org.junit.jupiter.api.Test;

class ClocksTest {
    private static final int IN = 0;
    private static final int OUT = 512;
    private static final int COUNT = 1_000;

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
            subscribeToClock(program, 0, 11, 1, TimeUnit.HOURS.toNanos(1), false);
            assertEquals("SUCCESS", program.call("poll_oneoff", IN, OUT, 1, COUNT));
            assertEquals(1, program.memory.readInt(COUNT));
            assertEquals(11, program.memory.readLong(OUT));
            assertEquals(0, program.memory.readLong(OUT + 8));
            assertEquals(TimeUnit.HOURS.toNanos(1), time(program, 1));
        }
    }

    @Test
    void anAbsoluteTimeIsWaitedFor() {
        try (TestProgram program = new TestProgram(WasiConfig.defaults())) {
            subscribeToClock(program, 0, 1, 1, 5_000_000, true);
            assertEquals("SUCCESS", program.call("poll_oneoff", IN, OUT, 1, COUNT));
            assertEquals(6_000_000, time(program, 1)); // a reading took one millisecond itself
        }
    }

    @Test
    void onlyTheEarliestOfSeveralHappens() {
        try (TestProgram program = new TestProgram(WasiConfig.defaults())) {
            subscribeToClock(program, 0, 1, 1, 2_000, false);
            subscribeToClock(program, 1, 2, 1, 1_000, false);
            assertEquals("SUCCESS", program.call("poll_oneoff", IN, OUT, 2, COUNT));
            assertEquals(1, program.memory.readInt(COUNT));
            assertEquals(2, program.memory.readLong(OUT));
        }
    }

    @Test
    void descriptorsAreReadyBeforeClocks() {
        try (TestProgram program = new TestProgram(WasiConfig.defaults())) {
            subscribeToClock(program, 0, 1, 1, 2_000, false);
            subscribeToDescriptor(program, 1, 2, 2, 1); // writing to standard output
            subscribeToDescriptor(program, 2, 3, 1, 9); // reading what is not open
            assertEquals("SUCCESS", program.call("poll_oneoff", IN, OUT, 3, COUNT));
            assertEquals(2, program.memory.readInt(COUNT));
            assertEquals(2, program.memory.readLong(OUT));
            assertEquals(2 << 16, program.memory.readLong(OUT + 8)); // success, fd_write
            assertEquals(3, program.memory.readLong(OUT + 32));
            assertEquals(1 << 16 | 8, program.memory.readLong(OUT + 40)); // EBADF, fd_read
        }
    }

    @Test
    void aRealSleepTakesTimeAndEndsWhenTheCallIsCancelled() throws Exception {
        try (TestProgram program = new TestProgram(WasiConfig.defaults().systemSleep())) {
            subscribeToClock(program, 0, 1, 1, TimeUnit.MILLISECONDS.toNanos(20), false);
            long start = System.nanoTime();
            assertEquals("SUCCESS", program.call("poll_oneoff", IN, OUT, 1, COUNT));
            assertTrue(System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(20));

            subscribeToClock(program, 0, 1, 1, TimeUnit.HOURS.toNanos(1), false);
            Thread canceller = new Thread(program::cancel);
            canceller.start();
            assertEquals("INTR", program.call("poll_oneoff", IN, OUT, 1, COUNT));
            canceller.join();
        }
    }

    @Test
    void waitingForNothingIsAnError() {
        try (TestProgram program = new TestProgram(WasiConfig.defaults())) {
            assertEquals("INVAL", program.call("poll_oneoff", IN, OUT, 0, COUNT));
            assertEquals("FAULT", program.call("poll_oneoff", 8_180, OUT, 1, COUNT));
        }
    }

    private static void subscribeToClock(
            TestProgram program, int i, long userdata, int clock, long timeoutNanos, boolean absolute) {
        int at = IN + i * 48;
        program.memory.writeLong(at, userdata);
        program.memory.writeLong(at + 8, 0);
        program.memory.writeLong(at + 16, clock);
        program.memory.writeLong(at + 24, timeoutNanos);
        program.memory.writeLong(at + 32, 0);
        program.memory.writeLong(at + 40, absolute ? 1 : 0);
    }

    private static void subscribeToDescriptor(TestProgram program, int i, long userdata, int tag, int fd) {
        int at = IN + i * 48;
        program.memory.writeLong(at, userdata);
        program.memory.writeLong(at + 8, tag);
        program.memory.writeLong(at + 16, fd);
    }
}
