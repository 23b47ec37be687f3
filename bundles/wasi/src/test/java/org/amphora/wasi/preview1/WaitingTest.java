package org.amphora.wasi.preview1;

import static org.amphora.wasi.preview1.Subscriptions.READ;
import static org.amphora.wasi.preview1.Subscriptions.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.amphora.wasi.WasiConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WaitingTest {
    private static final int MONOTONIC = 1;
    private static final long HOUR_NANOS = TimeUnit.HOURS.toNanos(1);

    private final Typist typist = new Typist();
    private final WasiConfig config = WasiConfig.defaults().stdin(typist);

    /** A program with its call to be made on the test's thread, while {@code meanwhile} happens once it waits. */
    private void once(ThrowingRunnable meanwhile, Runnable call) throws Exception {
        Thread other = new Thread(() -> {
            try {
                typist.awaitReader();
                meanwhile.run();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        other.start();
        call.run();
        other.join();
    }

    private interface ThrowingRunnable {
        void run() throws Exception;
    }

    @Test
    void aReadWaitsForInput() throws Exception {
        try (TestProgram program = new TestProgram(config)) {
            once(() -> typist.type("wazzup"), () -> assertEquals("w", program.read(0, 1)));
            assertEquals("azzup", program.read(0, 10));
            typist.end();
            assertEquals("", program.read(0, 10));
            typist.type("x"); // as a terminal goes on
            assertEquals("x", program.read(0, 10));
        }
    }

    @Test
    void aReadEndsWhenTheCallIsCancelledAndWhatComesLaterIsForTheNextReader() throws Exception {
        try (TestProgram program = new TestProgram(config)) {
            program.vector(TestProgram.BUFFER, 4);
            once(
                    program::cancel,
                    () -> assertEquals("INTR", program.call("fd_read", 0, TestProgram.VECTORS, 1, TestProgram.RESULT)));
        }
        typist.type("wazzup");
        try (TestProgram next = new TestProgram(config)) {
            assertEquals("wazz", next.read(0, 4));
            assertEquals("up", next.read(0, 4));
        }
    }

    @Test
    void noMoreIsTakenThanWasAskedFor() throws Exception {
        try (TestProgram program = new TestProgram(config)) {
            once(() -> typist.type("wazzup"), () -> assertEquals("w", program.read(0, 1)));
            assertEquals("az", program.read(0, 2));
            assertEquals(3, typist.left());
        }
    }

    @Test
    void aThreadThatWaitsForInputKeepsNoJvmAlive() throws Exception {
        try (TestProgram program = new TestProgram(config)) {
            program.call("fd_fdstat_set_flags", 0, 4);
            program.vector(TestProgram.BUFFER, 4);
            assertEquals("AGAIN", program.call("fd_read", 0, TestProgram.VECTORS, 1, TestProgram.RESULT));
            typist.awaitReader();
            List<Thread> readers = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals("amphora-wasi"))
                    .toList();
            assertTrue(!readers.isEmpty() && readers.stream().allMatch(Thread::isDaemon), readers.toString());
        } finally {
            typist.end();
        }
    }

    @Test
    void nobodyWaitsWhoWantsNot() {
        try (TestProgram program = new TestProgram(config)) {
            assertEquals("SUCCESS", program.call("fd_fdstat_set_flags", 0, 4));
            assertEquals("NOTSUP", program.call("fd_fdstat_set_flags", 0, 1));
            assertEquals("SUCCESS", program.call("fd_fdstat_get", 0, 0));
            assertEquals(4, program.memory.readShort(2));
            program.vector(TestProgram.BUFFER, 4);
            assertEquals("AGAIN", program.call("fd_read", 0, TestProgram.VECTORS, 1, TestProgram.RESULT));
            typist.type("x");
            assertEquals(
                    List.of("7 read errno=0 bytes=1 flags=0"),
                    new Subscriptions(program).toDescriptor(7, READ, 0).events());
            assertEquals("x", program.read(0, 4));
        }
    }

    @Test
    void inputThatFailsIsAnErrorOnce() {
        @SuppressWarnings("InputStreamSlowMultibyteRead") // it has no bytes
        InputStream broken = new InputStream() {
            private int calls;

            @Override
            public int read() throws IOException {
                if (calls++ == 0) {
                    throw new IOException("No space left on device");
                }
                return -1;
            }
        };
        try (TestProgram program = new TestProgram(WasiConfig.defaults().stdin(broken))) {
            program.vector(TestProgram.BUFFER, 4);
            assertEquals("NOSPC", program.call("fd_read", 0, TestProgram.VECTORS, 1, TestProgram.RESULT));
            assertEquals("", program.read(0, 4));
        }
    }

    @Test
    void pollingWaitsForInput() throws Exception {
        try (TestProgram program = new TestProgram(config)) {
            Subscriptions both = new Subscriptions(program)
                    .toClock(1, MONOTONIC, HOUR_NANOS, false)
                    .toDescriptor(2, READ, 0);
            once(
                    () -> typist.type("wazzup"),
                    () -> assertEquals(2, Integer.parseInt(both.events().get(0).substring(0, 1))));
            assertEquals(List.of("2 read errno=0 bytes=6 flags=0"), both.events());
            assertEquals("wazzup", program.read(0, 10));
        }
    }

    @Test
    void inputAtItsEndIsReady() {
        typist.end();
        try (TestProgram program = new TestProgram(config)) {
            assertEquals(
                    List.of("2 read errno=0 bytes=0 flags=0"),
                    new Subscriptions(program)
                            .toClock(1, MONOTONIC, HOUR_NANOS, false)
                            .toDescriptor(2, READ, 0)
                            .events());
            assertEquals("", program.read(0, 10));
        }
    }

    @Test
    void aClockEndsAWaitForInput() {
        try (TestProgram program = new TestProgram(config)) {
            assertEquals(
                    List.of("1 clock errno=0 bytes=0 flags=0"),
                    new Subscriptions(program)
                            .toClock(1, MONOTONIC, 1_000_000, false)
                            .toClock(3, MONOTONIC, HOUR_NANOS, false)
                            .toDescriptor(2, READ, 0)
                            .events());
        } finally {
            typist.end();
        }
    }

    @Test
    void aWaitForInputEndsWhenTheCallIsCancelled() throws Exception {
        try (TestProgram program = new TestProgram(config)) {
            once(
                    program::cancel,
                    () -> assertEquals(
                            "INTR",
                            new Subscriptions(program).toDescriptor(2, READ, 0).poll()));
        } finally {
            typist.end();
        }
    }

    @Test
    void allThatIsReadyIsToldAndWhatIsWrongWithOneIsItsOwn() {
        ByteArrayInputStream input = new ByteArrayInputStream("wazzup".getBytes(StandardCharsets.UTF_8));
        try (TestProgram program = new TestProgram(WasiConfig.defaults().stdin(input))) {
            assertEquals(
                    List.of(
                            "1 clock errno=0 bytes=0 flags=0",
                            "3 clock errno=28 bytes=0 flags=0",
                            "4 read errno=0 bytes=6 flags=0",
                            "5 write errno=0 bytes=1 flags=0",
                            "6 read errno=8 bytes=0 flags=0"),
                    new Subscriptions(program)
                            .toClock(1, MONOTONIC, 0, false)
                            .toClock(2, MONOTONIC, HOUR_NANOS, false)
                            .toClock(3, 7, HOUR_NANOS, false)
                            .toDescriptor(4, READ, 0)
                            .toDescriptor(5, WRITE, 1)
                            .toDescriptor(6, READ, 9)
                            .events());
        }
    }
}
