package org.amphora.wasi.preview1;

import static org.amphora.wasi.preview1.TestProgram.PATH;
import static org.amphora.wasi.preview1.TestProgram.RESULT;
import static org.amphora.wasi.preview1.TestProgram.VECTORS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.amphora.wasi.WasiConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories that are not of the host, and quotas. */
class FileSystemsTest {
    private static final long READ = 1 << 1;
    private static final long WRITE = 1 << 6;
    private static final int CREATE = 1;
    private static final int DIRECTORY = 2;
    private static final int TRUNCATE = 8;

    @TempDir
    Path folder;

    private Path archive(String... entries) throws IOException {
        Path file = folder.resolve("archive.zip");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String entry : entries) {
                zip.putNextEntry(new ZipEntry(entry));
                if (!entry.endsWith("/")) {
                    zip.write(("content of " + entry).getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        return file;
    }

    private static List<String> names(TestProgram program, int fd) {
        List<String> names = new ArrayList<>();
        int bytes = program.result("fd_readdir", fd, TestProgram.BUFFER, 2_048, 0, RESULT);
        for (int at = TestProgram.BUFFER; at < TestProgram.BUFFER + bytes; ) {
            int length = program.memory.readInt(at + 16);
            names.add(program.memory.readInt(at + 20) + " " + program.text(at + 24, length));
            at += 24 + length;
        }
        return names;
    }

    private static int opened(TestProgram program, String path, int open, long rights) {
        assertEquals("SUCCESS", program.open(path, 1, open, rights, 0), path);
        return program.memory.readInt(RESULT);
    }

    private static String contentOf(TestProgram program, String path) {
        int fd = opened(program, path, 0, READ);
        String content = program.read(fd, 100);
        assertEquals("SUCCESS", program.call("fd_close", fd));
        return content;
    }

    @Test
    void anArchiveIsReadAsADirectory() throws IOException {
        Path file = archive("a.txt", "d/", "d/b.txt", "e/f/c.txt");
        try (TestProgram program = new TestProgram(WasiConfig.defaults().archive(file, "/data"))) {
            assertEquals(List.of("3 .", "3 ..", "4 a.txt", "3 d", "3 e"), names(program, 3));
            assertEquals("content of a.txt", contentOf(program, "a.txt"));
            assertEquals("content of d/b.txt", contentOf(program, "d/../d/./b.txt"));
            assertEquals("content of e/f/c.txt", contentOf(program, "e/f/c.txt"));
            int directory = opened(program, "e", DIRECTORY, READ);
            assertEquals(List.of("3 .", "3 ..", "3 f"), names(program, directory));
            assertEquals("NOENT", program.open("no", 1, 0, READ, 0));
            assertEquals("NOTDIR", program.open("a.txt/b", 1, 0, READ, 0));
            assertEquals("PERM", program.open("../archive.zip", 1, 0, READ, 0));
            assertEquals("PERM", program.open("/a.txt", 1, 0, READ, 0));
        }
    }

    @Test
    void aFileOfAnArchiveIsReadAnywhere() throws IOException {
        try (TestProgram program = new TestProgram(WasiConfig.defaults().archive(archive("a.txt"), "/"))) {
            int fd = opened(program, "a.txt", 0, READ);
            assertEquals("con", program.read(fd, 3));
            program.vector(TestProgram.BUFFER, 5);
            assertEquals(5, program.result("fd_pread", fd, VECTORS, 1, 11, RESULT));
            assertEquals("a.txt", program.text(TestProgram.BUFFER, 5));
            assertEquals("tent", program.read(fd, 4), "the position is where it was");
            assertEquals("SUCCESS", program.call("fd_seek", fd, -3, 2, RESULT));
            assertEquals("txt", program.read(fd, 10));
            assertEquals("SUCCESS", program.call("fd_filestat_get", fd, RESULT));
            assertEquals(16, program.memory.readLong(RESULT + 32));
            assertEquals("SUCCESS", program.call("fd_sync", fd));
        }
    }

    @Test
    void nothingInAnArchiveIsChanged() throws IOException {
        Path file = archive("a", "d/");
        byte[] before = Files.readAllBytes(file);
        try (TestProgram program = new TestProgram(WasiConfig.defaults().archive(file, "/"))) {
            assertEquals("ROFS", program.open("a", 1, 0, WRITE, 0));
            assertEquals("ROFS", program.open("a", 1, TRUNCATE, READ, 0));
            assertEquals("ROFS", program.open("b", 1, CREATE, WRITE, 0));
            assertEquals("ROFS", program.path("path_create_directory", "e"));
            assertEquals("ROFS", program.path("path_unlink_file", "a"));
            assertEquals("ROFS", program.path("path_remove_directory", "d"));
            assertEquals("ROFS", program.rename("a", "b"));
            assertEquals("BADF", program.write(opened(program, "a", 0, READ), "x"));
        }
        assertEquals(
                new String(before, StandardCharsets.ISO_8859_1), Files.readString(file, StandardCharsets.ISO_8859_1));
    }

    @Test
    void filesOfAnArchiveAreToldApart() throws IOException {
        WasiConfig config =
                WasiConfig.defaults().archive(archive("a", "b"), "/").memoryDirectory("/tmp", 1);
        try (TestProgram program = new TestProgram(config)) {
            assertNotEquals(inode(program, "a"), inode(program, "b"));
            assertEquals("SUCCESS", program.call("fd_filestat_get", 3, RESULT));
            assertEquals(1, program.memory.readLong(RESULT));
            assertEquals("SUCCESS", program.call("fd_filestat_get", 4, RESULT));
            assertEquals(2, program.memory.readLong(RESULT));
        }
    }

    private static long inode(TestProgram program, String path) {
        assertEquals("SUCCESS", program.call("path_filestat_get", 3, 0, PATH, program.put(PATH, path), RESULT));
        return program.memory.readLong(RESULT + 8);
    }

    @Test
    void anArchiveThatLeadsOutIsRefused() throws IOException {
        Path file = archive("../secret");
        assertRefused(
                "archive " + file
                        + ", granted as \"/\", cannot be read: ZIP file can't be opened as a file system because"
                        + " entry \"/../secret\" has a '.' or '..' element in its name",
                WasiConfig.defaults().archive(file, "/"));
    }

    @Test
    void whatIsNoArchiveIsRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("text"), "not zipped");
        assertRefused(
                "archive " + text + ", granted as \"/\", is no zip or jar file",
                WasiConfig.defaults().archive(text, "/"));
        Path missing = folder.resolve("missing.zip");
        assertRefused(
                "archive " + missing + ", granted as \"/\", does not exist or is no file",
                WasiConfig.defaults().archive(missing, "/"));
    }

    private static void assertRefused(String message, WasiConfig config) {
        IllegalArgumentException thrown = assertThrows(IllegalArgumentException.class, () -> {
            try (TestProgram program = new TestProgram(config)) {
                program.call("sched_yield");
            }
        });
        assertEquals(message, thrown.getMessage());
    }

    @Test
    void everyInstanceHasADirectoryInMemoryOfItsOwn() {
        WasiConfig config = WasiConfig.defaults().memoryDirectory("/tmp", 1 << 16);
        try (TestProgram one = new TestProgram(config);
                TestProgram other = new TestProgram(config)) {
            int fd = opened(one, "a", CREATE, WRITE);
            assertEquals("SUCCESS", one.write(fd, "mine"));
            assertEquals("mine", contentOf(one, "a"));
            assertEquals("NOENT", other.open("a", 1, 0, READ, 0));
        }
    }

    @Test
    void aDirectoryInMemoryTakesNoMoreThanWasGranted() {
        // two files of 2 KiB, and two blocks
        WasiConfig config = WasiConfig.defaults().memoryDirectory("/tmp", 2 * 2_048 + 2 * 4_096);
        try (TestProgram program = new TestProgram(config)) {
            int fd = opened(program, "a", CREATE, WRITE);
            for (int i = 0; i < 8; i++) {
                assertEquals("SUCCESS", program.write(fd, "x".repeat(1_024)));
            }
            assertEquals("NOSPC", program.write(fd, "x"));
            int other = opened(program, "b", CREATE, WRITE);
            assertEquals("NOSPC", program.write(other, "x"));
            assertEquals("NOSPC", program.path("path_create_directory", "c"));
            assertEquals("SUCCESS", program.rename("a", "c"), "takes nothing");
            assertEquals("SUCCESS", program.path("path_unlink_file", "c"));
            assertEquals("NOSPC", program.call("fd_pwrite", other, VECTORS, 1, 8_000, RESULT), "it still is open");
            assertEquals("SUCCESS", program.call("fd_close", fd));
            assertEquals("SUCCESS", program.write(other, "x"));
            assertEquals("SUCCESS", program.call("fd_filestat_set_size", other, 0));
            opened(program, "d", CREATE, WRITE);
        }
    }

    @Test
    void aFileInMemoryMayHaveHoles() {
        WasiConfig config = WasiConfig.defaults().memoryDirectory("/tmp", 2_048 + 2 * 4_096);
        try (TestProgram program = new TestProgram(config)) {
            int fd = opened(program, "a", CREATE, READ | WRITE);
            assertEquals("SUCCESS", program.write(fd, "start"));
            program.vector(TestProgram.BUFFER, program.put(TestProgram.BUFFER, "end"));
            assertEquals("SUCCESS", program.call("fd_pwrite", fd, VECTORS, 1, 1L << 60, RESULT));
            assertEquals("FBIG", program.call("fd_pwrite", fd, VECTORS, 1, Long.MAX_VALUE - 1, RESULT));
            assertEquals("SUCCESS", program.call("fd_seek", fd, -5, 2, RESULT));
            assertEquals("\0\0end", program.read(fd, 10));
            assertEquals("SUCCESS", program.call("fd_filestat_set_size", fd, 3));
            assertEquals("SUCCESS", program.call("fd_filestat_set_size", fd, 5_000));
            assertEquals("SUCCESS", program.call("fd_seek", fd, 0, 0, RESULT));
            assertEquals("sta\0\0\0", program.read(fd, 6));
            assertEquals("SUCCESS", program.call("fd_seek", fd, 4_094, 0, RESULT));
            assertEquals("\0\0\0\0", program.read(fd, 4));
        }
    }

    @Test
    void aDirectoryInMemoryThatWasRemovedIsEmptyForGood() {
        WasiConfig config = WasiConfig.defaults().memoryDirectory("/tmp", 1 << 16);
        try (TestProgram program = new TestProgram(config)) {
            assertEquals("SUCCESS", program.path("path_create_directory", "d"));
            int directory = opened(program, "d", DIRECTORY, READ);
            assertEquals("SUCCESS", program.path("path_remove_directory", "d"));
            program.put(PATH, "a");
            assertEquals("NOENT", program.call("path_create_directory", directory, PATH, 1));
            assertEquals("SUCCESS", program.path("path_create_directory", "a"));
            assertEquals("NOENT", program.call("path_rename", 3, PATH, 1, directory, PATH, 1));
            assertEquals(List.of("3 .", "3 .."), names(program, directory));
        }
    }

    @Test
    void timesOfFilesInMemoryAreOfTheClockThatWasGranted() {
        WasiConfig config =
                WasiConfig.defaults().memoryDirectory("/tmp", 1 << 16).wallClock(() -> 1_234_567_890L, 1_000);
        try (TestProgram program = new TestProgram(config)) {
            int fd = opened(program, "a", CREATE, WRITE);
            assertEquals("SUCCESS", program.call("fd_filestat_get", fd, RESULT));
            assertEquals(1_234_567_890L, program.memory.readLong(RESULT + 48));
        }
    }

    @Test
    void anInstanceWritesNoMoreThanWasGranted() throws IOException {
        WasiConfig config = WasiConfig.defaults().directory(folder, "/").writeLimit(10);
        try (TestProgram program = new TestProgram(config)) {
            int fd = opened(program, "a", CREATE, WRITE | READ);
            assertEquals("SUCCESS", program.write(fd, "12345678"));
            assertEquals("SUCCESS", program.write(fd, "abc"));
            assertEquals(2, program.memory.readInt(RESULT), "what there was room for");
            assertEquals("DQUOT", program.write(fd, "d"));
            assertEquals("SUCCESS", program.write(fd, ""));
            assertEquals("DQUOT", program.call("fd_filestat_set_size", fd, 11));
            assertEquals("SUCCESS", program.call("fd_filestat_set_size", fd, 3));
            assertEquals("DQUOT", program.write(fd, "e"), "written is written");
        }
        assertEquals("123", Files.readString(folder.resolve("a")));
    }

    @Test
    void whatIsNotWrittenIsNotCounted() throws IOException {
        WasiConfig config = WasiConfig.defaults().directory(folder, "/").writeLimit(10);
        try (TestProgram program = new TestProgram(config)) {
            int fd = opened(program, "a", CREATE, WRITE);
            program.vector(8_192 - 4, 8);
            assertEquals("FAULT", program.call("fd_write", fd, VECTORS, 1, RESULT));
            assertEquals("SUCCESS", program.write(fd, "1234567890"));
            assertEquals(10, program.memory.readInt(RESULT));
        }
    }

    @Test
    void anInstanceMakesNoMoreFilesThanWereGranted() throws IOException {
        Files.writeString(folder.resolve("old"), "");
        WasiConfig config = WasiConfig.defaults().directory(folder, "/").fileLimit(2);
        try (TestProgram program = new TestProgram(config)) {
            opened(program, "a", CREATE, WRITE);
            assertEquals("EXIST", program.path("path_create_directory", "a"));
            assertEquals("SUCCESS", program.path("path_create_directory", "d"));
            assertEquals("DQUOT", program.open("b", 1, CREATE, WRITE, 0));
            assertEquals("DQUOT", program.path("path_create_directory", "e"));
            assertEquals(
                    "DQUOT", program.call("path_symlink", PATH, program.put(PATH, "a"), 3, TestProgram.OTHER_PATH, 1));
            opened(program, "a", CREATE, WRITE);
            assertEquals("SUCCESS", program.rename("a", "c"));
            assertEquals("SUCCESS", program.path("path_unlink_file", "old"));
            opened(program, "b", CREATE, WRITE);
            assertEquals("DQUOT", program.open("f", 1, CREATE, WRITE, 0));
            assertEquals("SUCCESS", program.path("path_remove_directory", "d"));
            opened(program, "f", CREATE, WRITE);
        }
    }

    @Test
    void anInstanceHasNoMoreDescriptorsThanWereGranted() throws IOException {
        Files.writeString(folder.resolve("a"), "");
        WasiConfig config = WasiConfig.defaults().directory(folder, "/").descriptorLimit(5);
        try (TestProgram program = new TestProgram(config)) {
            int fd = opened(program, "a", 0, READ);
            assertEquals("MFILE", program.open("a", 1, 0, READ, 0));
            assertEquals("SUCCESS", program.call("fd_close", fd));
            opened(program, "a", 0, READ);
        }
        assertRefused(
                "descriptor limit is 3; it must be 4 or more, as that many are granted with standard streams, directories"
                        + " and listeners",
                config.descriptorLimit(3));
        assertRefused("file limit is -1; it must not be negative", config.fileLimit(-1));
        assertRefused("write limit is -1; it must not be negative", config.writeLimit(-1));
        assertRefused(
                "directory in memory, granted as \"/tmp\", may contain 0 bytes; it must be 1 or more",
                config.memoryDirectory("/tmp", 0));
    }

    @Test
    void filesAreNotMovedFromOneFileSystemToAnother() throws IOException {
        WasiConfig config = WasiConfig.defaults().directory(folder, "/").memoryDirectory("/tmp", 4_096);
        try (TestProgram program = new TestProgram(config)) {
            opened(program, "a", CREATE, WRITE);
            program.put(PATH, "a");
            assertEquals("XDEV", program.call("path_rename", 3, PATH, 1, 4, PATH, 1));
            assertEquals("XDEV", program.call("path_link", 3, 0, PATH, 1, 4, PATH, 1));
        }
    }

    @Test
    void directoriesOfOtherFileSystemsAreJailsToo() throws IOException {
        Path file = archive("inside/a.txt", "outside.txt");
        try (FileSystem memory = Jimfs.newFileSystem(Configuration.unix());
                FileSystem archive = FileSystems.newFileSystem(file)) {
            Path jail = Files.createDirectories(memory.getPath("/jail"));
            Files.writeString(memory.getPath("/secret"), "secret");
            Files.createSymbolicLink(jail.resolve("link"), memory.getPath("/secret"));
            Files.createSymbolicLink(jail.resolve("relative"), memory.getPath("../secret"));
            try (TestProgram program = new TestProgram(WasiConfig.defaults().directory(jail, "/"))) {
                assertEquals("PERM", program.open("link", 1, 0, READ, 0));
                assertEquals("PERM", program.open("relative", 1, 0, READ, 0));
                assertEquals("PERM", program.open("../secret", 1, 0, READ, 0));
            }
            try (TestProgram program =
                    new TestProgram(WasiConfig.defaults().readOnlyDirectory(archive.getPath("/"), "/"))) {
                assertEquals("content of outside.txt", contentOf(program, "outside.txt"));
            }
            Path inside = archive.getPath("/inside");
            assertRefused(
                    "directories [/inside::/:ro] or listeners cannot be opened: java.io.IOException: the file system of"
                            + " /inside cannot open files relative to a directory, without which no jail would hold",
                    WasiConfig.defaults().readOnlyDirectory(inside, "/"));
        }
    }
}
