package org.amphora.wasi.preview1;

import static org.amphora.wasi.preview1.TestProgram.RESULT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.amphora.wasi.WasiConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a guest may try to get out of a granted directory, which is {@code jail}, to {@code secret.txt} beside it. */
class JailTest {
    private static final long READ = 1 << 1;
    private static final long WRITE = 1 << 6;
    private static final int CREATE = 1;

    @TempDir
    Path outside;

    private Path jail;
    private TestProgram program;

    @BeforeEach
    void start() throws IOException {
        jail = Files.createDirectory(outside.resolve("jail"));
        Files.createDirectory(jail.resolve("d"));
        Files.writeString(outside.resolve("secret.txt"), "secret");
        Files.writeString(jail.resolve("inner.txt"), "inner");
        program = new TestProgram(WasiConfig.defaults().directory(jail, "/"));
    }

    @AfterEach
    void stop() {
        program.close();
    }

    private String open(String path) {
        return program.open(path, 1, 0, READ, 0);
    }

    private void link(String name, String target) throws IOException {
        Files.createSymbolicLink(jail.resolve(name), Path.of(target));
    }

    @Test
    void parentsEndAtTheRoot() {
        assertEquals("PERM", open("../secret.txt"));
        assertEquals("PERM", open("d/../../secret.txt"));
        assertEquals("PERM", open("./.././secret.txt"));
        assertEquals("PERM", open(".."));
        assertEquals("SUCCESS", open("d/../inner.txt"));
        assertEquals("SUCCESS", open("d/.."));
        assertEquals("NOENT", open("absent/../inner.txt"));
    }

    @Test
    void absolutePathsAreRefused() {
        assertEquals("PERM", open("/"));
        assertEquals("PERM", open(outside.resolve("secret.txt").toString()));
        assertEquals("PERM", open("//inner.txt"));
    }

    @Test
    void linksThatStayInsideAreFollowed() throws Exception {
        link("file", "inner.txt");
        link("d/up", "../inner.txt");
        link("dir", "d");
        link("chain", "file");
        link("self", ".");
        for (String path : new String[] {"file", "d/up", "dir/up", "chain", "self/self/file", "dir/../inner.txt"}) {
            assertEquals("SUCCESS", open(path), path);
            assertEquals("inner", program.read(program.memory.readInt(RESULT), 10), path);
        }
    }

    @Test
    void linksThatLeadOutAreRefused() throws Exception {
        link("relative", "../secret.txt");
        link("parent", "..");
        link("absolute", outside.resolve("secret.txt").toString());
        link("d/twice", "../../secret.txt");
        link("chain", "relative");
        for (String path : new String[] {"relative", "parent/secret.txt", "absolute", "d/twice", "chain", "parent"}) {
            assertEquals("PERM", open(path), path);
            assertEquals("PERM", program.open(path, 1, CREATE, WRITE, 0), path);
        }
        assertEquals("PERM", program.path("path_unlink_file", "parent/secret.txt"));
        assertEquals("PERM", program.path("path_create_directory", "parent/new"));
        assertEquals("PERM", program.path("path_remove_directory", "parent/jail"));
        assertEquals("PERM", program.rename("parent/secret.txt", "mine"));
        assertEquals("PERM", program.rename("inner.txt", "parent/theirs"));
        assertEquals("secret", Files.readString(outside.resolve("secret.txt")));
    }

    @Test
    void aLinkThatLeadsNowhereMakesNothingOutside() throws Exception {
        link("dangling", "../new.txt");
        assertEquals("PERM", program.open("dangling", 1, CREATE, WRITE, 0));
        assertEquals("LOOP", program.open("dangling", 0, CREATE, WRITE, 0));
        assertFalse(Files.exists(outside.resolve("new.txt")));
        link("inside", "new.txt");
        assertEquals("SUCCESS", program.open("inside", 1, CREATE, WRITE, 0));
        assertTrue(Files.exists(jail.resolve("new.txt")));
    }

    @Test
    void linksInACircleEnd() throws Exception {
        link("loop", "loop");
        link("a", "b");
        link("b", "a");
        assertEquals("LOOP", open("loop"));
        assertEquals("LOOP", open("a"));
        assertEquals("LOOP", open("a/b/c"));
    }

    @Test
    void aLinkItselfIsWhatIsRenamedAndRemoved() throws Exception {
        link("link", "../secret.txt");
        assertEquals("LOOP", program.open("link", 0, 0, READ, 0));
        assertEquals("SUCCESS", program.rename("link", "d/link"));
        assertEquals("SUCCESS", program.path("path_unlink_file", "d/link"));
        assertEquals("secret", Files.readString(outside.resolve("secret.txt")));
    }

    @Test
    void pathsThatAreTooDeepAreRefused() {
        assertEquals("NAMETOOLONG", open("x".repeat(5_000)));
        assertEquals("SUCCESS", open("d/../".repeat(200) + "inner.txt"));
    }

    @Test
    void whatIsMovedOutDuringACallIsNotFollowed() throws Exception {
        // the directory is opened, then moved beside the jail by the host: ".." still ends where the guest came from
        assertEquals("SUCCESS", program.open("d", 1, 2, READ, 0));
        int d = program.memory.readInt(RESULT);
        Files.move(jail.resolve("d"), outside.resolve("d"));
        int length = program.put(TestProgram.PATH, "../secret.txt");
        assertEquals("PERM", program.call("path_open", d, 1, TestProgram.PATH, length, 0, READ, 0, 0, RESULT));
    }

    @Test
    void aDirectoryThatWasRenamedIsStillTheOneItsDescriptorStandsFor() throws Exception {
        Files.writeString(jail.resolve("d/file"), "old");
        Files.createSymbolicLink(jail.resolve("d/link"), Path.of("file"));
        int d = directory("d");
        assertEquals("SUCCESS", program.rename("d", "e"));
        assertEquals("SUCCESS", program.path("path_create_directory", "d"));
        Files.writeString(jail.resolve("d/file"), "new");
        Files.createSymbolicLink(jail.resolve("d/link"), Path.of("other"));
        Files.writeString(jail.resolve("e/other"), "where the link of the new directory leads, from the old one");

        assertEquals("SUCCESS", open(d, "file"));
        assertEquals("old", program.read(program.memory.readInt(RESULT), 100));
        assertEquals("PERM", open(d, "../inner.txt"));
        // Java reads a link by its path, and that leads to the other by now
        assertEquals("NOENT", open(d, "link"));
        int length = program.put(TestProgram.PATH, "link");
        assertEquals(
                "NOENT", program.call("path_readlink", d, TestProgram.PATH, length, TestProgram.BUFFER, 100, RESULT));
    }

    private int directory(String path) {
        assertEquals("SUCCESS", program.open(path, 1, 2, READ, 0));
        return program.memory.readInt(RESULT);
    }

    private String open(int directory, String path) {
        int length = program.put(TestProgram.PATH, path);
        return program.call("path_open", directory, 1, TestProgram.PATH, length, 0, READ, 0, 0, RESULT);
    }

    @Test
    void whoMayRenameADirectoryThatIsGrantedToTheGuestTooDoesNotGetOutThroughIt() throws Exception {
        int inner = 4;
        try (TestProgram both =
                new TestProgram(WasiConfig.defaults().directory(jail, "/jail").directory(jail.resolve("d"), "/d"))) {
            Files.writeString(jail.resolve("d/secret.txt"), "a decoy of the same name");
            assertEquals("SUCCESS", both.rename("d", "e"));
            int target = both.put(TestProgram.PATH, "..");
            int name = both.put(TestProgram.OTHER_PATH, "d");
            assertEquals(
                    "SUCCESS", both.call("path_symlink", TestProgram.PATH, target, 3, TestProgram.OTHER_PATH, name));

            // what was granted as /d is e, and its path leads out of the jail
            int path = both.put(TestProgram.PATH, "secret.txt");
            int made = both.put(TestProgram.OTHER_PATH, "made");
            assertEquals("NOENT", both.call("path_create_directory", inner, TestProgram.OTHER_PATH, made));
            assertEquals(
                    "NOENT", both.call("path_symlink", TestProgram.PATH, path, inner, TestProgram.OTHER_PATH, made));
            assertEquals(
                    "NOENT",
                    both.call("path_link", inner, 0, TestProgram.PATH, path, inner, TestProgram.OTHER_PATH, made));
            assertEquals(
                    "SUCCESS", both.call("path_filestat_set_times", inner, 0, TestProgram.PATH, path, 0, 1_000, 1 | 4));
        }
        assertEquals(List.of("jail", "secret.txt"), names(outside));
        assertTrue(Files.getLastModifiedTime(outside.resolve("secret.txt")).toMillis() > 1);
        assertEquals(List.of("d", "e", "inner.txt"), names(jail));
        assertEquals(List.of("secret.txt"), names(jail.resolve("e")));
    }

    private static List<String> names(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void anotherNameOfAFileIsAsGoodAsTheFirstAndNoWayOut() throws Exception {
        Files.createLink(outside.resolve("shared.txt"), jail.resolve("inner.txt"));
        int from = program.put(TestProgram.PATH, "inner.txt");
        int to = program.put(TestProgram.OTHER_PATH, "d/second.txt");
        assertEquals("SUCCESS", program.call("path_link", 3, 0, TestProgram.PATH, from, 3, TestProgram.OTHER_PATH, to));
        assertEquals("SUCCESS", program.path("path_unlink_file", "inner.txt"));
        assertEquals("SUCCESS", open("d/second.txt"));
        assertEquals("inner", program.read(program.memory.readInt(RESULT), 10));
        assertEquals("inner", Files.readString(outside.resolve("shared.txt")));
        for (String path : new String[] {"../secret.txt", "d/../../secret.txt", "d/second.txt/../../../secret.txt"}) {
            from = program.put(TestProgram.PATH, path);
            to = program.put(TestProgram.OTHER_PATH, "mine");
            String errno = program.call("path_link", 3, 0, TestProgram.PATH, from, 3, TestProgram.OTHER_PATH, to);
            assertEquals(path.contains("second") ? "NOTDIR" : "PERM", errno, path);
        }
        assertEquals(List.of("d"), names(jail));
    }

    @Test
    void namesAreWhatTheHostTakesThemForWhateverTheirCaseIs() throws Exception {
        boolean caseMatters = !Files.exists(jail.resolve("D"));
        Files.createSymbolicLink(jail.resolve("out"), Path.of("../secret.txt"));
        assertEquals(caseMatters ? "NOENT" : "SUCCESS", open("INNER.TXT"));
        assertEquals(caseMatters ? "NOENT" : "SUCCESS", open("D/../inner.txt"));
        assertEquals(caseMatters ? "NOENT" : "PERM", open("D/../../secret.txt"));
        assertEquals(caseMatters ? "NOENT" : "PERM", open("OUT"));
        assertEquals("PERM", open("out"));
    }

    @Test
    void aDirectoryThatBecomesALinkAgainAndAgainNeverLeadsOut() throws Exception {
        Files.writeString(jail.resolve("d").resolve("file"), "inside");
        Files.writeString(outside.resolve("file"), "outside");
        link("link", "..");
        AtomicBoolean done = new AtomicBoolean();
        Thread swapper = new Thread(() -> {
            try {
                while (!done.get()) {
                    // d is a directory, then a link out of the jail, then a directory
                    Files.move(jail.resolve("d"), jail.resolve("away"), StandardCopyOption.ATOMIC_MOVE);
                    Files.move(jail.resolve("link"), jail.resolve("d"), StandardCopyOption.ATOMIC_MOVE);
                    Files.move(jail.resolve("d"), jail.resolve("link"), StandardCopyOption.ATOMIC_MOVE);
                    Files.move(jail.resolve("away"), jail.resolve("d"), StandardCopyOption.ATOMIC_MOVE);
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        swapper.start();
        try {
            long end = System.nanoTime() + 500_000_000;
            for (int i = 0; System.nanoTime() < end; i++) {
                if (program.open("d/file", 1, 0, READ, 0).equals("SUCCESS")) {
                    int fd = program.memory.readInt(RESULT);
                    assertEquals("inside", program.read(fd, 100));
                    program.call("fd_close", fd);
                }
                program.path("path_create_directory", "d/made" + i);
                program.path("path_remove_directory", "d/made" + i);
            }
        } finally {
            done.set(true);
            swapper.join();
        }
        try (var names = Files.list(outside)) {
            assertEquals(
                    3,
                    names.filter(path -> !path.getFileName().toString().startsWith("."))
                            .count()); // jail, file, secret.txt
        }
    }
}
