package org.amphora.wasi.preview1;

import static org.amphora.wasi.preview1.TestProgram.BUFFER;
import static org.amphora.wasi.preview1.TestProgram.OTHER_PATH;
import static org.amphora.wasi.preview1.TestProgram.PATH;
import static org.amphora.wasi.preview1.TestProgram.RESULT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.amphora.wasi.WasiConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Symbolic links and second names of files, in a granted directory, which is {@code jail}. */
class LinksTest {
    private static final long READ = 1 << 1;
    private static final int DIRECTORY = 2;

    @TempDir
    Path outside;

    private Path jail;
    private TestProgram program;

    @BeforeEach
    void start() throws IOException {
        jail = Files.createDirectory(outside.resolve("jail"));
        Files.createDirectory(jail.resolve("d"));
        Files.writeString(jail.resolve("file"), "content");
        Files.writeString(jail.resolve("d").resolve("deep"), "deep content");
        program = new TestProgram(WasiConfig.defaults().directory(jail, "/"));
    }

    @AfterEach
    void stop() {
        program.close();
    }

    private String symlink(String target, String name) {
        return program.call(
                "path_symlink", OTHER_PATH, program.put(OTHER_PATH, target), 3, PATH, program.put(PATH, name));
    }

    private String link(String name, String newName) {
        return program.call(
                "path_link", 3, 0, PATH, program.put(PATH, name), 3, OTHER_PATH, program.put(OTHER_PATH, newName));
    }

    private String readlink(String name, int room) {
        return program.call("path_readlink", 3, PATH, program.put(PATH, name), BUFFER, room, RESULT);
    }

    private List<String> names(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aSymbolicLinkIsMadeReadAndFollowed() throws Exception {
        assertEquals("SUCCESS", symlink("../file", "d/up"));
        assertEquals(Path.of("../file"), Files.readSymbolicLink(jail.resolve("d/up")));
        program.memory.fill(BUFFER, 16, (byte) '?');
        assertEquals("SUCCESS", readlink("d/up", 16));
        assertEquals(7, program.memory.readInt(RESULT));
        assertEquals("../file?", program.text(BUFFER, 8));
        assertEquals("SUCCESS", program.open("d/up", 1, 0, READ, 0));
        assertEquals("content", program.read(program.memory.readInt(RESULT), 100));
        assertEquals(List.of("d", "file"), names(jail));
        assertEquals(List.of("deep", "up"), names(jail.resolve("d")));
    }

    @Test
    void aTargetIsCutOffWhereTheBufferEnds() {
        assertEquals("SUCCESS", symlink("target", "link"));
        program.memory.fill(BUFFER, 16, (byte) '?');
        assertEquals("SUCCESS", readlink("link", 4));
        assertEquals(4, program.memory.readInt(RESULT));
        assertEquals("targ?", program.text(BUFFER, 5));
        assertEquals("SUCCESS", readlink("link", 0));
        assertEquals(0, program.memory.readInt(RESULT));
    }

    @Test
    void onlyASymbolicLinkHasATarget() {
        assertEquals("INVAL", readlink("file", 16));
        assertEquals("INVAL", readlink("d", 16));
        assertEquals("INVAL", readlink(".", 16));
        assertEquals("NOENT", readlink("absent", 16));
        assertEquals("PERM", readlink("../jail", 16));
        assertEquals("FAULT", program.call("path_readlink", 3, PATH, program.put(PATH, "file"), 8_190, 3, RESULT));
    }

    @Test
    void aSymbolicLinkReplacesNothing() throws Exception {
        assertEquals("EXIST", symlink("target", "file"));
        assertEquals("EXIST", symlink("target", "d"));
        assertEquals("EXIST", symlink("target", "d/"));
        assertEquals("EXIST", symlink("target", "."));
        assertEquals("SUCCESS", symlink("target", "link"));
        assertEquals("EXIST", symlink("other", "link"));
        assertEquals("NOENT", symlink("target", "new/"));
        assertEquals("NOENT", symlink("target", "absent/link"));
        assertEquals("NOENT", symlink("", "new"));
        assertEquals(List.of("d", "file", "link"), names(jail));
        assertEquals("content", Files.readString(jail.resolve("file")));
    }

    @Test
    void aSymbolicLinkThatLeadsOutIsNotFollowed() throws Exception {
        Files.writeString(outside.resolve("secret"), "secret");
        assertEquals("PERM", symlink(outside.resolve("secret").toString(), "absolute"));
        assertEquals("SUCCESS", symlink("../secret", "relative"));
        assertEquals("PERM", program.open("relative", 1, 0, READ, 0));
        assertEquals("PERM", symlink("target", "../escaped"));
        assertEquals(List.of("jail", "secret"), names(outside));
    }

    @Test
    void aFileGetsASecondName() throws Exception {
        assertEquals("SUCCESS", link("file", "d/second"));
        assertEquals("SUCCESS", link("d/deep", "shallow"));
        assertTrue(Files.isSameFile(jail.resolve("file"), jail.resolve("d/second")));
        assertTrue(Files.isSameFile(jail.resolve("d/deep"), jail.resolve("shallow")));
        assertEquals(List.of("d", "file", "shallow"), names(jail));
        assertEquals(List.of("deep", "second"), names(jail.resolve("d")));
        assertEquals("SUCCESS", program.path("path_unlink_file", "d/deep"));
        assertEquals("deep content", Files.readString(jail.resolve("shallow")));
    }

    @Test
    void aLinkIsToASymbolicLinkItself() throws Exception {
        Files.writeString(outside.resolve("secret"), "secret");
        assertEquals("SUCCESS", symlink("../../secret", "d/out"));
        assertEquals("SUCCESS", link("d/out", "again"));
        assertTrue(Files.isSymbolicLink(jail.resolve("again")));
        assertEquals("PERM", program.open("again", 1, 0, READ, 0));
    }

    @Test
    void aLinkReplacesNothing() throws Exception {
        assertEquals("EXIST", link("file", "d/deep"));
        assertEquals("EXIST", link("file", "file"));
        assertEquals("EXIST", link("file", "d"));
        assertEquals("PERM", link("d", "second"));
        assertEquals("PERM", link(".", "second"));
        assertEquals("NOENT", link("absent", "second"));
        assertEquals("NOENT", link("file", "second/"));
        assertEquals("NOTDIR", link("file/", "second"));
        assertEquals("PERM", link("file", "../second"));
        assertEquals(
                "INVAL",
                program.call(
                        "path_link",
                        3,
                        1,
                        PATH,
                        program.put(PATH, "file"),
                        3,
                        OTHER_PATH,
                        program.put(OTHER_PATH, "x")));
        assertEquals(List.of("d", "file"), names(jail));
        assertEquals(List.of("deep"), names(jail.resolve("d")));
    }

    @Test
    void nothingIsLinkedWhereOnlyReadingIsGranted() throws Exception {
        assertEquals("SUCCESS", symlink("file", "link"));
        try (TestProgram reader = new TestProgram(WasiConfig.defaults()
                .readOnlyDirectory(jail, "/")
                .directory(Files.createDirectory(outside.resolve("other")), "/other"))) {
            int from = reader.put(PATH, "file");
            int to = reader.put(OTHER_PATH, "new");
            assertEquals("ROFS", reader.call("path_link", 3, 0, PATH, from, 3, OTHER_PATH, to));
            assertEquals("ROFS", reader.call("path_link", 3, 0, PATH, from, 4, OTHER_PATH, to));
            assertEquals("ROFS", reader.call("path_symlink", PATH, from, 3, OTHER_PATH, to));
            assertEquals(
                    "SUCCESS", reader.call("path_readlink", 3, PATH, reader.put(PATH, "link"), BUFFER, 16, RESULT));
            assertEquals("file", reader.text(BUFFER, reader.memory.readInt(RESULT)));
        }
    }

    @Test
    void noLinkLeadsFromOneGrantedDirectoryToAnother() throws Exception {
        Path other = Files.createDirectory(outside.resolve("other"));
        try (TestProgram both =
                new TestProgram(WasiConfig.defaults().directory(jail, "/").directory(other, "/other"))) {
            int from = both.put(PATH, "file");
            int to = both.put(OTHER_PATH, "new");
            assertEquals("XDEV", both.call("path_link", 3, 0, PATH, from, 4, OTHER_PATH, to));
        }
        assertEquals(List.of(), names(other));
    }

    @Test
    void aFileIsLinkedThroughItsDirectoryThatWasMoved() throws Exception {
        assertEquals("SUCCESS", program.open("d", 1, DIRECTORY, READ, 0));
        int d = program.memory.readInt(RESULT);
        assertEquals("SUCCESS", program.rename("d", "e"));
        int from = program.put(PATH, "deep");
        assertEquals(
                "SUCCESS", program.call("path_link", d, 0, PATH, from, 3, OTHER_PATH, program.put(OTHER_PATH, "new")));
        assertEquals("deep content", Files.readString(jail.resolve("new")));
        assertEquals(List.of("e", "file", "new"), names(jail));
        assertEquals(List.of("deep"), names(jail.resolve("e")));
    }

    @Test
    void noLinkIsToAFileOutsideWhileADirectoryBecomesALinkAgainAndAgain() throws Exception {
        Files.writeString(outside.resolve("deep"), "outside");
        Files.createSymbolicLink(jail.resolve("swap"), Path.of(".."));
        AtomicBoolean done = new AtomicBoolean();
        Thread swapper = new Thread(() -> swap(done));
        swapper.start();
        try {
            for (int i = 0; i < 2_000; i++) {
                String name = "made" + i;
                if (link("d/deep", name).equals("SUCCESS")) {
                    assertEquals("deep content", Files.readString(jail.resolve(name)));
                    assertEquals("SUCCESS", program.path("path_unlink_file", name));
                }
                symlink("nowhere", "d/" + name);
            }
        } finally {
            done.set(true);
            swapper.join();
        }
        assertEquals(List.of("deep", "jail"), names(outside));
        assertTrue(Files.isRegularFile(outside.resolve("deep"), LinkOption.NOFOLLOW_LINKS));
    }

    private void swap(AtomicBoolean done) {
        try {
            while (!done.get()) {
                Files.move(jail.resolve("d"), jail.resolve("away"), StandardCopyOption.ATOMIC_MOVE);
                Files.move(jail.resolve("swap"), jail.resolve("d"), StandardCopyOption.ATOMIC_MOVE);
                Files.move(jail.resolve("d"), jail.resolve("swap"), StandardCopyOption.ATOMIC_MOVE);
                Files.move(jail.resolve("away"), jail.resolve("d"), StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
