package org.amphora.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.amphora.api.Engine;
import org.amphora.api.Instance;
import org.amphora.api.WasmModule;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program reads the same files wherever they are kept, and comes to the same. */
class FileTreesTest {
    private static final Path PROGRAM = Path.of("src/test/guests/tree-c.wasm");

    private static final Map<String, String> FILES = new TreeMap<>(Map.of(
            "a.txt", "one\ntwo\n",
            "deep/er/c.txt", "in the depth\n",
            "empty", "",
            "große.txt", "a line of this file\n".repeat(20_000)));

    private static final String SEEN = """
            /data/
            /data/a.txt: 8 bytes end, 2 lines, the last: two
            /data/deep/
            /data/deep/er/
            /data/deep/er/c.txt: 13 bytes end, 1 lines, the last: in the depth
            /data/empty: 0 bytes end, 0 lines, the last: none
            /data/große.txt: 400000 bytes end a a a a, 20000 lines, the last: a line of this file
            create: Read-only file system
            write: Read-only file system
            truncate: Read-only file system
            mkdir: Read-only file system
            rename: Read-only file system
            unlink: Read-only file system
            rmdir: Read-only file system
            symlink: Read-only file system
            link: Read-only file system
            read what is absent: No such file or directory
            read below a file: Not a directory
            read a directory as a file: Is a directory
            read outside: Operation not permitted
            read by a way round: done
            """;

    @TempDir
    Path folder;

    private Path data;

    @BeforeEach
    void makeFiles() throws IOException {
        data = folder.resolve("data");
        for (Map.Entry<String, String> file : FILES.entrySet()) {
            Path path = data.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }

    private static String run(WasiConfig config) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Wasi wasi = Wasi.preview1(config.args("tree", "/data").stdout(out).stderr(out));
        try (Engine engine = Engine.create();
                WasmModule module = engine.compile(PROGRAM);
                Instance instance = wasi.defineOn(engine.linker()).instantiate(module)) {
            assertEquals(0, Wasi.run(instance));
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void inADirectoryOfTheHost() throws IOException {
        assertEquals(SEEN, run(WasiConfig.defaults().readOnlyDirectory(data, "/data")));
    }

    @Test
    void inAnArchive() throws IOException {
        Path archive = folder.resolve("data.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (Map.Entry<String, String> file : FILES.entrySet()) {
                out.putNextEntry(new ZipEntry(file.getKey()));
                out.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
        assertEquals(SEEN, run(WasiConfig.defaults().archive(archive, "/data")));
    }

    @Test
    void inDirectoriesOfWhichOneIsMountedInTheOther() throws IOException {
        Path er = Files.move(data.resolve("deep/er"), folder.resolve("er"));
        assertEquals(
                SEEN.replace("rmdir: Read-only file system", "rmdir: Resource busy") // it leads to the other
                        .replace("a way round: done", "a way round: Operation not permitted"), // out of its descriptor
                run(WasiConfig.defaults().readOnlyDirectory(data, "/data").readOnlyDirectory(er, "/data/deep/er")));
    }

    @Test
    void absoluteNamesAndLinksOfAnArchiveLeadNowhere() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "secret\n");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (String name : List.of(secret.toString(), "link")) {
                out.putNextEntry(new ZipEntry(name));
                out.write("../secret\n".getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
        Path archive = Files.write(folder.resolve("data.zip"), asLink(bytes.toByteArray(), "link"));
        assertTrue(hasModeOfUnix(archive, "link"));
        String seen = run(WasiConfig.defaults().archive(archive, "/data")).replaceFirst("(?s)create: .*", "");
        assertEquals(
                Set.of(
                        "/data" + secret + ": 10 bytes end, 1 lines, the last: ../secret",
                        "/data/link: 10 bytes end, 1 lines, the last: ../secret"),
                seen.lines().filter(line -> !line.endsWith("/")).collect(Collectors.toSet()));
    }

    /** Has {@code archive} say that its last entry is a symbolic link, as programs on Unix do. */
    private static byte[] asLink(byte[] archive, String name) {
        ByteBuffer content = ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN);
        int end = archive.length - 22; // of the directory, without a comment
        int entry = end - 46 - name.length();
        assertEquals(0x02014b50, content.getInt(entry));
        content.put(entry + 5, (byte) 3); // made on Unix
        content.putInt(entry + 38, 0120777 << 16); // its mode
        return archive;
    }

    private static boolean hasModeOfUnix(Path archive, String name) throws IOException {
        try (FileSystem files = FileSystems.newFileSystem(archive, Map.of("enablePosixFileAttributes", "true"))) {
            return Files.getPosixFilePermissions(files.getPath(name)).size() == 9; // it was read as Unix wrote it
        }
    }

    @Test
    void inASource() throws IOException {
        assertEquals(SEEN, run(WasiConfig.defaults().files(new Kept(data), "/data")));
    }

    @Test
    void aSourceCannotShowNamesThatLeadElsewhereAndNeedNotHaveWhatItShows() throws IOException {
        Kept source = new Kept(data) {
            @Override
            public Collection<String> names(String path) {
                return List.of("..", ".", "", "/etc/passwd", "a.txt", "../a.txt", "a.txt", "gone", "nul\0");
            }
        };
        assertEquals(
                "/data/\n/data/a.txt: 8 bytes end, 2 lines, the last: two\n",
                run(WasiConfig.defaults().files(source, "/data")).replaceFirst("(?s)create: .*", ""));
    }

    @Test
    void aSourceThatFailsOrHasLessThanItSaysIsAnErrorOfThatFile() throws IOException {
        Kept source = new Kept(data) {
            @Override
            public InputStream open(String path) throws IOException {
                return switch (path) {
                    case "a.txt" -> throw new IOException("the disk is broken");
                    case "große.txt" -> new ByteArrayInputStream("short\n".getBytes(StandardCharsets.UTF_8));
                    default -> super.open(path);
                };
            }
        };
        assertEquals(
                SEEN.replaceFirst("a.txt: .*", "a.txt: I/O error")
                        .replaceFirst(
                                "end a a a a, 20000 lines, the last: .*", "end end end end s, 1 lines, the last: short")
                        .replaceFirst("(?s)create: .*", ""),
                run(WasiConfig.defaults().files(source, "/data")).replaceFirst("(?s)create: .*", ""));
    }

    /** Files whose streams give half at a time. */
    private static class Kept implements FileSource {
        private final Path root;

        Kept(Path root) {
            this.root = root;
        }

        @Override
        public Entry entry(String path) throws IOException {
            Path file = root.resolve(path);
            if (Files.isDirectory(file)) {
                return Entry.directory(Instant.EPOCH);
            }
            return Files.exists(file) ? Entry.file(Files.size(file), Instant.EPOCH) : null;
        }

        @Override
        public Collection<String> names(String path) throws IOException {
            try (var files = Files.list(root.resolve(path))) {
                return files.map(file -> file.getFileName().toString()).toList();
            }
        }

        @Override
        public InputStream open(String path) throws IOException {
            Path file = root.resolve(path);
            if (!Files.isRegularFile(file)) {
                throw new NoSuchFileException(path);
            }
            byte[] bytes = Files.readAllBytes(file);
            int half = bytes.length / 2;
            return new SequenceInputStream(
                    new ByteArrayInputStream(bytes, 0, half),
                    new ByteArrayInputStream(bytes, half, bytes.length - half));
        }
    }
}
