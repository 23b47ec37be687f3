package org.amphora.wasi.preview1;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.amphora.wasi.WasiConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples in the documentation of the functions, where no other test has their bytes. Memory is full of {@code ?}. */
class ExamplesTest {
    private static final long READ = 1 << 1;

    @TempDir
    Path folder;

    private TestProgram program;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(folder.resolve("a"), "12345");
        program = new TestProgram(WasiConfig.defaults().directory(folder, "/data"));
    }

    @AfterEach
    void stop() {
        program.close();
    }

    private String bytes(int from, int to) {
        return HexFormat.ofDelimiter(" ").formatHex(program.memory.read(from, to - from));
    }

    private int opened(String path) {
        assertEquals("SUCCESS", program.open(path, 0, 0, READ, 0));
        return program.memory.readInt(TestProgram.RESULT);
    }

    @Test
    void theResolutionOfAClock() {
        assertEquals("SUCCESS", program.call("clock_res_get", 0, 1));
        assertEquals("3f e8 03 00 00 00 00 00 00 3f", bytes(0, 10));
    }

    @Test
    void theNameOfAGrantedDirectory() {
        assertEquals("SUCCESS", program.call("fd_prestat_get", 3, 0));
        assertEquals("00 00 00 00 05 00 00 00 3f", bytes(0, 9));
        program.memory.fill(0, 9, (byte) '?');
        assertEquals("SUCCESS", program.call("fd_prestat_dir_name", 3, 1, 5));
        assertEquals("?/data?", program.text(0, 7));
    }

    @Test
    void thePositionInAFile() throws IOException {
        Files.writeString(folder.resolve("a"), "123456");
        int file = opened("a");
        assertEquals("SUCCESS", program.call("fd_seek", file, -1, 2, 1));
        assertEquals("3f 05 00 00 00 00 00 00 00 3f", bytes(0, 10));
        program.memory.fill(0, 10, (byte) '?');
        assertEquals("SUCCESS", program.call("fd_tell", file, 1));
        assertEquals("3f 05 00 00 00 00 00 00 00 3f", bytes(0, 10));
    }

    @Test
    void theStatusOfAFile() {
        assertEquals("SUCCESS", program.call("fd_filestat_get", opened("a"), 0));
        assertEquals("04 00 00 00 00 00 00 00 01 00 00 00 00 00 00 00 05 00 00 00 00 00 00 00", bytes(16, 40));
        assertEquals("3f", bytes(64, 65));
    }

    @Test
    void theLastEntryOfADirectory() {
        assertEquals("SUCCESS", program.call("fd_readdir", 3, 0, 28, 2, 28));
        assertEquals("03 00 00 00 00 00 00 00", bytes(0, 8));
        assertEquals("01 00 00 00 04 00 00 00 61 3f 3f 3f 19 00 00 00 3f", bytes(16, 33));
    }

    @Test
    void theEndOfASleep() {
        program.memory.fill(0, 48, (byte) 0);
        program.memory.writeLong(0, 7);
        program.memory.writeInt(16, 1);
        program.memory.writeLong(24, 1_000_000);
        assertEquals("40 42 0f 00 00 00 00 00", bytes(24, 32));
        assertEquals("SUCCESS", program.call("poll_oneoff", 0, 48, 1, 80));
        assertEquals("07" + " 00".repeat(31) + " 01 00 00 00 3f", bytes(48, 85));
    }

    @Test
    void theTwoPathsOfARename() {
        assertEquals("SUCCESS", program.path("path_create_directory", "d"));
        assertEquals("SUCCESS", program.rename("a", "old"));
        program.put(1, "old");
        program.put(5, "d/new");
        assertEquals("SUCCESS", program.call("path_rename", 3, 1, 3, 3, 5, 5));
        assertEquals("?old?d/new?", program.text(0, 11));
        assertEquals("12345", program.read(opened("d/new"), 10));
    }
}
