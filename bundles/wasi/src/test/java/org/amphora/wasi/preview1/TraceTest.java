package org.amphora.wasi.preview1;

import static org.amphora.wasi.preview1.TestProgram.BUFFER;
import static org.amphora.wasi.preview1.TestProgram.PATH;
import static org.amphora.wasi.preview1.TestProgram.RESULT;
import static org.amphora.wasi.preview1.TestProgram.VECTORS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.amphora.api.ExitException;
import org.amphora.wasi.WasiConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceTest {
    private final List<String> lines = new ArrayList<>();

    @TempDir
    Path folder;

    private TestProgram program() {
        return new TestProgram(WasiConfig.defaults().directory(folder, "/data").trace(lines::add));
    }

    @Test
    void aCallIsALineWithItsParametersAndResultsByName() {
        try (TestProgram program = program()) {
            program.write(1, "wazzup");
            program.call("clock_time_get", 1, 1_000, RESULT);
            program.call("fd_seek", 1, -1, 2, RESULT);
            program.call("fd_close", 0xffff_ffffL);
            program.call("sched_yield");
            program.call("sock_shutdown", 0, 3);
            program.call("fd_fdstat_get", 3, RESULT);
            program.call("fd_prestat_get", 3, RESULT);
        }
        assertEquals(
                List.of(
                        "fd_write(fd=1, iovs=[6]) → nwritten=6, ESUCCESS",
                        "clock_time_get(id=MONOTONIC, precision=1000) → timestamp=0, ESUCCESS",
                        "fd_seek(fd=1, offset=-1, whence=END) → ESPIPE",
                        "fd_close(fd=-1) → EBADF",
                        "sched_yield() → ESUCCESS",
                        "sock_shutdown(fd=0, how=RD|WR) → ENOTSOCK",
                        "fd_fdstat_get(fd=3) → stat=DIRECTORY 0, ESUCCESS",
                        "fd_prestat_get(fd=3) → prestat=5, ESUCCESS"),
                lines);
    }

    @Test
    void pathsAndFlagsAreShownAsText() {
        try (TestProgram program = program()) {
            program.open("in.txt", 1, 1 | 8, 1 << 6, 1);
            program.write(4, "wazzup");
            program.call("path_filestat_get", 3, 0, PATH, program.put(PATH, "in.txt"), RESULT);
            program.callUnstable("path_filestat_get", 3, 0, PATH, program.put(PATH, "in.txt"), RESULT);
            program.call("fd_fdstat_set_flags", 4, 0x41);
            program.callUnstable("fd_seek", 4, 0, 2, RESULT);
            program.rename("a\n\"b\"\\\u202e", "c");
        }
        assertEquals(
                List.of(
                        "path_open(fd=3, dirflags=SYMLINK_FOLLOW, path=\"in.txt\", oflags=CREAT|TRUNC, fs_rights_base=0x40,"
                                + " fs_rights_inheriting=0x0, fdflags=APPEND) → opened_fd=4, ESUCCESS",
                        "fd_write(fd=4, iovs=[6]) → nwritten=6, ESUCCESS",
                        "path_filestat_get(fd=3, flags=0, path=\"in.txt\") → filestat=REGULAR_FILE of 6 bytes, ESUCCESS",
                        "path_filestat_get(fd=3, flags=0, path=\"in.txt\") → filestat=REGULAR_FILE of 6 bytes, ESUCCESS",
                        "fd_fdstat_set_flags(fd=4, flags=APPEND|0x40) → EINVAL",
                        "fd_seek(fd=4, offset=0, whence=2) → newoffset=0, ESUCCESS",
                        "path_rename(fd=3, old_path=\"a\\u{a}\\\"b\\\"\\\\\\u{202e}\", new_fd=3, new_path=\"c\") → ENOENT"),
                lines);
    }

    @Test
    void whatCannotBeReadIsAQuestionMark() {
        try (TestProgram program = program()) {
            program.call("path_unlink_file", 3, 8_190, 4);
            program.call("fd_write", 1, 8_190, 1, RESULT);
            program.vector(BUFFER, -1);
            program.call("fd_write", 1, VECTORS, 0xffff_ffffL, RESULT);
        }
        assertEquals("path_unlink_file(fd=3, path=?) → EFAULT", lines.get(0));
        assertEquals("fd_write(fd=1, iovs=?) → EFAULT", lines.get(1));
        assertEquals(3, lines.size());
        assertEquals("fd_write(fd=1, iovs=[4294967295, ", lines.get(2).substring(0, 33));
        assertEquals(", ...]) → EINVAL", lines.get(2).substring(lines.get(2).length() - 16));
    }

    @Test
    void aLongPathIsCutOff() {
        try (TestProgram program = program()) {
            program.call("path_unlink_file", 3, PATH, program.put(PATH, "x".repeat(300)));
        }
        assertEquals("path_unlink_file(fd=3, path=\"" + "x".repeat(256) + "\"...) → ENAMETOOLONG", lines.get(0));
    }

    @Test
    void aCallThatEndsTheGuestIsALineToo() {
        try (TestProgram program = program()) {
            assertThrows(ExitException.class, () -> program.call("proc_exit", 4));
        }
        assertEquals(List.of("proc_exit(rval=4) → does not return"), lines);
    }
}
