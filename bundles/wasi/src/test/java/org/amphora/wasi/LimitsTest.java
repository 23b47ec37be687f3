package org.amphora.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.amphora.api.CancelledException;
import org.amphora.api.Engine;
import org.amphora.api.Instance;
import org.amphora.api.InstanceConfig;
import org.amphora.api.Trap;
import org.amphora.api.WasmModule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Guests that go on without end: what their limits make of them. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LimitsTest {
    private static final InstanceConfig SHORT = InstanceConfig.defaults().callTimeout(Duration.ofMillis(50));
    private static final String TOO_LONG = "call of wasm was cancelled: it took longer than its callTimeout of 50 ms";

    private static final String READ = "(call $read (i32.const 0) (i32.const 16) (i32.const 1) (i32.const 0))";
    private static final String WRITE = "(call $write (i32.const 1) (i32.const 16) (i32.const 1) (i32.const 0))";
    private static final String WRITE_FILE = "(call $write (i32.const 4) (i32.const 16) (i32.const 1) (i32.const 0))";
    private static final String RANDOM = "(call $random (i32.const 1024) (i32.const 64000))";
    private static final String ACCEPT = "(call $accept (i32.const 3) (i32.const 0) (i32.const 0))";
    private static final String OPEN = """
            (call $open (i32.const 3) (i32.const 0) (i32.const 8) (i32.const 4)
              (i32.const 1) (i64.const 0x42) (i64.const 0) (i32.const 0) (i32.const 0))""";
    private static final String OPEN_TO_READ =
            OPEN.replace("(i32.const 1) (i64.const 0x42)", "(i32.const 0) (i64.const 2)");
    /** Until an hour has passed, and until input can be read. */
    private static final String SLEEP = poll(64, 1);

    private static final String POLL_INPUT = poll(112, 1);
    private static final String POLL_BOTH = poll(64, 2);

    @TempDir
    Path folder;

    private final Engine engine = Engine.create();
    private final Silence silence = new Silence();
    private final Stuck stuck = new Stuck();

    /** An input that says nothing until the test ends. */
    @SuppressWarnings("InputStreamSlowMultibyteRead") // it has no bytes
    private static final class Silence extends InputStream {
        private final CountDownLatch end = new CountDownLatch(1);
        private final CountDownLatch asked = new CountDownLatch(1);

        @Override
        public int read() {
            asked.countDown();
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new AssertionError("nobody may interrupt", e);
            }
            return -1;
        }
    }

    /** An output that takes nothing until the test lets it, and then all. */
    private static final class Stuck extends OutputStream {
        private final CountDownLatch end = new CountDownLatch(1);
        private final CountDownLatch asked = new CountDownLatch(1);
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            asked.countDown();
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new AssertionError("nobody may interrupt", e);
            }
            taken.write(bytes, offset, length);
        }
    }

    @AfterEach
    void close() {
        stuck.end.countDown();
        silence.end.countDown();
        engine.close();
    }

    private static String poll(int subscriptions, int count) {
        return "(call $poll (i32.const " + subscriptions + ") (i32.const 256) (i32.const " + count + ") (i32.const 0))";
    }

    private WasmModule module(String body) {
        return engine.compile(("""
                (module
                  (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
                  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
                  (import "wasi_snapshot_preview1" "random_get" (func $random (param i32 i32) (result i32)))
                  (import "wasi_snapshot_preview1" "sock_accept" (func $accept (param i32 i32 i32) (result i32)))
                  (import "wasi_snapshot_preview1" "poll_oneoff" (func $poll (param i32 i32 i32 i32) (result i32)))
                  (import "wasi_snapshot_preview1" "path_open"
                    (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
                  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
                  (memory (export "memory") 1)
                  (data (i32.const 8) "file")
                  (data (i32.const 16) "\\00\\04\\00\\00\\00\\f0\\00\\00")
                  ;; a clock: the monotonic one, in an hour
                  (data (i32.const 80) "\\01")
                  (data (i32.const 88) "\\00\\a0\\b8\\30\\46\\03\\00\\00")
                  ;; standard input, to be read
                  (data (i32.const 120) "\\01")
                  (func (export "_start") (local $errno i32)
                """ + body + "))").getBytes(StandardCharsets.UTF_8));
    }

    private int run(InstanceConfig limits, WasiConfig config, String body) {
        Wasi wasi = Wasi.preview1(config);
        try (WasmModule module = module(body);
                Instance instance = wasi.defineOn(engine.linker()).instantiate(module, limits)) {
            return Wasi.run(instance);
        }
    }

    private static String forever(String call) {
        return "(loop (drop " + call + ") (br 0))";
    }

    /** Calls until that fails, and exits with the error number. */
    private static String untilFailure(String call) {
        return "(loop (br_if 0 (i32.eqz (local.tee $errno " + call + ")))) (call $exit (local.get $errno))";
    }

    private void assertEndsAtItsDeadline(WasiConfig config, String body) {
        CancelledException ended = assertThrows(CancelledException.class, () -> run(SHORT, config, body));
        assertEquals(TOO_LONG, ended.getMessage());
    }

    private WasiConfig waiting() {
        return WasiConfig.defaults().stdin(silence).systemSleep().systemMonotonicClock();
    }

    @Test
    void theDeadlineEndsASleep() {
        assertEndsAtItsDeadline(waiting(), "(drop " + SLEEP + ")");
        assertEndsAtItsDeadline(waiting(), forever(SLEEP));
    }

    @Test
    void theDeadlineEndsAGuestThatSleepsAgainAndAgainInNoTime() {
        assertEndsAtItsDeadline(WasiConfig.defaults(), forever(SLEEP));
    }

    @Test
    void theDeadlineEndsAWaitForInput() {
        assertEndsAtItsDeadline(waiting(), "(drop " + READ + ")");
        assertEndsAtItsDeadline(waiting(), "(drop " + POLL_INPUT + ")");
        assertEndsAtItsDeadline(waiting(), "(drop " + POLL_BOTH + ")");
        assertEndsAtItsDeadline(waiting(), forever(READ));
    }

    @Test
    void theDeadlineEndsAWaitForAConnection() throws IOException {
        try (ServerSocketChannel listener = ServerSocketChannel.open().bind(new InetSocketAddress("localhost", 0))) {
            assertEndsAtItsDeadline(waiting().listener(listener), "(drop " + ACCEPT + ")");
        }
    }

    @Test
    void theDeadlineEndsAGuestThatWritesWithoutEnd() {
        assertEndsAtItsDeadline(WasiConfig.defaults().stdout(OutputStream.nullOutputStream()), forever(WRITE));
    }

    @Test
    void aWriteThatNobodyReadsEndsWhenItIsCancelledOrAtItsDeadline() throws Exception {
        WasiConfig config = WasiConfig.defaults().stdout(stuck);
        String write = "(drop " + WRITE + ")";
        assertEndsWhenCancelled(write, config, stuck.asked);
        assertEndsAtItsDeadline(config, write); // it waits for what the other has left to be written
        assertEndsAtItsDeadline(config, forever(WRITE));
        stuck.end.countDown();
        assertEquals(0, run(InstanceConfig.defaults(), config, write));
        assertEquals(8_192 + 61_440, stuck.taken.size());
    }

    @Test
    void theDeadlineEndsAWriteToAPipeThatNobodyReads() throws Exception {
        Path pipe = pipe();
        try (RandomAccessFile both = new RandomAccessFile(pipe.toFile(), "rw");
                FileInputStream in = new FileInputStream(both.getFD());
                FileOutputStream out = new FileOutputStream(both.getFD())) {
            assertEndsAtItsDeadline(WasiConfig.defaults().stdout(out), forever(WRITE));
            // and what is left is written
            assertTrue(in.available() == 0 || in.read(new byte[in.available()]) > 0);
        }
        Path file = folder.resolve("out");
        try (FileOutputStream out = new FileOutputStream(file.toFile())) {
            assertEquals(0, run(InstanceConfig.defaults(), WasiConfig.defaults().stdout(out), "(drop " + WRITE + ")"));
        }
        assertEquals(61_440, Files.size(file));
    }

    private Path pipe() throws InterruptedException {
        Path pipe = folder.resolve("pipe");
        try {
            assertEquals(
                    0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        } catch (IOException e) {
            assumeTrue(false, "skipped: mkfifo is missing");
        }
        return pipe;
    }

    @Test
    void aTransferEndsSoonAfterItsCallWasCancelled() throws IOException {
        long all = 64L << 20;
        AtomicLong moved = new AtomicLong();
        for (String call : new String[] {"read (i32.const 4)", "write (i32.const 1)"}) {
            AtomicReference<Instance> guest = new AtomicReference<>();
            Runnable cancel = () -> guest.get().cancel("the test wants it");
            moved.set(0);
            WasiConfig config = WasiConfig.defaults()
                    .files(new Zeros(all, moved, cancel), "/")
                    .stdout(new OutputStream() {
                        @Override
                        public void write(int b) {
                            throw new AssertionError("by the piece");
                        }

                        @Override
                        public void write(byte[] bytes, int offset, int length) {
                            moved.addAndGet(length);
                            cancel.run();
                        }
                    });
            String body = "(drop (memory.grow (i32.const 1024))) (drop " + OPEN_TO_READ + ")"
                    + " (i32.store (i32.const 20) (i32.const " + all + "))"
                    + " (drop (call $" + call + " (i32.const 16) (i32.const 1) (i32.const 0)))";
            try (WasmModule module = module(body);
                    Instance instance =
                            Wasi.preview1(config).defineOn(engine.linker()).instantiate(module)) {
                guest.set(instance);
                CancelledException ended = assertThrows(CancelledException.class, () -> Wasi.run(instance));
                assertEquals("call of wasm was cancelled: the test wants it", ended.getMessage());
            }
            assertTrue(moved.get() > 0 && moved.get() <= 2 << 20, call + ": " + moved);
        }
    }

    /** A file of zeros, which counts what is read and does something then. */
    private record Zeros(long bytes, AtomicLong read, Runnable then) implements FileSource {
        @Override
        public Entry entry(String path) {
            return path.isEmpty() ? Entry.directory(Instant.EPOCH) : Entry.file(bytes, Instant.EPOCH);
        }

        @Override
        public List<String> names(String path) {
            return List.of("file");
        }

        @Override
        public InputStream open(String path) {
            return new InputStream() {
                @Override
                public int read() {
                    throw new AssertionError("by the piece");
                }

                @Override
                public int read(byte[] buffer, int offset, int length) {
                    read.addAndGet(length);
                    then.run();
                    return length;
                }
            };
        }
    }

    @Test
    void theDeadlineEndsAGuestThatDrawsWithoutEnd() {
        assertEndsAtItsDeadline(WasiConfig.defaults().secureRandom(), forever(RANDOM));
    }

    @Test
    void theDeadlineEndsADrawOfMoreThanThereIsTimeFor() {
        RandomGenerator slow = () -> {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            return 4;
        };
        assertEndsAtItsDeadline(WasiConfig.defaults().random(slow), "(drop " + RANDOM + ")"); // 80 s, if it went on
    }

    @Test
    void theDeadlineEndsAGuestThatOpensWithoutEnd() {
        assertEndsAtItsDeadline(WasiConfig.defaults().directory(folder, "/"), forever(OPEN));
    }

    @Test
    void theDeadlineEndsAGuestThatOpensAFileWhichTheHostSwapsWithAPipe() throws Exception {
        Path pipe = folder.resolve("pipe");
        try {
            assertEquals(
                    0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        } catch (IOException e) {
            assumeTrue(false, "skipped: mkfifo is missing");
        }
        Path file = Files.createFile(folder.resolve("file"));
        AtomicBoolean done = new AtomicBoolean();
        FutureTask<Void> swapping = new FutureTask<>(() -> {
            while (!done.get()) {
                Files.move(file, folder.resolve("away"));
                Files.move(pipe, file);
                Files.move(file, pipe);
                Files.move(folder.resolve("away"), file);
            }
            return null;
        });
        new Thread(swapping).start();
        try {
            for (int i = 0; i < 5; i++) {
                assertEndsAtItsDeadline(WasiConfig.defaults().directory(folder, "/"), forever(OPEN_TO_READ));
            }
        } finally {
            done.set(true);
            swapping.get();
            new RandomAccessFile(pipe.toFile(), "rw").close(); // whoever waits there is not to wait for ever
        }
    }

    @Test
    void fuelEndsAGuestThatWritesWithoutEnd() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Trap trap = assertThrows(
                Trap.class,
                () -> run(
                        InstanceConfig.defaults().fuelLimit(1_000),
                        WasiConfig.defaults().stdout(out),
                        forever(WRITE)));
        assertEquals(Trap.Kind.OUT_OF_FUEL, trap.kind());
        assertTrue(out.size() > 0);
    }

    @Test
    void aWaitEndsWhenAnotherThreadCancelsIt() throws Exception {
        for (String wait : new String[] {READ, POLL_INPUT, POLL_BOTH}) {
            Silence input = new Silence();
            try {
                assertEndsWhenCancelled("(drop " + wait + ")", waiting().stdin(input), input.asked);
            } finally {
                input.end.countDown();
            }
        }
    }

    private void assertEndsWhenCancelled(String body, WasiConfig config, CountDownLatch waiting)
            throws InterruptedException {
        Wasi wasi = Wasi.preview1(config);
        try (WasmModule module = module(body);
                Instance instance = wasi.defineOn(engine.linker()).instantiate(module)) {
            Thread canceller = new Thread(() -> {
                try {
                    waiting.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                instance.cancel("the test wants it");
            });
            canceller.start();
            CancelledException ended = assertThrows(CancelledException.class, () -> Wasi.run(instance));
            assertEquals("call of wasm was cancelled: the test wants it", ended.getMessage());
            canceller.join();
        }
    }

    @Test
    void descriptorsEndWithTheirLimit() {
        WasiConfig config = WasiConfig.defaults().directory(folder, "/").descriptorLimit(20);
        assertEquals(33, run(InstanceConfig.defaults(), config, untilFailure(OPEN))); // EMFILE
    }

    @Test
    void whatIsWrittenEndsWithItsLimit() throws IOException {
        WasiConfig config = WasiConfig.defaults().directory(folder, "/").writeLimit(1_000_000);
        assertEquals(
                19, run(InstanceConfig.defaults(), config, "(drop " + OPEN + ")" + untilFailure(WRITE_FILE))); // EDQUOT
        assertEquals(1_000_000, Files.size(folder.resolve("file")));
    }
}
