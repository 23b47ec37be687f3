package org.amphora.guests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.amphora.api.guest.dto.FailureDTO;
import org.amphora.api.guest.dto.GuestDTO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A guest whose file somebody works on. Each change is made between the two looks of one reading, and the next when the file is
 * read again: so nothing here depends on how fast anybody is.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class FileChangesTest {
    private static final Duration SOON = Duration.ofMillis(1);

    @TempDir
    private Path folder;

    private final RealSurroundings world = new RealSurroundings(
            new Timing(Duration.ofMinutes(1), Duration.ZERO, SOON, SOON, Duration.ofSeconds(2), Duration.ofSeconds(1)));
    private final List<GuestStep> active = new CopyOnWriteArrayList<>();
    private final Queue<Change> changes = new ConcurrentLinkedQueue<>();
    private Path file;
    private FileContent content;

    FileChangesTest() {
        world.guests.journal().tellAlso(step -> {
            boolean counts = step.kind() == GuestStep.Kind.ACTIVE || step.kind() == GuestStep.Kind.REMOVED;
            if (counts && step.guest().equals("greet")) {
                active.add(step);
            }
        });
    }

    /** Something that a writer does to the file. */
    @FunctionalInterface
    private interface Change {
        void make() throws IOException;
    }

    @BeforeEach
    void begin() {
        file = folder.resolve("greet.wasm");
        content = new FileContent(file, fresh -> {
            Change next = changes.poll();
            if (next != null) {
                next.make();
            }
        });
    }

    @AfterEach
    void end() {
        world.close();
    }

    private static byte[] module(int version) {
        return new byte[] {
            0,
            'a',
            's',
            'm',
            1,
            0,
            0,
            0, // (module
            1,
            5,
            1,
            0x60,
            0,
            1,
            0x7F, // (type (func (result i32)))
            3,
            2,
            1,
            0, // (func (type 0))
            7,
            11,
            1,
            7,
            'v',
            'e',
            'r',
            's',
            'i',
            'o',
            'n',
            0,
            0, // (export "version" (func 0))
            10,
            6,
            1,
            4,
            0,
            0x41,
            (byte) version,
            0x0B // i32.const
        };
    }

    private void deploy() {
        world.guests.offer("greet", content);
    }

    private void deployFirst() throws IOException {
        Files.write(file, module(1));
        deploy();
        awaitVersion(1);
    }

    private void awaitVersion(int version) {
        RealSurroundings.await(
                "version " + version,
                () -> world.guest("greet") != null && world.guest("greet").call("version")[0] == version);
    }

    private void assertActivated(byte[]... contents) {
        // a step is told after it is taken
        RealSurroundings.await("steps are told", () -> active.size() >= contents.length);
        assertEquals(
                Arrays.stream(contents).map(Staging::sha256).toList(),
                active.stream().map(GuestStep::digest).toList());
    }

    @Test
    void ofRealModulesThatAreWrittenSectionBySectionOnlyTheWholeServes() throws IOException {
        world.guests.configure("greet", Map.of("wasm.guest.imports", "*"));
        int served = 0;
        byte[] running = module(1);
        deployFirst();
        for (Path module : Sections.realModules()) {
            byte[] whole = Files.readAllBytes(module);
            List<byte[]> prefixes = Sections.prefixes(whole);
            Files.write(file, prefixes.get(0));
            for (byte[] next : prefixes.subList(1, prefixes.size())) {
                changes.add(() -> Files.write(
                        file,
                        Arrays.copyOfRange(next, (int) Files.size(file), next.length),
                        StandardOpenOption.APPEND));
            }
            active.clear();
            deploy();
            String digest = Staging.sha256(whole);
            RealSurroundings.await("the whole is judged", () -> !active.isEmpty() || isRefused(digest));
            if (active.isEmpty()) {
                // it imports what is not there; what served goes on
                assertEquals("IMPORT_UNRESOLVED", failure().reasonName, failure().message);
                assertEquals(Staging.sha256(running), world.dto("greet").active.digest);
            } else {
                assertActivated(whole);
                running = whole;
                served++;
            }
        }
        assertTrue(served > 15, "only " + served + " modules served");
    }

    /** Deploys the file, which changes meanwhile, and waits until it was read in peace. */
    private void deployWhile(Change... happens) {
        changes.addAll(List.of(happens));
        active.clear();
        deploy();
        // behind the first reading, which fails
        assertNull(world.guests.deploy("other", module(9), "other").failure);
        RealSurroundings.await("it was read in peace", () -> changes.isEmpty() && failure() == null);
    }

    @Test
    void aFileThatIsTruncatedAndWrittenInPlaceServesWhenItIsWhole() throws IOException {
        deployFirst();
        List<byte[]> prefixes = Sections.prefixes(module(2));
        deployWhile(
                () -> Files.write(file, new byte[0]),
                () -> Files.write(file, prefixes.get(0)),
                () -> Files.write(file, prefixes.get(2)),
                () -> Files.write(file, module(2)));
        assertActivated(module(2));
        assertEquals(2, world.guest("greet").call("version")[0]);
    }

    @Test
    void ofFilesThatAreRenamedOverItTheLastServes() throws IOException {
        deployFirst();
        deployWhile(() -> renameOver(module(2)), () -> renameOver(module(3)), () -> renameOver(module(4)));
        assertActivated(module(4));
        assertEquals(4, world.guest("greet").call("version")[0]);
    }

    private void renameOver(byte[] module) throws IOException {
        Path fresh = Files.write(folder.resolve("greet.part"), module);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void ofTargetsOfALinkThatFlipsTheLastServes() throws IOException {
        for (int version = 1; version <= 3; version++) {
            Files.write(folder.resolve("v" + version), module(version));
        }
        Files.createSymbolicLink(file, folder.resolve("v1"));
        deploy();
        awaitVersion(1);
        deployWhile(() -> flip("v2"), () -> flip("v3"));
        assertActivated(module(3));
    }

    private void flip(String target) throws IOException {
        Path fresh = Files.createSymbolicLink(folder.resolve("fresh"), folder.resolve(target));
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void theSameBytesAgainAreNoNewGeneration() throws IOException {
        deployFirst();
        deployWhile(
                () -> Files.setLastModifiedTime(file, FileTime.fromMillis(1_000)),
                () -> Files.write(file, module(1)),
                () -> renameOver(module(1)));
        assertActivated();
        assertEquals(1, world.guest("greet").generation());
    }

    @Test
    void aFileThatIsGoneWhileItIsReadDoesNotTakeTheGuestAway() throws IOException {
        deployFirst();
        changes.add(() -> Files.delete(file));
        deploy();
        RealSurroundings.await("it is missed", () -> failure() != null);
        assertEquals("guest greet: " + file + " cannot be read: there is no such file", failure().message);
        assertEquals(1, world.guest("greet").call("version")[0]);
        Files.write(file, module(2));
        deploy();
        awaitVersion(2);
    }

    @Test
    void aFileThatIsNotWhatItsDigestSaysServesWhenItIs() throws IOException {
        deployFirst();
        Path digest = Files.writeString(folder.resolve("greet.wasm.sha256"), Staging.sha256(module(2)));
        byte[] prefix = Sections.prefixes(module(2)).get(0);
        deployWhile(
                () -> Files.write(file, prefix),
                () -> Files.write(file, prefix),
                () -> {},
                () -> renameOver(module(2)));
        assertActivated(module(2));
        Files.delete(digest);
    }

    private boolean isRefused(String digest) {
        FailureDTO failure = failure();
        return failure != null && digest.equals(failure.digest);
    }

    private FailureDTO failure() {
        GuestDTO known = world.dto("greet");
        return known == null ? null : known.failure;
    }
}
