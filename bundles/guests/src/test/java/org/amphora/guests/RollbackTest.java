package org.amphora.guests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.amphora.api.Trap;
import org.amphora.api.guest.dto.GuestDTO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of content that is activated and then proves bad, also when all is restarted meanwhile. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RollbackTest {
    private static final byte[] GOOD = FakeEngine.module(1);
    private static final byte[] BAD = FakeEngine.module(2, "fault work");
    private static final byte[] OTHER = FakeEngine.module(3);

    @TempDir
    Path memory;

    private FakeSurroundings world;

    /** Starts, or starts again with what was remembered. */
    private void start() {
        end();
        world = new FakeSurroundings(memory);
        world.engine.functions.put("work", (instance, parameters) -> {
            if (instance.module().has("fault work")) {
                throw new Trap(Trap.Kind.UNREACHABLE);
            }
            return new long[] {instance.module().version()};
        });
    }

    @AfterEach
    void end() {
        if (world != null) {
            world.close();
        }
    }

    private long work() {
        return world.guest("greet").call("work")[0];
    }

    private void failToWork(int times) {
        for (int i = 0; i < times; i++) {
            assertThrows(Trap.class, this::work);
        }
    }

    private void awaitGeneration(long number) {
        FakeSurroundings.await(
                "generation " + number, () -> world.guest("greet").generation() == number);
    }

    @Test
    void contentThatFailsItsFirstCallsIsReplacedByWhatServedBeforeAndNotTakenAgain() {
        start();
        world.deploy("greet", GOOD);
        world.deploy("greet", BAD);
        failToWork(3);

        awaitGeneration(3);

        assertEquals(1, work());
        GuestDTO guest = world.dto("greet");
        assertEquals(GuestDTO.ACTIVE, guest.state);
        assertEquals("ROLLED_BACK", guest.failure.reasonName);
        assertEquals(
                "guest greet: generation 2 was rolled back: 3 of its first 3 calls failed, the last with: unreachable",
                guest.failure.message);
        assertEquals(FakeModule.digest(BAD), guest.failure.digest);
        assertEquals(
                "guest greet: again is not taken again: too many of its first calls failed; deploy other content, or remove"
                        + " the guest first",
                world.guests.deploy("greet", BAD, "again").failure.message);
        assertEquals(1, work());
        GuestDTO other = world.deploy("greet", OTHER);
        assertNull(other.failure);
        assertEquals(4, other.active.number);
    }

    @Test
    void contentThatPassesIsKeptAndWhatServedBeforeIsUnloaded() {
        start();
        world.guests.configure("greet", Map.of("wasm.guest.probation.calls", 10));
        world.deploy("greet", GOOD);
        world.deploy("greet", OTHER);
        assertEquals(2, world.engine.openModules.get(), "there is something to go back to");
        for (int i = 0; i < 10; i++) {
            assertEquals(3, work());
        }
        FakeSurroundings.await("the former content is unloaded", () -> world.engine.openModules.get() == 1);
        assertEquals(2, world.guest("greet").generation());
    }

    @Test
    void contentThatNobodyCallsPassesInTime() {
        start();
        world.guests.configure("greet", Map.of("wasm.guest.probation.time", 1));
        world.deploy("greet", GOOD);
        world.deploy("greet", OTHER);
        FakeSurroundings.await("the former content is unloaded", () -> world.engine.openModules.get() == 1);
    }

    @Test
    void whatCallersThrowIsNotHeldAgainstTheGuest() {
        start();
        world.deploy("greet", GOOD);
        world.deploy("greet", OTHER);
        for (int i = 0; i < 10; i++) {
            assertThrows(
                    IllegalStateException.class,
                    () -> world.guest("greet").with(instance -> {
                        throw new IllegalStateException("the caller's own");
                    }));
        }
        assertEquals(3, work());
        assertEquals(2, world.deploy("greet", OTHER).active.number);
    }

    @Test
    void contentOnProbationIsNotWhatIsGoneBackTo() {
        start();
        world.deploy("greet", GOOD);
        world.deploy("greet", OTHER);
        world.deploy("greet", BAD);
        failToWork(3);
        awaitGeneration(4);
        assertEquals(1, work());
    }

    @Test
    void afterARestartWithADamagedFileTheLastGoodContentServes() {
        start();
        world.deploy("greet", GOOD);
        start();
        GuestDTO guest = world.guests.deploy("greet", new byte[] {'x'}, "drop");
        assertEquals("MALFORMED", guest.failure.reasonName);
        assertEquals(GuestDTO.ACTIVE, guest.state);
        assertEquals(1, work());
        assertNull(world.deploy("greet", OTHER).failure);
        assertEquals(3, work());
    }

    @Test
    void aRestartDoesNotEndAProbationNorAQuarantine() {
        start();
        world.deploy("greet", GOOD);
        world.deploy("greet", BAD);
        start();
        world.deploy("greet", BAD);
        failToWork(3);
        awaitGeneration(2);
        assertEquals(1, work());
        start();
        assertEquals("QUARANTINED", world.guests.deploy("greet", BAD, "drop").failure.reasonName);
        assertEquals(1, work());
    }

    @Test
    void rememberedContentThatWasDamagedDoesNotServe() throws Exception {
        start();
        world.deploy("greet", GOOD);
        try (DirectoryStream<Path> contents = Files.newDirectoryStream(memory, "*-*")) {
            for (Path each : contents) {
                Files.write(each, OTHER);
            }
        }
        start();
        assertEquals(GuestDTO.FAILED, world.guests.deploy("greet", new byte[] {'x'}, "drop").state);
    }

    @Test
    void aGuestThatWasRemovedIsForgotten() {
        start();
        world.deploy("greet", GOOD);
        world.guests.undeploy("greet");
        start();
        assertEquals(GuestDTO.FAILED, world.guests.deploy("greet", new byte[] {'x'}, "drop").state);
    }
}
