package org.amphora.guests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.amphora.api.guest.dto.GuestDTO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FileContentTest {
    private static final Duration PAUSE = Duration.ofMillis(100);

    @TempDir
    private Path folder;

    @Test
    void aFileThatRestsIsRead() throws IOException {
        Path file = Files.write(folder.resolve("greet.wasm"), FakeEngine.module(1));
        assertArrayEquals(FakeEngine.module(1), new FileContent(file, PAUSE).read());
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        IOException e = assertThrows(IOException.class, () -> new FileContent(folder.resolve("no.wasm"), PAUSE).read());
        assertEquals("there is no such file", e.getMessage());
        e = assertThrows(IOException.class, () -> new FileContent(folder, PAUSE).read());
        assertEquals("it is no regular file", e.getMessage());
    }

    @Test
    void aFileThatGrowsIsRefused() throws Exception {
        Path file = Files.write(folder.resolve("greet.wasm"), new byte[] {1});
        assertRefused(file, round -> Files.write(file, new byte[] {round}, StandardOpenOption.APPEND));
    }

    @Test
    void aFileThatIsReplacedIsRefused() throws Exception {
        Path file = Files.write(folder.resolve("greet.wasm"), new byte[] {1});
        FileTime time = Files.getLastModifiedTime(file);
        assertRefused(file, round -> {
            Path other = Files.write(folder.resolve("other"), new byte[] {round});
            Files.setLastModifiedTime(other, time);
            Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        });
    }

    @Test
    void aFileOfSameSizeAndTimeWithOtherBytesIsRefused() throws Exception {
        Path file = Files.write(folder.resolve("greet.wasm"), new byte[] {1});
        FileTime time = Files.getLastModifiedTime(file);
        assertRefused(file, round -> {
            Files.write(file, new byte[] {round});
            Files.setLastModifiedTime(file, time);
        });
    }

    private static void assertRefused(Path file, Change change) throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        Thread writer = new Thread(() -> {
            try {
                for (byte round = 2; !stop.get(); round++) {
                    change.make(round);
                    Thread.sleep(5);
                }
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        writer.start();
        ChangedWhileReadException e =
                assertThrows(ChangedWhileReadException.class, () -> new FileContent(file, PAUSE).read());
        stop.set(true);
        writer.join();
        assertEquals("it changed while it was read; it is read again when it rests", e.getMessage());
    }

    /** Something that a writer does to a file, again and again. */
    @FunctionalInterface
    private interface Change {
        void make(byte round) throws Exception;
    }

    /** Cuts between sections can be valid modules, so that nothing was compiled before the end is what counts. */
    @Test
    void aFileThatIsWrittenSlowlyIsActivatedWhenItIsWholeAndNotBefore() throws Exception {
        try (FakeSurroundings world = new FakeSurroundings()) {
            Path file = Files.write(folder.resolve("greet.wasm"), FakeEngine.module(1));
            assertNull(world.guests.deploy("greet", file).failure);
            Thread writer = new Thread(() -> writeSlowly(file, FakeEngine.module(2)));
            writer.start();
            FakeSurroundings.await("the writer began", () -> file.toFile().length() < 10);
            GuestDTO during = world.guests.deploy("greet", file);
            assertEquals("UNREADABLE", during.failure.reasonName);
            assertEquals(
                    "guest greet: " + file
                            + " cannot be read: it changed while it was read; it is read again when it rests",
                    during.failure.message);
            assertEquals(1, world.guest("greet").call("version")[0]);
            writer.join();
            FakeSurroundings.await("the whole file is active", () -> world.dto("greet").failure == null);
            assertEquals(2, world.guest("greet").call("version")[0]);
            assertEquals(2, world.engine.compilations.get(), "no prefix of the file was compiled");
        }
    }

    private static void writeSlowly(Path file, byte[] content) {
        try (OutputStream out = Files.newOutputStream(file)) {
            for (byte each : content) {
                out.write(each);
                out.flush();
                Thread.sleep(15);
            }
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
