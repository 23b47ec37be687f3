package org.amphora.wasi.preview1;

import static org.amphora.wasi.preview1.TestProgram.BUFFER;
import static org.amphora.wasi.preview1.TestProgram.OTHER_PATH;
import static org.amphora.wasi.preview1.TestProgram.PATH;
import static org.amphora.wasi.preview1.TestProgram.RESULT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.amphora.wasi.WasiConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What two guests that were granted the same directory, {@code jail}, may try together: while one works in {@code d}, the
 * other makes that a directory and a symbolic link that leads out, in turns.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JailRacesTest {
    private static final long READ = 1 << 1;
    private static final long WRITE = 1 << 6;
    private static final int CREATE = 1;
    private static final int DIRECTORY = 2;
    private static final int TRUNCATE = 8;
    private static final int TURNS = 1_000;

    @TempDir
    Path outside;

    private TestProgram program;
    private TestProgram accomplice;

    /** {@code d}, by a descriptor that was opened when it was a directory. */
    private int d;

    @BeforeEach
    void start() throws IOException {
        Path jail = Files.createDirectory(outside.resolve("jail"));
        Files.createDirectory(jail.resolve("d"));
        Files.writeString(outside.resolve("file"), "outside");
        Files.writeString(jail.resolve("d/file"), "inside");
        Files.createSymbolicLink(outside.resolve("link"), Path.of("secret"));
        Files.createSymbolicLink(jail.resolve("d/link"), Path.of("public"));
        Files.createSymbolicLink(jail.resolve("out"), Path.of(".."));
        program = new TestProgram(WasiConfig.defaults().directory(jail, "/"));
        accomplice = new TestProgram(WasiConfig.defaults().directory(jail, "/"));
        assertEquals("SUCCESS", program.open("d", 0, DIRECTORY, READ, 0));
        d = program.memory.readInt(RESULT);
    }

    @AfterEach
    void stop() {
        program.close();
        accomplice.close();
    }

    private interface Attempt {
        /** Tries something, and returns whether that succeeded. */
        boolean succeeds(int turn);
    }

    /** Makes attempts while {@code d} becomes a link and a directory again, until some have succeeded. */
    private void race(Attempt attempt) throws Exception {
        race(
                () -> {
                    accomplice.rename("d", "away");
                    accomplice.rename("out", "d");
                    accomplice.rename("d", "out");
                    accomplice.rename("away", "d");
                },
                attempt);
    }

    private void race(Runnable change, Attempt attempt) throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        Thread changer = new Thread(() -> {
            while (!done.get()) {
                change.run();
            }
        });
        changer.start();
        try {
            for (int turn = 0, successes = 0; turn < TURNS || successes == 0; turn++) {
                successes += attempt.succeeds(turn) ? 1 : 0;
            }
        } finally {
            done.set(true);
            changer.join();
        }
        Set<String> names = new TreeSet<>();
        try (var files = Files.list(outside)) {
            files.forEach(path -> names.add(path.getFileName().toString()));
        }
        assertEquals(Set.of("file", "jail", "link"), names);
        assertEquals("outside", Files.readString(outside.resolve("file")));
        assertEquals(Path.of("secret"), Files.readSymbolicLink(outside.resolve("link")));
    }

    @Test
    void aFileThatIsOpenedIsInside() throws Exception {
        race(turn -> {
            if (!program.open("d/file", 1, 0, READ, 0).equals("SUCCESS")) {
                return false;
            }
            int file = program.memory.readInt(RESULT);
            assertEquals("inside", program.read(file, 100));
            return program.call("fd_close", file).equals("SUCCESS");
        });
    }

    @Test
    void aFileThatIsMadeEmptyIsInside() throws Exception {
        race(turn -> program.open("d/file", 1, CREATE | TRUNCATE, WRITE, 0).equals("SUCCESS")
                && program.call("fd_close", program.memory.readInt(RESULT)).equals("SUCCESS"));
    }

    @Test
    void theTargetOfALinkOutsideIsNotTold() throws Exception {
        int length = program.put(PATH, "link");
        race(turn -> {
            if (!program.call("path_readlink", d, PATH, length, BUFFER, 100, RESULT)
                    .equals("SUCCESS")) {
                return false;
            }
            assertEquals("public", program.text(BUFFER, program.memory.readInt(RESULT)));
            return true;
        });
    }

    @Test
    void anotherNameIsOneOfAFileInside() throws Exception {
        int from = program.put(PATH, "d/file");
        int to = program.put(OTHER_PATH, "second");
        race(turn -> {
            if (!program.call("path_link", 3, 0, PATH, from, 3, OTHER_PATH, to).equals("SUCCESS")) {
                return false;
            }
            int second = program.result("path_open", 3, 0, OTHER_PATH, to, 0, READ, 0, 0, RESULT);
            assertEquals("inside", program.read(second, 100));
            assertEquals("SUCCESS", program.call("fd_close", second));
            return program.call("path_unlink_file", 3, OTHER_PATH, to).equals("SUCCESS");
        });
    }

    @Test
    void whatIsMadeAndRemovedIsInside() throws Exception {
        race(turn -> {
            int length = program.put(PATH, "made" + turn);
            boolean made =
                    program.call("path_create_directory", d, PATH, length).equals("SUCCESS");
            assertEquals(
                    made ? "SUCCESS" : "NOENT", program.call("path_remove_directory", d, PATH, length), "turn " + turn);
            program.path("path_create_directory", "d/made" + turn);
            program.path("path_remove_directory", "d/made" + turn);
            program.path("path_remove_directory", "d/jail");
            return made;
        });
    }

    @Test
    void theParentOfADirectoryThatIsMovedUpMeanwhileIsTheOneOnTheWay() throws Exception {
        assertEquals("SUCCESS", program.path("path_create_directory", "d/deep"));
        race(
                () -> {
                    accomplice.rename("d/deep", "shallow");
                    accomplice.rename("shallow", "d/deep");
                },
                turn -> {
                    // as the parent of shallow, the second .. would be outside
                    String errno = program.open("d/deep/../../file", 1, 0, READ, 0);
                    assertEquals("NOENT", errno);
                    if (!program.open("d/deep/../file", 1, 0, READ, 0).equals("SUCCESS")) {
                        return false;
                    }
                    int file = program.memory.readInt(RESULT);
                    assertEquals("inside", program.read(file, 100));
                    return program.call("fd_close", file).equals("SUCCESS");
                });
    }

    @Test
    void timesAreSetInside() throws Exception {
        var before = Files.getLastModifiedTime(outside.resolve("file"));
        int length = program.put(PATH, "d/file");
        race(turn -> program.call("path_filestat_set_times", 3, 0, PATH, length, 1, 1, 1 | 4)
                .equals("SUCCESS"));
        assertEquals(before, Files.getLastModifiedTime(outside.resolve("file")));
        assertTrue(Files.isDirectory(outside.resolve("jail")));
    }

    @Test
    void aMountIsFoundAndLeftByItsNameWhateverBecomesOfTheDirectoryBelowIt() throws Exception {
        Path mounted = Files.createDirectories(outside.resolve("jail/mounted"));
        Files.writeString(mounted.resolve("file"), "mounted");
        Files.createSymbolicLink(mounted.resolve("link"), Path.of("../file"));
        WasiConfig config =
                WasiConfig.defaults().directory(outside.resolve("jail"), "/").readOnlyDirectory(mounted, "/d/mounted");
        try (TestProgram owner = new TestProgram(config)) {
            race(turn -> {
                for (String path : new String[] {"d/mounted/file", "d/mounted/../file", "d/mounted/../mounted/link"}) {
                    assertEquals("SUCCESS", owner.open(path, 1, 0, READ, 0), path);
                    int file = owner.memory.readInt(RESULT);
                    assertEquals(path.endsWith("mounted/file") ? "mounted" : "inside", owner.read(file, 100));
                    assertEquals("SUCCESS", owner.call("fd_close", file));
                }
                for (String path : new String[] {"d/../../file", "d/mounted/../../../file"}) {
                    assertEquals("PERM", owner.open(path, 1, 0, READ, 0), path);
                }
                assertEquals("ROFS", owner.open("d/mounted/new", 1, CREATE, WRITE, 0));
                assertEquals("BUSY", owner.rename("d", "e"));
                return true;
            });
        }
    }
}
