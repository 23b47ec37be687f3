package org.amphora.guests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a file happens here between the two looks at it, whenever that is. */
class FileContentTest {
    private static final FileContent.Pause NOTHING = fresh -> {};

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.write(folder.resolve("greet.wasm"), new byte[] {1, 2, 3});
    }

    private void assertRefused(FileContent.Pause change, String message) {
        IOException e = assertThrows(IOException.class, () -> new FileContent(file, change).read());
        assertEquals(message, e.getMessage());
    }

    private void assertChanged(FileContent.Pause change) {
        assertRefused(change, "it changed while it was read; it is read again when it rests");
    }

    @Test
    void aFileThatRestsIsRead() throws IOException {
        assertArrayEquals(new byte[] {1, 2, 3}, new FileContent(file, NOTHING).read());
        assertArrayEquals(new byte[] {1, 2, 3}, new FileContent(file, Duration.ZERO).read());
    }

    @Test
    void aFreshFileIsToldFromAnOldOne() throws IOException {
        List<Boolean> fresh = new ArrayList<>();
        Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis() + 1_000));
        assertEquals(3, new FileContent(file, fresh::add).read().length);
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));
        assertEquals(3, new FileContent(file, fresh::add).read().length);
        assertTrue(fresh.get(0));
        assertFalse(fresh.get(1));
    }

    @Test
    void aFileThatIsNotThereIsNamed() throws IOException {
        assertRefused(fresh -> Files.delete(file), "there is no such file");
        assertRefused(NOTHING, "there is no such file");
        file = folder;
        assertRefused(NOTHING, "it is no regular file");
    }

    @Test
    void aFileThatGrowsOrShrinksIsRefused() {
        assertChanged(fresh -> Files.write(file, new byte[] {4}, StandardOpenOption.APPEND));
        assertChanged(fresh -> Files.write(file, new byte[] {1}));
        assertChanged(fresh -> Files.write(file, new byte[0]));
    }

    @Test
    void aFileThatIsReplacedByOneOfSameSizeAndTimeIsRefused() throws IOException {
        FileTime time = Files.getLastModifiedTime(file);
        assertChanged(fresh -> {
            Path other = Files.write(folder.resolve("other"), new byte[] {4, 5, 6});
            Files.setLastModifiedTime(other, time);
            Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        });
    }

    @Test
    void otherBytesOfSameSizeAndTimeAreRefused() throws IOException {
        FileTime time = Files.getLastModifiedTime(file);
        assertChanged(fresh -> {
            Files.write(file, new byte[] {1, 2, 4});
            Files.setLastModifiedTime(file, time);
        });
    }

    @Test
    void aFileThatIsTouchedIsReadAgain() {
        assertChanged(fresh -> Files.setLastModifiedTime(file, FileTime.fromMillis(1_000)));
    }

    /** As the files of a ConfigMap change: a link to a folder moves, and with it all that is reached through it. */
    @Test
    void aLinkThatFlipsIsRefused() throws IOException {
        Path one = Files.createDirectory(folder.resolve("one"));
        Path two = Files.createDirectory(folder.resolve("two"));
        FileTime time = FileTime.fromMillis(5_000);
        for (Path data : List.of(one, two)) {
            Files.write(data.resolve("greet.wasm"), new byte[] {1, 2, 3});
            Files.setLastModifiedTime(data.resolve("greet.wasm"), time);
        }
        Path link = Files.createSymbolicLink(folder.resolve("data"), one);
        file = Files.createSymbolicLink(folder.resolve("linked.wasm"), link.resolve("greet.wasm"));
        assertChanged(fresh -> {
            Path fresher = Files.createSymbolicLink(folder.resolve("data.new"), two);
            Files.move(fresher, link, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        });
        assertArrayEquals(new byte[] {1, 2, 3}, new FileContent(file, NOTHING).read());
    }

    @Test
    void noPrefixOfARealModuleThatIsBeingWrittenIsTaken() throws IOException {
        for (Path module : Sections.realModules()) {
            List<byte[]> prefixes = Sections.prefixes(Files.readAllBytes(module));
            for (int i = 0; i < prefixes.size() - 1; i++) {
                Files.write(file, prefixes.get(i));
                byte[] next = prefixes.get(i + 1);
                assertChanged(fresh -> Files.write(file, next));
            }
            assertArrayEquals(prefixes.get(prefixes.size() - 1), new FileContent(file, NOTHING).read());
        }
    }

    @Test
    void noPrefixOfARealModuleIsTakenThatHasItsDigestBesideIt() throws IOException {
        for (Path module : Sections.realModules()) {
            List<byte[]> prefixes = Sections.prefixes(Files.readAllBytes(module));
            String digest = Staging.sha256(prefixes.get(prefixes.size() - 1));
            Files.writeString(folder.resolve("greet.wasm.sha256"), digest + "  greet.wasm\n");
            for (byte[] prefix : prefixes) {
                Files.write(file, prefix);
                String actual = Staging.sha256(prefix);
                if (!actual.equals(digest)) {
                    assertRefused(
                            NOTHING,
                            "its SHA-256 digest is " + actual + ", and greet.wasm.sha256 says " + digest
                                    + "; it is read again when it rests");
                }
            }
            assertArrayEquals(prefixes.get(prefixes.size() - 1), new FileContent(file, NOTHING).read());
        }
    }

    @Test
    void whatIsNoDigestIsNamed() throws IOException {
        Files.writeString(folder.resolve("greet.wasm.sha256"), "greet.wasm: 12");
        assertRefused(
                NOTHING,
                "greet.wasm.sha256 must begin with a SHA-256 digest of 64 hexadecimal digits; it is read again when it"
                        + " rests");
        Files.writeString(
                folder.resolve("greet.wasm.sha256"),
                Staging.sha256(new byte[] {1, 2, 3}).toUpperCase(java.util.Locale.ROOT));
        assertEquals(3, new FileContent(file, NOTHING).read().length);
    }
}
