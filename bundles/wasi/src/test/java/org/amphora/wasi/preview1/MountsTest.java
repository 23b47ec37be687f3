package org.amphora.wasi.preview1;

import static org.amphora.wasi.preview1.TestProgram.BUFFER;
import static org.amphora.wasi.preview1.TestProgram.OTHER_PATH;
import static org.amphora.wasi.preview1.TestProgram.PATH;
import static org.amphora.wasi.preview1.TestProgram.RESULT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.amphora.wasi.FileSource;
import org.amphora.wasi.WasiConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories that are granted inside of each other: the guest sees one tree, also through the descriptor of the outer one. */
class MountsTest {
    private static final long READ = 1 << 1;
    private static final long WRITE = 1 << 6;
    private static final int CREATE = 1;
    private static final int DIRECTORY = 2;

    private static final int OUTER = 3;
    private static final int INNER = 4;

    @TempDir
    Path folder;

    private Path outer;
    private Path inner;

    @BeforeEach
    void makeFiles() throws IOException {
        outer = Files.createDirectory(folder.resolve("outer"));
        inner = Files.createDirectory(folder.resolve("inner"));
        Files.writeString(outer.resolve("a"), "outer a");
        Files.writeString(inner.resolve("b"), "inner b");
    }

    private WasiConfig both() {
        return WasiConfig.defaults().directory(outer, "/").directory(inner, "/data");
    }

    /** Names and inodes as {@code fd_readdir} tells them, but {@code .} and {@code ..}. */
    private static Map<String, Long> entries(TestProgram program, int fd) {
        Map<String, Long> entries = new TreeMap<>();
        int bytes = program.result("fd_readdir", fd, BUFFER, 2_048, 0, RESULT);
        for (int at = BUFFER; at < BUFFER + bytes; ) {
            int length = program.memory.readInt(at + 16);
            String name = program.text(at + 24, length);
            if (!name.startsWith(".")) {
                assertEquals(null, entries.put(name, program.memory.readLong(at + 8)), name + " is there twice");
            }
            at += 24 + length;
        }
        return entries;
    }

    private static String list(TestProgram program, String path) {
        int fd = opened(program, path, DIRECTORY, READ);
        String list = String.join(" ", entries(program, fd).keySet());
        assertEquals("SUCCESS", program.call("fd_close", fd));
        return list;
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

    /** Device and inode of what {@code path} names. */
    private static List<Long> file(TestProgram program, int fd, String path) {
        assertEquals("SUCCESS", program.call("path_filestat_get", fd, 1, PATH, program.put(PATH, path), BUFFER), path);
        return List.of(program.memory.readLong(BUFFER), program.memory.readLong(BUFFER + 8));
    }

    private static String twoPaths(TestProgram program, String function, String from, int fd, String to) {
        int fromLength = program.put(PATH, from);
        int toLength = program.put(OTHER_PATH, to);
        return function.equals("path_link")
                ? program.call(function, OUTER, 0, PATH, fromLength, fd, OTHER_PATH, toLength)
                : program.call(function, OUTER, PATH, fromLength, fd, OTHER_PATH, toLength);
    }

    @Test
    void theOuterDirectoryHasTheInnerOneWhetherOrNotItHasSomethingOfThatName() throws IOException {
        try (TestProgram program = new TestProgram(both())) {
            assertEquals("a data", list(program, "."));
            assertEquals("b", list(program, "data"));
            assertEquals("inner b", contentOf(program, "data/b"));
        }
        Files.createDirectory(outer.resolve("data"));
        Files.writeString(outer.resolve("data/covered"), "");
        try (TestProgram program = new TestProgram(both())) {
            assertEquals("a data", list(program, "."));
            assertEquals("b", list(program, "data"));
            assertEquals("NOENT", program.open("data/covered", 1, 0, READ, 0));
        }
        Files.delete(outer.resolve("data/covered"));
        Files.delete(outer.resolve("data"));
        Files.writeString(outer.resolve("data"), "covered");
        try (TestProgram program = new TestProgram(both())) {
            assertEquals("a data", list(program, "."));
            assertEquals("inner b", contentOf(program, "data/b"));
        }
        assertEquals("covered", Files.readString(outer.resolve("data")));
    }

    @Test
    void aMountPointIsTheDirectoryThatIsMounted() throws IOException {
        try (TestProgram program = new TestProgram(both().memoryDirectory("/tmp", 100_000))) {
            for (int fd = INNER; fd <= 5; fd++) {
                String name = fd == INNER ? "data" : "tmp";
                List<Long> file = file(program, fd, ".");
                assertEquals(file, file(program, OUTER, name));
                assertEquals(file, file(program, OUTER, "./" + name + "/"));
                int opened = opened(program, name, DIRECTORY, READ);
                assertEquals("SUCCESS", program.call("fd_filestat_get", opened, BUFFER));
                assertEquals(file.get(0), program.memory.readLong(BUFFER));
                assertEquals(file.get(1), program.memory.readLong(BUFFER + 8));
                assertEquals(file.get(1), entries(program, OUTER).get(name));
            }
            assertEquals(file(program, INNER, "b"), file(program, OUTER, "data/b"));
            assertNotEquals(
                    file(program, OUTER, "tmp").get(0),
                    file(program, OUTER, ".").get(0));
            int length = program.put(PATH, "data");
            assertEquals("SUCCESS", program.call("path_filestat_set_times", OUTER, 0, PATH, length, 0, 7_000, 4));
        }
        assertEquals(7_000, Files.getLastModifiedTime(inner).to(TimeUnit.NANOSECONDS));
    }

    @Test
    void parentsLeadBackToTheOuterDirectoryOnTheWayThatWasComeAndNowhereElse() throws IOException {
        Files.createSymbolicLink(inner.resolve("up"), Path.of("../a"));
        Files.createSymbolicLink(inner.resolve("out"), Path.of("../../secret"));
        Files.createSymbolicLink(outer.resolve("down"), Path.of("data/b"));
        Files.writeString(folder.resolve("secret"), "secret");
        try (TestProgram program = new TestProgram(both())) {
            assertEquals("outer a", contentOf(program, "data/../a"));
            assertEquals("outer a", contentOf(program, "data/up"));
            assertEquals("inner b", contentOf(program, "down"));
            assertEquals("inner b", contentOf(program, "data/../data/../down"));
            for (String path : new String[] {"data/../..", "data/../../secret", "data/out", "../secret"}) {
                assertEquals("PERM", program.open(path, 1, 0, READ, 0), path);
            }
            for (String path : new String[] {"..", "../a", "up", "out"}) {
                assertEquals(
                        "PERM",
                        program.call("path_open", INNER, 1, PATH, program.put(PATH, path), 0, READ, 0, 0, RESULT),
                        path);
            }
        }
    }

    @Test
    void aMountPointIsBusy() throws IOException {
        Files.createDirectory(outer.resolve("data"));
        Files.createDirectory(outer.resolve("way"));
        Files.createDirectory(outer.resolve("d"));
        try (TestProgram program = new TestProgram(both().memoryDirectory("/way/deep/tmp", 100_000))) {
            for (String name : new String[] {"data", "data/", "way", "way/deep", "way/deep/tmp"}) {
                assertEquals("BUSY", program.rename(name, "new"), name);
                assertEquals("BUSY", program.rename("d", name), name);
                assertEquals("BUSY", program.path("path_remove_directory", name), name);
                assertEquals("BUSY", program.path("path_unlink_file", name), name);
                assertEquals("EXIST", program.path("path_create_directory", name), name);
                assertEquals("EXIST", program.open(name, 0, CREATE | 4, WRITE, 0), name);
                assertEquals("ISDIR", program.open(name, 0, CREATE, WRITE, 0), name);
                assertEquals("PERM", twoPaths(program, "path_link", name, OUTER, "new"), name);
            }
            assertEquals("EXIST", twoPaths(program, "path_link", "a", OUTER, "data"));
            assertEquals(
                    "EXIST",
                    program.call(
                            "path_symlink",
                            PATH,
                            program.put(PATH, "a"),
                            3,
                            OTHER_PATH,
                            program.put(OTHER_PATH, "data")));
            assertEquals("INVAL", program.path("path_remove_directory", "data/."));
            assertEquals("INVAL", program.call("path_readlink", 3, PATH, program.put(PATH, "data"), BUFFER, 9, RESULT));
            assertEquals("SUCCESS", program.rename("d", "e"));
        }
        assertEquals(List.of("a", "data", "e", "way"), names(outer));
    }

    private static List<String> names(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void noFileIsMovedOrLinkedFromOneMountToAnother() throws IOException {
        try (TestProgram program = new TestProgram(both().memoryDirectory("/tmp", 100_000))) {
            for (String function : new String[] {"path_rename", "path_link"}) {
                assertEquals("XDEV", twoPaths(program, function, "a", OUTER, "data/new"));
                assertEquals("XDEV", twoPaths(program, function, "a", INNER, "new"));
                assertEquals("XDEV", twoPaths(program, function, "data/b", OUTER, "new"));
                assertEquals("XDEV", twoPaths(program, function, "data/b", OUTER, "tmp/new"));
                assertEquals("SUCCESS", twoPaths(program, function, "a", OUTER, "new"));
                assertEquals("SUCCESS", twoPaths(program, function, "data/b", OUTER, "data/new"));
                assertEquals("SUCCESS", twoPaths(program, "path_rename", "new", OUTER, "a"));
                assertEquals("SUCCESS", twoPaths(program, "path_rename", "data/new", INNER, "b"));
            }
        }
    }

    @Test
    void eachMountIsReadOnlyOrNotByItself() throws IOException {
        Files.createDirectory(outer.resolve("data"));
        Files.writeString(outer.resolve("data/b"), "");
        // the inner one is a directory of the outer one here
        WasiConfig readOnlyInside =
                WasiConfig.defaults().directory(outer, "/").readOnlyDirectory(outer.resolve("data"), "/data");
        try (TestProgram program = new TestProgram(readOnlyInside)) {
            assertEquals("ROFS", program.open("data/b", 1, 0, WRITE, 0));
            assertEquals("ROFS", program.open("data/new", 1, CREATE, WRITE, 0));
            assertEquals("ROFS", program.path("path_unlink_file", "data/b"));
            assertEquals("ROFS", program.path("path_create_directory", "data/new"));
            assertEquals("ROFS", twoPaths(program, "path_rename", "a", OUTER, "data/a"));
            assertEquals("BUSY", program.path("path_remove_directory", "data"));
            int b = opened(program, "data/b", 0, READ);
            assertEquals("ROFS", program.call("fd_filestat_set_times", b, 0, 0, 4));
            opened(program, "new", CREATE, WRITE);

            Files.move(outer.resolve("data"), outer.resolve("renamed")); // by the host
            assertEquals("ROFS", program.open("renamed/b", 1, 0, WRITE, 0));
            assertEquals("BUSY", program.rename("renamed", "again"));
            Files.move(outer.resolve("renamed"), outer.resolve("data"));
        }
        WasiConfig writableInside = WasiConfig.defaults()
                .readOnlyDirectory(outer, "/")
                .directory(outer.resolve("data"), "/data")
                .directory(inner, "/way/inner");
        try (TestProgram program = new TestProgram(writableInside)) {
            opened(program, "data/b", 0, WRITE);
            opened(program, "data/new", CREATE, WRITE);
            opened(program, "way/inner/new", CREATE, WRITE);
            assertEquals("ROFS", program.open("way/new", 1, CREATE, WRITE, 0));
            assertEquals("ROFS", program.open("data/../a", 1, 0, WRITE, 0));
            assertEquals("ROFS", program.path("path_create_directory", "d"));
        }
    }

    @Test
    void theWayToAMountPointLeadsThroughWhatTheOuterDirectoryHas() throws IOException {
        Files.createDirectories(outer.resolve("exists/deep"));
        Files.writeString(outer.resolve("exists/file"), "on the way");
        Files.createSymbolicLink(outer.resolve("link"), Path.of("exists"));
        Files.createSymbolicLink(outer.resolve("lost"), Path.of("../inner"));
        WasiConfig config = WasiConfig.defaults().directory(outer, "/");
        for (String way : new String[] {"exists/deep", "missing/deep", "link", "lost"}) {
            config = config.directory(inner, "/" + way + "/m");
        }
        try (TestProgram program = new TestProgram(config)) {
            assertEquals("a exists link lost missing", list(program, "."));
            assertEquals("deep file", list(program, "exists"));
            assertEquals("on the way", contentOf(program, "link/file"));
            assertEquals("deep file m", list(program, "link"));
            assertEquals("deep", list(program, "missing"));
            assertEquals("m", list(program, "lost"));
            for (String way : new String[] {"exists/deep", "missing/deep", "link", "lost"}) {
                assertEquals("inner b", contentOf(program, way + "/m/b"));
            }
            assertNotEquals(file(program, OUTER, "missing"), file(program, OUTER, "missing/deep"));
            assertEquals("SUCCESS", program.rename("a", "exists/a"));
            assertEquals("ROFS", program.path("path_create_directory", "missing/new"));
        }
    }

    @Test
    void whateverIsGrantedCanBeMountedAndMountedIn() throws IOException {
        Path archive = folder.resolve("archive.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            zip.putNextEntry(new ZipEntry("packed"));
            zip.write("in an archive".getBytes(StandardCharsets.UTF_8));
        }
        WasiConfig config = WasiConfig.defaults()
                .memoryDirectory("/", 100_000)
                .archive(archive, "zip")
                .files(new OneFile(), "./zip/source/")
                .directory(inner, "/zip/source/host")
                .memoryDirectory("/zip/source/host/tmp", 100_000);
        try (TestProgram program = new TestProgram(config)) {
            assertEquals("zip", list(program, "."));
            assertEquals("packed source", list(program, "zip"));
            assertEquals("host one", list(program, "zip/source"));
            assertEquals("b tmp", list(program, "zip/source/host"));
            assertEquals("in an archive", contentOf(program, "zip/packed"));
            assertEquals("of a source", contentOf(program, "zip/source/one"));
            assertEquals("inner b", contentOf(program, "zip/source/host/b"));
            opened(program, "zip/source/host/tmp/new", CREATE, WRITE);
            assertEquals("ROFS", program.open("zip/source/new", 1, CREATE, WRITE, 0));
        }
    }

    private static final class OneFile implements FileSource {
        @Override
        public Entry entry(String path) {
            return switch (path) {
                case "" -> Entry.directory(Instant.EPOCH);
                case "one" -> Entry.file(11, Instant.EPOCH);
                default -> null;
            };
        }

        @Override
        public Collection<String> names(String path) {
            return List.of("one");
        }

        @Override
        public InputStream open(String path) {
            return new ByteArrayInputStream("of a source".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void aMountStaysWhenTheDescriptorThatItWasGrantedByIsClosed() throws IOException {
        try (TestProgram program = new TestProgram(both())) {
            assertEquals("SUCCESS", program.call("fd_close", INNER));
            assertEquals("inner b", contentOf(program, "data/b"));
            int data = opened(program, "data", DIRECTORY, READ);
            assertEquals("SUCCESS", program.call("fd_close", OUTER));
            assertEquals(Set.of("b"), entries(program, data).keySet());
        }
    }

    @Test
    void theLastOfTwoIsTheMountAndNamesThatClimbLieNowhere() throws IOException {
        WasiConfig config = both().directory(outer, "/data/").directory(inner, "/up/../data");
        try (TestProgram program = new TestProgram(config)) {
            assertEquals("a data", list(program, "."));
            assertEquals("outer a", contentOf(program, "data/a"));
        }
    }
}
