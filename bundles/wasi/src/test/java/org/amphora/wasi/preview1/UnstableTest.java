package org.amphora.wasi.preview1;

import static org.amphora.wasi.preview1.TestProgram.PATH;
import static org.amphora.wasi.preview1.TestProgram.RESULT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.amphora.wasi.WasiConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was other in {@code wasi_unstable}. */
class UnstableTest {
    private static final int IN = 4_096;
    private static final int OUT = 5_120;

    @TempDir
    Path data;

    @Test
    void seekingCountsItsPlacesFromThePosition() throws Exception {
        Files.writeString(data.resolve("file"), "0123456789");
        try (TestProgram program = new TestProgram(WasiConfig.defaults().directory(data, "/"))) {
            assertEquals("SUCCESS", program.open("file", 1, 0, 1 << 1, 0));
            int fd = program.memory.readInt(RESULT);
            assertEquals("SUCCESS", program.callUnstable("fd_seek", fd, 3, 2, RESULT)); // from the start
            assertEquals(3, program.memory.readLong(RESULT));
            assertEquals("SUCCESS", program.callUnstable("fd_seek", fd, 2, 0, RESULT)); // from the position
            assertEquals(5, program.memory.readLong(RESULT));
            assertEquals("SUCCESS", program.callUnstable("fd_seek", fd, -1, 1, RESULT)); // from the end
            assertEquals(9, program.memory.readLong(RESULT));
            assertEquals("INVAL", program.callUnstable("fd_seek", fd, 0, 3, RESULT));
        }
    }

    @Test
    void aStatusHasFourBytesForTheNumberOfLinks() throws Exception {
        Files.writeString(data.resolve("file"), "0123456789");
        try (TestProgram program = new TestProgram(WasiConfig.defaults().directory(data, "/"))) {
            assertEquals("SUCCESS", program.open("file", 1, 0, 1 << 1, 0));
            int fd = program.memory.readInt(RESULT);
            assertEquals("SUCCESS", program.call("fd_filestat_get", fd, IN));
            program.memory.fill(OUT, 64, (byte) '?');
            assertEquals("SUCCESS", program.callUnstable("fd_filestat_get", fd, OUT));
            assertUnstable(program);
            program.memory.fill(OUT, 64, (byte) '?');
            int length = program.put(PATH, "file");
            assertEquals("SUCCESS", program.callUnstable("path_filestat_get", 3, 0, PATH, length, OUT));
            assertUnstable(program);
            assertEquals("FAULT", program.callUnstable("fd_filestat_get", fd, 8_192 - 55));
        }
    }

    /** The status at {@link #OUT} is the one at {@link #IN}. */
    private static void assertUnstable(TestProgram program) {
        assertEquals(program.memory.readLong(IN), program.memory.readLong(OUT)); // device
        assertEquals(program.memory.readLong(IN + 8), program.memory.readLong(OUT + 8)); // inode
        assertEquals(4, program.memory.readInt(OUT + 16)); // a regular file
        assertEquals(1, program.memory.readInt(OUT + 20));
        assertEquals(10, program.memory.readLong(OUT + 24));
        for (int time = 0; time < 24; time += 8) {
            assertEquals(program.memory.readLong(IN + 40 + time), program.memory.readLong(OUT + 32 + time));
        }
        assertEquals("????????", program.text(OUT + 56, 8));
    }

    @Test
    void aSubscriptionToAClockIsLongerByANumberOfItsOwn() {
        try (TestProgram program = new TestProgram(WasiConfig.defaults())) {
            program.memory.fill(IN, 112, (byte) 0);
            program.memory.writeLong(IN, 77);
            program.memory.writeLong(IN + 16, 0x1234); // its own number
            program.memory.writeInt(IN + 24, 1); // monotonic
            program.memory.writeLong(IN + 32, 5_000_000_000L);
            program.memory.writeLong(IN + 56, 78);
            program.memory.writeByte(IN + 56 + 8, (byte) 2); // to be written
            program.memory.writeInt(IN + 56 + 16, 9); // not open
            assertEquals("SUCCESS", program.callUnstable("poll_oneoff", IN, OUT, 2, RESULT));
            assertEquals(1, program.memory.readInt(RESULT));
            assertEquals(78, program.memory.readLong(OUT));
            assertEquals(8 | 2 << 16, program.memory.readInt(OUT + 8)); // EBADF, of a subscription to write

            assertEquals("SUCCESS", program.callUnstable("poll_oneoff", IN, OUT, 1, RESULT));
            assertEquals(1, program.memory.readInt(RESULT));
            assertEquals(77, program.memory.readLong(OUT));
            assertEquals(0, program.memory.readLong(OUT + 8));
            assertEquals("SUCCESS", program.call("clock_time_get", 1, 0, RESULT));
            assertEquals(5_000_000_000L, program.memory.readLong(RESULT));
        }
    }
}
