package org.amphora.wasi.preview1;

import static org.amphora.wasi.preview1.TestProgram.RESULT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
