package org.amphora.wasi.preview1;

import static org.amphora.wasi.preview1.TestProgram.BUFFER;
import static org.amphora.wasi.preview1.TestProgram.RESULT;
import static org.amphora.wasi.preview1.TestProgram.VECTORS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.amphora.wasi.WasiConfig;
import org.junit.jupiter.api.Test;

class StreamsTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final WasiConfig config = WasiConfig.defaults()
            .stdin(new ByteArrayInputStream("wazzup".getBytes(StandardCharsets.UTF_8)))
            .stdout(out)
            .stderr(err);

    @Test
    void outputAndErrorGoWhereTheyWereGrantedTo() {
        try (TestProgram program = new TestProgram(config)) {
            assertEquals("SUCCESS", program.write(1, "to output"));
            assertEquals(9, program.memory.readInt(RESULT));
            assertEquals("SUCCESS", program.write(2, "to error"));
            assertEquals("to output", out.toString(StandardCharsets.UTF_8));
            assertEquals("to error", err.toString(StandardCharsets.UTF_8));
        }
    }

    @Test
    void buffersAreReadOneAfterTheOther() {
        try (TestProgram program = new TestProgram(config)) {
            vectors(program, 18, 4, 23, 2);
            assertEquals("SUCCESS", program.call("fd_read", 0, 1, 2, 26));
            assertArrayEquals(
                    new byte[] {
                        '?', //
                        18, 0, 0, 0, 4, 0, 0, 0, 23, 0, 0, 0, 2, 0, 0, 0, // vectors
                        '?', 'w', 'a', 'z', 'z', // first buffer
                        '?', 'u', 'p', // second buffer
                        '?', 6, 0, 0, 0, // bytes read
                        '?'
                    },
                    program.memory.read(0, 31));
        }
    }

    @Test
    void buffersAreWrittenOneAfterTheOther() {
        try (TestProgram program = new TestProgram(config)) {
            vectors(program, 18, 4, 23, 2);
            program.put(18, "wazz");
            program.put(23, "up");
            assertEquals("SUCCESS", program.call("fd_write", 1, 1, 2, 26));
            assertEquals(6, program.memory.readInt(26));
            assertEquals("wazzup", out.toString(StandardCharsets.UTF_8));
        }
    }

    private static void vectors(TestProgram program, int... numbers) {
        for (int i = 0; i < numbers.length; i++) {
            program.memory.writeInt(1 + 4L * i, numbers[i]);
        }
    }

    @Test
    void inputEndsWithZero() {
        try (TestProgram program = new TestProgram(config)) {
            assertEquals("wazz", program.read(0, 4));
            assertEquals("up", program.read(0, 4));
            assertEquals("", program.read(0, 4));
        }
    }

    @Test
    void inputIsAtItsEndByDefaultAndOutputIsDiscarded() {
        try (TestProgram program = new TestProgram(WasiConfig.defaults())) {
            assertEquals("", program.read(0, 4));
            assertEquals("SUCCESS", program.write(1, "nobody hears this"));
            assertEquals(17, program.memory.readInt(RESULT));
        }
    }

    @Test
    void aCallThatFailsHasDoneNothing() {
        try (TestProgram program = new TestProgram(config)) {
            vectors(program, 18, 4, 8_190, 4); // the second buffer is beyond the memory
            assertEquals("FAULT", program.call("fd_write", 1, 1, 2, 26));
            assertEquals("FAULT", program.call("fd_read", 0, 1, 2, 26));
            vectors(program, 18, 4, 23, 2);
            assertEquals("FAULT", program.call("fd_write", 1, 1, 2, 8_190)); // nor is there room for the result
            assertEquals("FAULT", program.call("fd_write", 1, 0xffff_ffffL, 2, 26));
            assertEquals("INVAL", program.call("fd_write", 1, 1, 0x2000_0000L, 26)); // times 8 is 0 in 32 bits
            vectors(program, 18, -1, 23, 2);
            assertEquals("FAULT", program.call("fd_write", 1, 1, 2, 26));
            assertEquals("", out.toString(StandardCharsets.UTF_8));
            assertEquals("wazzup", program.read(0, 10));
        }
    }

    @Test
    void aBufferWithoutBytesMayBeAnywhere() {
        try (TestProgram program = new TestProgram(config)) {
            vectors(program, -4, 0, 18, 1);
            program.put(18, "x");
            assertEquals("SUCCESS", program.call("fd_write", 1, 1, 2, 26));
            assertEquals("x", out.toString(StandardCharsets.UTF_8));
        }
    }

    @Test
    void standardStreamsDoWhatTheyCan() {
        try (TestProgram program = new TestProgram(config)) {
            assertEquals("BADF", program.write(0, "x"));
            program.vector(BUFFER, 1);
            assertEquals("BADF", program.call("fd_read", 1, VECTORS, 1, RESULT));
            assertEquals("BADF", program.call("fd_read", 1, VECTORS, 0, RESULT));
            assertEquals("SPIPE", program.call("fd_pread", 0, VECTORS, 1, 0, RESULT));
            assertEquals("SPIPE", program.call("fd_pwrite", 1, VECTORS, 1, 0, RESULT));
            assertEquals("SPIPE", program.call("fd_seek", 1, 0, 0, RESULT));
            assertEquals("SPIPE", program.call("fd_tell", 0, RESULT));
            assertEquals("BADF", program.call("fd_prestat_get", 0, RESULT));
            assertEquals("NOTDIR", program.call("path_unlink_file", 0, 0, 1));
            assertEquals("NOTDIR", program.call("fd_readdir", 1, 0, 100, 0, RESULT));
            assertEquals("INVAL", program.call("fd_filestat_set_size", 1, 0));
        }
    }

    @Test
    void standardOutputLooksLikeATerminal() {
        try (TestProgram program = new TestProgram(config)) {
            assertEquals("SUCCESS", program.call("fd_fdstat_get", 1, 0));
            assertArrayEquals(
                    new byte[] {
                        2, 0, 0, 0, 0, 0, 0, 0, // character device, no flags
                        0x40, 0, 0x20, 8, 0, 0, 0, 0, // rights: write, status, poll; neither seek nor tell
                        0, 0, 0, 0, 0, 0, 0, 0, // nothing is opened through it
                        '?'
                    },
                    program.memory.read(0, 25));
            assertEquals("SUCCESS", program.call("fd_filestat_get", 1, 0));
            assertEquals(2, program.memory.readByte(16));
            assertEquals("?", program.text(64, 1));
        }
    }

    @Test
    void aClosedDescriptorIsNoneAndItsNumberIsTheNext() {
        try (TestProgram program = new TestProgram(config)) {
            assertEquals("SUCCESS", program.call("fd_close", 1));
            assertEquals("BADF", program.call("fd_close", 1));
            assertEquals("BADF", program.write(1, "x"));
            assertEquals("BADF", program.call("fd_renumber", 2, 1));
            assertEquals("BADF", program.call("fd_close", 0xffff_ffffL));
            assertEquals("BADF", program.call("fd_close", 1_000_000));
        }
    }
}
