package org.amphora.wasi.preview1;

import static org.amphora.wasi.preview1.TestProgram.BUFFER;
import static org.amphora.wasi.preview1.TestProgram.RESULT;
import static org.amphora.wasi.preview1.TestProgram.VECTORS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.amphora.wasi.WasiConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesTest {
    private static final long READ = 1 << 1;
    private static final long WRITE = 1 << 6;
    private static final int CREATE = 1;
    private static final int DIRECTORY = 2;
    private static final int EXCLUSIVE = 4;
    private static final int TRUNCATE = 8;
    private static final int APPEND = 1;

    @TempDir
    Path data;

    private TestProgram program;

    @BeforeEach
    void start() {
        program = new TestProgram(WasiConfig.defaults().directory(data, "/data"));
    }

    @AfterEach
    void stop() {
        program.close();
    }

    private int opened(String path, int open, long rights) {
        assertEquals("SUCCESS", program.open(path, 1, open, rights, 0));
        return program.memory.readInt(RESULT);
    }

    private void file(String name, String content) throws IOException {
        Files.createDirectories(data.resolve(name).getParent());
        Files.writeString(data.resolve(name), content);
    }

    private String content(String name) throws IOException {
        return Files.readString(data.resolve(name));
    }

    @Test
    void aGrantedDirectoryTellsItsName() {
        assertEquals("SUCCESS", program.call("fd_prestat_get", 3, 0));
        assertEquals(5L << 32, program.memory.readLong(0));
        assertEquals("SUCCESS", program.call("fd_prestat_dir_name", 3, 16, 5));
        assertEquals("/data?", program.text(16, 6));
        assertEquals("NAMETOOLONG", program.call("fd_prestat_dir_name", 3, 16, 4));
        assertEquals("BADF", program.call("fd_prestat_get", 4, 0));
    }

    @Test
    void aFileIsReadInPieces() throws Exception {
        file("in.txt", "wazero");
        int fd = opened("in.txt", 0, READ);
        assertEquals(4, fd);
        assertEquals("waz", program.read(fd, 3));
        assertEquals("ero", program.read(fd, 10));
        assertEquals("", program.read(fd, 10));
    }

    @Test
    void aFileIsMadeAndWritten() throws Exception {
        int fd = opened("out.txt", CREATE, WRITE);
        assertEquals("SUCCESS", program.write(fd, "first "));
        assertEquals("SUCCESS", program.write(fd, "second"));
        assertEquals("first second", content("out.txt"));
        program.vector(BUFFER, 1);
        assertEquals("BADF", program.call("fd_read", fd, VECTORS, 1, RESULT));
    }

    @Test
    void anExistingFileIsOpenedAsTheFlagsSay() throws Exception {
        file("a", "old");
        assertEquals("EXIST", program.open("a", 1, CREATE | EXCLUSIVE, WRITE, 0));
        assertEquals("NOTDIR", program.open("a", 1, DIRECTORY, READ, 0));
        assertEquals("NOTDIR", program.open("a/", 1, 0, READ, 0));
        assertEquals("NOTDIR", program.open("a/b", 1, 0, READ, 0));
        assertEquals("NOENT", program.open("b", 1, 0, READ, 0));
        assertEquals("ISDIR", program.open(".", 1, 0, WRITE, 0));
        assertEquals("ISDIR", program.open("new/", 1, CREATE, WRITE, 0));
        opened("a", CREATE, WRITE);
        assertEquals("old", content("a"));
        opened("a", TRUNCATE, WRITE);
        assertEquals("", content("a"));
    }

    @Test
    void aFileMadeForReadingIsEmpty() {
        int fd = opened("made", CREATE, READ);
        assertEquals("", program.read(fd, 10));
        assertTrue(Files.exists(data.resolve("made")));
    }

    @Test
    void positionsAreMovedFromStartHereAndEnd() throws Exception {
        file("a", "0123456789");
        int fd = opened("a", 0, READ);
        assertEquals(4, seek(fd, 4, 0));
        assertEquals("45", program.read(fd, 2));
        assertEquals(5, seek(fd, -1, 1));
        assertEquals(8, seek(fd, -2, 2));
        assertEquals("SUCCESS", program.call("fd_tell", fd, RESULT));
        assertEquals(8, program.memory.readLong(RESULT));
        assertEquals("INVAL", program.call("fd_seek", fd, -1, 0, RESULT));
        assertEquals("INVAL", program.call("fd_seek", fd, 0, 3, RESULT));
        assertEquals("ISDIR", program.call("fd_seek", 3, 0, 0, RESULT));
    }

    private long seek(int fd, long offset, int whence) {
        assertEquals("SUCCESS", program.call("fd_seek", fd, offset, whence, RESULT));
        return program.memory.readLong(RESULT);
    }

    @Test
    void positionalReadsAndWritesLeaveThePositionAlone() throws Exception {
        file("a", "0123456789");
        int fd = opened("a", 0, READ | WRITE);
        program.vector(BUFFER, program.put(BUFFER, "XY"));
        assertEquals("SUCCESS", program.call("fd_pwrite", fd, VECTORS, 1, 3, RESULT));
        program.vector(BUFFER, 4);
        assertEquals("SUCCESS", program.call("fd_pread", fd, VECTORS, 1, 2, RESULT));
        assertEquals("2XY5", program.text(BUFFER, 4));
        assertEquals("INVAL", program.call("fd_pread", fd, VECTORS, 1, -1, RESULT));
        assertEquals("012", program.read(fd, 3));
        assertEquals("012XY56789", content("a"));
    }

    @Test
    void appendedWritesGoToTheEnd() throws Exception {
        file("a", "one");
        assertEquals("SUCCESS", program.open("a", 1, 0, READ | WRITE, APPEND));
        int fd = program.memory.readInt(RESULT);
        seek(fd, 0, 0);
        program.write(fd, " two");
        assertEquals("one two", content("a"));
        assertEquals("SUCCESS", program.call("fd_fdstat_set_flags", fd, 0));
        seek(fd, 0, 0);
        program.write(fd, "ONE");
        assertEquals("ONE two", content("a"));
        assertEquals("INVAL", program.call("fd_fdstat_set_flags", fd, 2));
    }

    @Test
    void aFileIsCutOffAndFilledUp() throws Exception {
        file("a", "0123456789");
        int fd = opened("a", 0, READ | WRITE);
        seek(fd, 8, 0);
        assertEquals("SUCCESS", program.call("fd_filestat_set_size", fd, 4));
        assertEquals(8, seek(fd, 0, 1));
        assertEquals("SUCCESS", program.call("fd_filestat_set_size", fd, 6));
        assertEquals("0123\0\0", content("a"));
        assertEquals("SUCCESS", program.call("fd_allocate", fd, 4, 4));
        assertEquals("SUCCESS", program.call("fd_allocate", fd, 0, 2));
        assertEquals(8, Files.size(data.resolve("a")));
        assertEquals("SUCCESS", program.call("fd_sync", fd));
        assertEquals("SUCCESS", program.call("fd_datasync", fd));
        assertEquals("SUCCESS", program.call("fd_advise", fd, 0, 4, 1));
        assertEquals("INVAL", program.call("fd_advise", fd, 0, 4, 6));
    }

    @Test
    void statusOfAnOpenFileAndOfItsPathAreTheSame() throws Exception {
        file("a", "12345");
        int fd = opened("a", 0, READ);
        assertEquals("SUCCESS", program.call("fd_filestat_get", fd, 0));
        assertEquals("SUCCESS", filestat("a", 1, 64));
        assertEquals(program.text(0, 64), program.text(64, 64));
        assertEquals(4, program.memory.readByte(16));
        assertEquals(5, program.memory.readLong(32));
        assertEquals(Files.getAttribute(data.resolve("a"), "unix:ino"), program.memory.readLong(8));
        assertEquals("NOENT", filestat("b", 1, 0));
    }

    private String filestat(String path, int flags, int address) {
        return program.call(
                "path_filestat_get", 3, flags, TestProgram.PATH, program.put(TestProgram.PATH, path), address);
    }

    @Test
    void timesAreSet() throws Exception {
        file("a", "");
        int fd = opened("a", 0, READ | WRITE);
        assertEquals("SUCCESS", program.call("fd_filestat_set_times", fd, 0, 5_000_000_000L, 4));
        assertEquals(5, Files.getLastModifiedTime(data.resolve("a")).to(TimeUnit.SECONDS));
        program.put(TestProgram.PATH, "a");
        assertEquals("SUCCESS", program.call("path_filestat_set_times", 3, 1, TestProgram.PATH, 1, 0, 0, 8));
        assertEquals(
                1_640_995_200L, Files.getLastModifiedTime(data.resolve("a")).to(TimeUnit.SECONDS));
        assertEquals("INVAL", program.call("fd_filestat_set_times", fd, 0, 0, 12));
    }

    @Test
    void directoriesAreMadeAndRemoved() throws Exception {
        assertEquals("SUCCESS", program.path("path_create_directory", "d"));
        assertEquals("EXIST", program.path("path_create_directory", "d"));
        assertEquals("EXIST", program.path("path_create_directory", "."));
        assertEquals("SUCCESS", program.path("path_create_directory", "d/e/"));
        assertEquals("NOENT", program.path("path_create_directory", "x/y"));
        assertEquals("NOTEMPTY", program.path("path_remove_directory", "d"));
        assertEquals("ISDIR", program.path("path_unlink_file", "d/e"));
        assertEquals("SUCCESS", program.path("path_remove_directory", "d/e"));
        assertEquals("SUCCESS", program.path("path_remove_directory", "d/"));
        assertEquals("INVAL", program.path("path_remove_directory", "."));
        file("f", "");
        assertEquals("NOTDIR", program.path("path_remove_directory", "f"));
        assertEquals("EXIST", program.path("path_create_directory", "f"));
        assertEquals("SUCCESS", program.path("path_unlink_file", "f"));
        assertEquals("NOENT", program.path("path_unlink_file", "f"));
        try (var left = Files.list(data)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void filesAndDirectoriesAreRenamed() throws Exception {
        file("a", "content");
        file("d/x", "");
        assertEquals("SUCCESS", program.rename("a", "b"));
        assertEquals("SUCCESS", program.rename("b", "d/b"));
        assertEquals("content", content("d/b"));
        assertEquals("SUCCESS", program.rename("d/b", "d/x"));
        assertEquals("content", content("d/x"));
        assertEquals("NOENT", program.rename("a", "c"));
        file("e/y", "");
        assertEquals("NOTEMPTY", program.rename("e", "d"));
        file("f", "");
        assertEquals("ISDIR", program.rename("f", "d"));
        assertEquals("NOTDIR", program.rename("d", "f"));
        assertEquals("BUSY", program.rename(".", "g"));
        assertEquals("SUCCESS", program.rename("d", "g/"));
        assertFalse(Files.exists(data.resolve("d")));
    }

    @Test
    void entriesAreReadInPiecesAndTheLastIsReadAgain() throws Exception {
        file("b", "");
        file("a/x", "");
        assertEquals("SUCCESS", program.call("fd_readdir", 3, 0, 60, 0, RESULT));
        assertEquals(60, program.memory.readInt(RESULT)); // the third entry is cut off
        assertEquals(2, program.memory.readLong(25)); // cookie of the second
        assertEquals("SUCCESS", program.call("fd_readdir", 3, 0, 1_000, 2, RESULT));
        assertEquals(50, program.memory.readInt(RESULT));
        assertEquals("a", program.text(24, 1));
        assertEquals(3, program.memory.readByte(20));
        assertEquals("b", program.text(49, 1));
        assertEquals(4, program.memory.readByte(45));
        assertEquals("SUCCESS", program.call("fd_readdir", 3, 0, 1_000, 4, RESULT));
        assertEquals(0, program.memory.readInt(RESULT));
        assertEquals("NOENT", program.call("fd_readdir", 3, 0, 1_000, 5, RESULT));
        assertEquals(List.of(".", "..", "a", "b"), names(3));
    }

    @Test
    void aCookieMeansTheSameWhileEntriesCome() throws Exception {
        file("b", "");
        assertEquals(List.of(".", "..", "b"), names(3));
        file("a", "");
        assertEquals("SUCCESS", program.call("fd_readdir", 3, 0, 1_000, 2, RESULT));
        assertEquals("b", program.text(24, 1));
        assertEquals(List.of(".", "..", "a", "b"), names(3));
    }

    private List<String> names(int fd) {
        List<String> names = new ArrayList<>();
        int used = program.result("fd_readdir", fd, 0, 1_000, 0, RESULT);
        for (int at = 0; at < used; ) {
            int length = program.memory.readInt(at + 16);
            names.add(program.text(at + 24, length));
            at += 24 + length;
        }
        return names;
    }

    @Test
    void aDirectoryThatWasOpenedIsAStartingPoint() throws Exception {
        file("d/x", "content");
        int d = opened("d", DIRECTORY, READ);
        assertEquals(List.of(".", "..", "x"), names(d));
        program.put(TestProgram.PATH, "x");
        assertEquals("SUCCESS", program.call("path_open", d, 1, TestProgram.PATH, 1, 0, READ, 0, 0, RESULT));
        assertEquals("content", program.read(program.memory.readInt(RESULT), 100));
        program.put(TestProgram.PATH, "../d/x");
        assertEquals("PERM", program.call("path_open", d, 1, TestProgram.PATH, 6, 0, READ, 0, 0, RESULT));
        program.vector(BUFFER, 1);
        assertEquals("ISDIR", program.call("fd_read", d, VECTORS, 1, RESULT));
        assertEquals("BADF", program.call("fd_write", d, VECTORS, 1, RESULT));
    }

    @Test
    void aDescriptorTakesTheNumberOfAnother() throws Exception {
        file("a", "A");
        file("b", "B");
        int a = opened("a", 0, READ);
        int b = opened("b", 0, READ);
        assertEquals("SUCCESS", program.call("fd_renumber", b, a));
        assertEquals("B", program.read(a, 10));
        assertEquals("BADF", program.call("fd_close", b));
        assertEquals("SUCCESS", program.call("fd_renumber", 3, a));
        assertEquals("SUCCESS", program.call("fd_prestat_get", a, RESULT));
        assertEquals("BADF", program.call("fd_prestat_get", 3, RESULT));
    }

    @Test
    void descriptorsAreLimitedAndReused() throws Exception {
        file("a", "");
        for (int fd = 4; fd < 1_024; fd++) {
            assertEquals(fd, opened("a", 0, READ));
        }
        assertEquals("MFILE", program.open("a", 1, 0, READ, 0));
        assertEquals("SUCCESS", program.call("fd_close", 77));
        assertEquals(77, opened("a", 0, READ));
    }

    @Test
    void whatWasGrantedForReadingIsNotChanged() throws Exception {
        file("a", "old");
        try (TestProgram reader = new TestProgram(WasiConfig.defaults().readOnlyDirectory(data, "/data"))) {
            assertEquals("SUCCESS", reader.open("a", 1, 0, READ, 0));
            assertEquals("old", reader.read(reader.memory.readInt(RESULT), 10));
            assertEquals("ROFS", reader.open("a", 1, 0, WRITE, 0));
            assertEquals("ROFS", reader.open("a", 1, TRUNCATE, READ, 0));
            assertEquals("ROFS", reader.open("b", 1, CREATE, READ, 0));
            assertEquals("ROFS", reader.path("path_create_directory", "d"));
            assertEquals("ROFS", reader.path("path_unlink_file", "a"));
            assertEquals("ROFS", reader.path("path_remove_directory", "d"));
            assertEquals("ROFS", reader.rename("a", "b"));
            reader.put(TestProgram.PATH, "a");
            assertEquals("ROFS", reader.call("path_filestat_set_times", 3, 1, TestProgram.PATH, 1, 0, 0, 4));
            assertEquals("SUCCESS", reader.open(".", 1, DIRECTORY, READ, 0));
            int directory = reader.memory.readInt(RESULT);
            reader.put(TestProgram.PATH, "a");
            assertEquals("ROFS", reader.call("path_open", directory, 1, TestProgram.PATH, 1, 0, WRITE, 0, 0, RESULT));
        }
        assertEquals("old", content("a"));
    }

    @Test
    void aPathThatIsNotUtf8IsRefused() {
        program.memory.write(TestProgram.PATH, new byte[] {'a', (byte) 0xff});
        assertEquals("ILSEQ", program.call("path_unlink_file", 3, TestProgram.PATH, 2));
        assertEquals("ILSEQ", program.path("path_unlink_file", "a\0b"));
        assertEquals("NOENT", program.path("path_unlink_file", ""));
        assertEquals("FAULT", program.call("path_unlink_file", 3, 8_190, 3));
        assertEquals("NAMETOOLONG", program.call("path_unlink_file", 3, 0, 0xffff_ffffL));
    }

    @Test
    void aSecondInstanceHasDescriptorsOfItsOwn() throws Exception {
        file("a", "content");
        int fd = opened("a", 0, READ);
        try (TestProgram other = new TestProgram(WasiConfig.defaults().directory(data, "/data"))) {
            other.vector(BUFFER, 1);
            assertEquals("BADF", other.call("fd_read", fd, VECTORS, 1, RESULT));
        }
        assertEquals("content", program.read(fd, 10));
    }

    @Test
    void namesOutsideOfAsciiAreKept() throws Exception {
        assumeTrue("UTF-8".equals(System.getProperty("sun.jnu.encoding")), "the JVM cannot name such a file here");
        opened("grün", CREATE, WRITE);
        assertTrue(names(3).contains("grün"));
        assertEquals("", Files.readString(data.resolve("grün"), StandardCharsets.UTF_8));
    }
}
