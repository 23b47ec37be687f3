package org.amphora.engine.compile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.amphora.api.Engine;
import org.amphora.api.InvalidModuleException;
import org.amphora.engine.EngineImpl;
import org.amphora.engine.Guests;
import org.amphora.engine.link.HostFunctionSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Generated classes are found again by the next engine, and whatever is wrong with them, the guest does the same. */
class ClassCacheTest {
    private static final long PLENTY = 1 << 20;
    private static final byte[] GUEST = Guests.assemble("""
            (module
              (func $double (param i32) (result i32) (i32.mul (local.get 0) (i32.const 2)))
              (func (export "run") (param i32) (result i32) (call $double (local.get 0))))
            """);

    @TempDir
    private Path folder;

    private static Engine engine(Path folder, long limit, String identity) {
        return new EngineImpl(HostFunctionSource.NONE, new ModuleCompiler(new ClassCache(folder, limit, identity)));
    }

    private long run(byte[] guest) {
        return run(guest, PLENTY, "1.0");
    }

    private long run(byte[] guest, long limit, String identity) {
        try (Engine engine = engine(folder, limit, identity)) {
            return engine.linker()
                    .instantiate(engine.compile(guest))
                    .function("run")
                    .call(21)[0];
        }
    }

    /** Each file, by its path, with the time of its last change. */
    private Map<String, FileTime> files() throws IOException {
        Map<String, FileTime> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString(), Files.getLastModifiedTime(file));
            }
        }
        return files;
    }

    private List<Path> modules() throws IOException {
        try (Stream<Path> list = Files.list(folder)) {
            return list.toList();
        }
    }

    private Path only(String name) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(file -> file.endsWith(name)).findFirst().orElseThrow();
        }
    }

    @Test
    void keepsWhatItGeneratesAndFindsItAgain() throws IOException {
        assertEquals(42, run(GUEST));
        Map<String, FileTime> first = files();
        assertEquals(
                List.of("memories/Code0", "memories/Entry0", "memories/Guest", "valid"),
                first.keySet().stream().map(name -> name.substring(65)).toList());
        assertEquals(42, run(GUEST));
        assertEquals(first, files());
    }

    @Test
    void runsTheClassesThatItFinds() throws IOException {
        run(GUEST);
        byte[] other = Guests.assemble("""
                (module
                  (func $double (param i32) (result i32) (i32.mul (local.get 0) (i32.const 3)))
                  (func (export "run") (param i32) (result i32) (call $double (local.get 0))))
                """);
        Path mine = modules().get(0);
        assertEquals(63, run(other));
        Path others = modules().stream()
                .filter(path -> !path.equals(mine))
                .findFirst()
                .orElseThrow();
        Files.copy(
                others.resolve("memories/Code0"),
                mine.resolve("memories/Code0"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertEquals(63, run(GUEST));
    }

    @Test
    void generatesAnewWhatIsDamaged() throws IOException {
        run(GUEST);
        Path file = only("Code0");
        byte[] good = Files.readAllBytes(file);
        for (int length : new int[] {0, 3, 4, good.length / 2, good.length - 1}) {
            Files.write(file, java.util.Arrays.copyOf(good, length));
            assertEquals(42, run(GUEST));
            assertArrayEquals(good, Files.readAllBytes(file));
        }
        byte[] flipped = good.clone();
        flipped[good.length / 2] ^= 4;
        Files.write(file, flipped);
        assertEquals(42, run(GUEST));
        assertArrayEquals(good, Files.readAllBytes(file));
    }

    @Test
    void keepsCodeThatNamesStructuresAndArrays() throws IOException {
        byte[] guest = Guests.assemble("""
                (module
                  (type $base (sub (struct (field i32))))
                  (rec
                    (type $node (sub $base (struct (field i32) (field (mut (ref null $list))))))
                    (type $list (array (mut (ref null $node)))))
                  (func (export "run") (param i32) (result i32) (local $a (ref null $list))
                    (local.set $a (array.new_default $list (i32.const 3)))
                    (array.set $list (local.get $a) (i32.const 1) (struct.new $node (local.get 0) (local.get $a)))
                    (struct.get $base 0 (ref.cast (ref $base) (array.get $list (local.get $a) (i32.const 1))))))
                """);
        assertEquals(21, run(guest));
        Map<String, FileTime> first = files();
        assertEquals(
                List.of("memories/Code0", "memories/Entry0", "memories/Guest", "valid"),
                first.keySet().stream().map(name -> name.substring(65)).toList());
        assertEquals(21, run(guest));
        assertEquals(first, files());
    }

    @Test
    void takesNothingFromAnotherEngine() throws IOException {
        run(GUEST, PLENTY, "1.0");
        run(GUEST, PLENTY, "1.1");
        assertEquals(2, modules().size());
    }

    @Test
    void doesNotTakeAnInvalidModuleForAValidOne() throws IOException {
        byte[] invalid = Guests.assemble("(module (func (export \"run\") (result i32) (i64.const 1)))");
        for (int i = 0; i < 2; i++) {
            try (Engine engine = engine(folder, PLENTY, "1.0")) {
                assertThrows(InvalidModuleException.class, () -> engine.compile(invalid));
            }
        }
        assertEquals(Map.of(), files());
    }

    @Test
    void whatWasNotUsedForLongMakesRoom() throws IOException {
        run(GUEST);
        Path old = modules().get(0);
        Files.setLastModifiedTime(old, FileTime.fromMillis(1_000));
        byte[] other = Guests.assemble("(module (func (export \"run\") (param i32) (result i32) (i32.const 7)))");
        assertEquals(7, run(other, 4_000, "1.0"));
        assertFalse(Files.exists(old));
        assertEquals(1, modules().size());
    }

    @Test
    void keepsNoMoreThanTheLimitAllows() throws IOException {
        assertEquals(42, run(GUEST, 1_000, "1.0"));
        long size = 0;
        for (String file : files().keySet()) {
            size += Files.size(folder.resolve(file));
        }
        assertTrue(size <= 1_000, "kept " + size);
    }

    @Test
    void generatesWithoutAFolderToWriteTo() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        try (Engine engine = engine(file, PLENTY, "1.0")) {
            assertEquals(
                    42,
                    engine.linker()
                            .instantiate(engine.compile(GUEST))
                            .function("run")
                            .call(21)[0]);
        }
        assertEquals("in the way", Files.readString(file));
    }
}
