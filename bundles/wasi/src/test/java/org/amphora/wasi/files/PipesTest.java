package org.amphora.wasi.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.amphora.host.testing.TestGuest;
import org.amphora.host.testing.TestMemory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Named pipes in a directory that is granted: the JDK opens one by waiting for somebody at its other end. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PipesTest {
    private static final Set<StandardOpenOption> READ = Set.of(StandardOpenOption.READ);
    private static final Quota NO_QUOTA = new Quota(Long.MAX_VALUE, Long.MAX_VALUE);

    @TempDir
    Path folder;

    private Path pipe;
    private DirectoryHandle handle;
    private DirectoryDescriptor directory;

    @BeforeEach
    void makePipe() throws Exception {
        pipe = folder.resolve("pipe");
        try {
            assertEquals(
                    0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        } catch (IOException e) {
            assumeTrue(false, "skipped: mkfifo is missing");
        }
        handle = DirectoryHandle.open(folder, 1);
        directory = DirectoryDescriptor.grant(handle, "/", NO_QUOTA);
    }

    @AfterEach
    void close() throws IOException {
        if (directory != null) {
            directory.close();
        }
    }

    private static Errno errno(Aside.Change change) {
        return assertThrows(WasiException.class, change::make).errno();
    }

    private static void assertFails(Errno errno, Aside.Change change) {
        assertEquals(errno, errno(change));
    }

    @Test
    void aGuestLooksAtAPipeAndRemovesItAndNothingElse() throws Exception {
        assertEquals(FileType.UNKNOWN, directory.status("pipe", true).type());
        assertFails(Errno.NOTSUP, () -> directory.open("pipe", true, 0, true, false, 0));
        assertFails(Errno.NOTSUP, () -> directory.open("pipe", true, 0, false, true, 0));
        assertFails(Errno.NOTSUP, () -> directory.open("pipe", true, DirectoryDescriptor.TRUNCATE, true, true, 0));
        assertFails(Errno.NOTDIR, () -> directory.open("pipe", true, DirectoryDescriptor.DIRECTORY, true, false, 0));
        assertFails(Errno.NOTDIR, () -> directory.open("pipe/file", true, 0, true, false, 0));
        assertFails(Errno.NOTSUP, () -> directory.times("pipe", true, null, FileTime.fromMillis(1)));
        assertFails(Errno.NOTSUP, () -> directory.rename("pipe", directory, "file"));
        assertFails(Errno.NOTSUP, () -> directory.link("pipe", directory, "file"));
        directory.unlink("pipe");
        assertEquals(2, directory.entries(0).size(), ". and ..");
    }

    @Test
    void aFileThatIsAPipeByNowKeepsTheGuestOnlyAsLongAsItsCallGoesOn() throws Exception {
        assertEndsWithItsCall(() -> handle.openFile("pipe", READ));
        try (OutputStream out = Files.newOutputStream(pipe)) { // for which somebody waits
            IOException thrown = assertThrows(IOException.class, () -> {
                while (true) {
                    out.write('x'); // until what is opened now is closed, as the guest has gone
                }
            });
            assertEquals("Broken pipe", thrown.getMessage());
        }
    }

    @Test
    void aDirectoryThatIsAPipeByNowKeepsTheGuestOnlyAsLongAsItsCallGoesOn() throws Exception {
        assertEndsWithItsCall(() -> {
            handle.openDirectory("pipe").release();
            return null;
        });
        Files.newOutputStream(pipe).close(); // for which somebody waits
    }

    private static void assertEndsWithItsCall(Aside.Task<? extends Closeable> opening) {
        try (TestGuest guest = new TestGuest("test", new TestMemory(0))) {
            guest.cancel("the test wants it");
            assertFails(Errno.INTR, () -> Aside.call(guest, opening));
        }
    }

    @Test
    void onlySoManyCallsLeaveAThreadBehind() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (TestGuest guest = new TestGuest("test", new TestMemory(0))) {
            guest.cancel("the test wants it");
            Aside.Task<Void> hanging = () -> {
                await(end);
                return null;
            };
            int calls = 0;
            while (errno(() -> Aside.call(guest, hanging)) == Errno.INTR) {
                calls++;
            }
            assertFails(Errno.AGAIN, () -> Aside.call(guest, hanging));
            assertTrue(calls > 0 && calls <= Aside.MAX_ABANDONED, calls + " calls");
        } finally {
            end.countDown();
        }
        TestGuest other = new TestGuest("other", new TestMemory(0));
        Aside.Change failing = () -> Aside.call(other, () -> handle.openFile("a\0b", READ));
        while (errno(failing) == Errno.AGAIN) {
            Thread.onSpinWait(); // until those that were left behind have returned
        }
        assertFails(Errno.ILSEQ, failing);
        other.close();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError("nobody may interrupt", e);
        }
    }

    @Test
    void whatFailsAsideFailsForTheGuest() {
        TestGuest guest = new TestGuest("test", new TestMemory(0));
        assertEquals(
                "absent",
                assertThrows(NoSuchFileException.class, () -> Aside.call(guest, () -> handle.openFile("absent", READ)))
                        .getMessage());
        assertFails(Errno.ILSEQ, () -> Aside.call(guest, () -> handle.openFile("a\0b", READ)));
        assertThrows(
                IllegalStateException.class,
                () -> Aside.call(guest, () -> {
                    throw new IllegalStateException();
                }));
        guest.close();
    }
}
