package org.amphora.guests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.amphora.api.GuestUnavailableException;
import org.amphora.api.NoSuchExportException;
import org.amphora.api.Trap;
import org.amphora.api.guest.dto.FailureDTO;
import org.amphora.api.guest.dto.GuestDTO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What deploying, configuring and removing a guest does. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class GuestsTest {
    private final FakeSurroundings world = new FakeSurroundings();

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void theFirstContentMakesAGuest() {
        byte[] module = FakeEngine.module(1);
        GuestDTO guest = world.guests.deploy("greet", module, "a test");
        assertEquals("greet", guest.name);
        assertEquals(GuestDTO.ACTIVE, guest.state);
        assertEquals("a test", guest.source);
        assertEquals(1, guest.active.number);
        assertEquals(FakeModule.digest(module), guest.active.digest);
        assertEquals(1, guest.active.instances);
        assertEquals(0, guest.active.inFlight);
        assertTrue(guest.active.activatedAt > 0);
        assertEquals(0, guest.draining.length);
        assertNull(guest.failure);
        assertEquals(List.of("greet 1"), world.events);
        assertEquals(1, world.guest("greet").call("version")[0]);
        assertEquals(3, world.guest("greet").call("add", 1, 2)[0]);
    }

    @Test
    void sameContentIsNoChange() {
        world.deploy("greet", FakeEngine.module(1));
        GuestDTO again = world.guests.deploy("greet", FakeEngine.module(1), "elsewhere");
        assertEquals(1, again.active.number);
        assertEquals("elsewhere", again.source);
        assertEquals(1, world.engine.compilations.get());
        assertEquals(List.of("greet 1"), world.events);
    }

    @Test
    void goingBackToOldContentIsANewGeneration() {
        world.deploy("greet", FakeEngine.module(1));
        world.deploy("greet", FakeEngine.module(2));
        GuestDTO back = world.deploy("greet", FakeEngine.module(1));
        assertEquals(3, back.active.number);
        assertEquals(
                FakeModule.digest(FakeEngine.module(1)), world.guest("greet").digest());
        assertEquals(List.of("greet 1", "greet 2", "greet 3"), world.events);
    }

    @Test
    void guestsWithTheSameContentDoNotShareTheirLives() {
        world.deploy("one", FakeEngine.module(1));
        world.deploy("two", FakeEngine.module(1));
        world.guests.undeploy("one");
        FakeSurroundings.await("one is gone", () -> world.engine.openModules.get() == 1);
        assertEquals(1, world.guest("two").call("version")[0]);
    }

    @Test
    void everyFailureLeavesTheOldOneServingAndSaysWhy() {
        world.guests.configure("greet", Map.of("wasm.guest.imports", "*"));
        GuestDTO first = world.deploy("greet", FakeEngine.module(1));
        assertRejected(
                new byte[] {'e', 'l', 'f'},
                FailureDTO.MALFORMED,
                "MALFORMED",
                "guest greet: drop is no WebAssembly module: magic header not detected (at offset 0x0)");
        assertRejected(
                FakeEngine.module(2, "fault validate"),
                FailureDTO.INVALID,
                "INVALID",
                "guest greet: drop is not a valid module: type mismatch in function 7");
        assertRejected(
                FakeEngine.module(2, "import env log"),
                FailureDTO.IMPORT_UNRESOLVED,
                "IMPORT_UNRESOLVED",
                "guest greet: drop waits for host functions: unknown import env.log func (i32) -> ()");
        world.offered.add("env.log");
        assertRejected(
                FakeEngine.module(3, "import env log"),
                FailureDTO.IMPORT_TYPE,
                "IMPORT_TYPE",
                "guest greet: drop waits for host functions of the right type: unknown import env.log func (i32) -> ()");
        assertRejected(
                FakeEngine.module(2, "fault limit"),
                FailureDTO.LIMIT_EXCEEDED,
                "LIMIT_EXCEEDED",
                "guest greet: drop starts beyond a limit: memory wants 9 pages");
        assertRejected(
                FakeEngine.module(2, "fault start"),
                FailureDTO.START_FAILED,
                "START_FAILED",
                "guest greet: drop failed when it started: unreachable");
        assertRejected(
                FakeEngine.module(2, "fault exit"),
                FailureDTO.START_FAILED,
                "START_FAILED",
                "guest greet: drop failed when it started: exit code 3");
        assertRejected(
                FakeEngine.module(2, "reactor", "fault initialize"),
                FailureDTO.START_FAILED,
                "START_FAILED",
                "guest greet: drop failed when it started: integer divide by zero");
        assertRejected(
                FakeEngine.module(2, "fault engine"),
                FailureDTO.UNKNOWN,
                "UNKNOWN",
                "guest greet: drop failed for a reason that was not foreseen: "
                        + "java.lang.IllegalStateException: the engine is ill");
        assertEquals(first.active.digest, world.guest("greet").digest());
        assertEquals(1, world.engine.living());
        GuestDTO cured = world.deploy("greet", FakeEngine.module(3));
        assertEquals(2, cured.active.number, "content that failed uses up no number");
        FakeSurroundings.await(
                "what failed was closed, but not what is gone back to", () -> world.engine.openModules.get() == 2);
    }

    private void assertRejected(byte[] module, int reason, String name, String message) {
        GuestDTO after = world.guests.deploy("greet", module, "drop");
        assertNotNull(after.failure, message);
        assertEquals(message, after.failure.message);
        assertEquals(reason, after.failure.reason);
        assertEquals(name, after.failure.reasonName);
        assertEquals(FakeModule.digest(module), after.failure.digest);
        assertEquals(GuestDTO.ACTIVE, after.state);
        assertEquals(1, after.active.number);
        assertEquals(1, world.guest("greet").call("version")[0]);
    }

    @Test
    void redeployingWhatServesForgetsAFailure() {
        world.deploy("greet", FakeEngine.module(1));
        assertNotNull(world.guests.deploy("greet", new byte[] {'x'}, "drop").failure);
        assertNull(world.guests.deploy("greet", FakeEngine.module(1), "drop").failure);
        assertEquals(1, world.guest("greet").generation());
    }

    @Test
    void aFirstContentThatFailsIsListedButNoService() {
        GuestDTO guest = world.guests.deploy("greet", new byte[] {'x'}, "drop");
        assertEquals(GuestDTO.FAILED, guest.state);
        assertNull(guest.active);
        assertEquals(List.of(), world.events);
        assertEquals(1, world.guests.getGuests().length);
        assertEquals(GuestDTO.ACTIVE, world.deploy("greet", FakeEngine.module(1)).state);
    }

    @Test
    void aFileThatIsNotThereIsUnreadable() {
        GuestDTO guest = world.guests.deploy("greet", Path.of("no", "greet.wasm"));
        assertEquals(FailureDTO.UNREADABLE, guest.failure.reason);
        assertEquals(
                "guest greet: " + Path.of("no", "greet.wasm") + " cannot be read: there is no such file",
                guest.failure.message);
        assertNull(guest.failure.digest);
    }

    @Test
    void aReactorIsInitializedOncePerInstance() {
        world.deploy("greet", FakeEngine.module(1, "reactor"));
        assertEquals(1, world.engine.instances.size());
        assertEquals(1, world.engine.instances.get(0).initialized.get());
    }

    @Test
    void undeployTakesTheServiceAwayAndRefusesCalls() {
        world.deploy("greet", FakeEngine.module(1));
        ManagedGuest guest = world.guest("greet");
        Named facade = guest.as(Named.class);
        world.guests.undeploy("greet");
        assertEquals(List.of("greet 1", "greet gone"), world.events);
        assertEquals(0, world.guests.getGuests().length);
        GuestUnavailableException e = assertThrows(GuestUnavailableException.class, () -> guest.call("version"));
        assertEquals("guest greet was removed", e.getMessage());
        assertThrows(GuestUnavailableException.class, facade::version);
        FakeSurroundings.await("all is closed", () -> world.engine.openModules.get() == 0);
        assertEquals(0, world.engine.living());
        world.guests.undeploy("greet");
    }

    @Test
    void aGuestThatWaitsStartsWhenTheHostFunctionArrives() {
        GuestDTO waiting = world.guests.deploy("greet", FakeEngine.module(1, "import env log"), "drop");
        assertEquals(GuestDTO.WAITING, waiting.state);
        world.guests.hostFunctionsChanged();
        world.engine.provided.add("env.log");
        world.guests.hostFunctionsChanged();
        FakeSurroundings.await("the guest starts", () -> world.guest("greet") != null);
        assertEquals(1, world.guest("greet").call("version")[0]);
        FakeSurroundings.await("the failure is forgotten", () -> world.dto("greet").failure == null);
        assertEquals(1, world.engine.compilations.get(), "what waits is not compiled again");
    }

    @Test
    void aGuestForWhichTheEngineReplacesAProviderGoesOn() {
        world.engine.provided.add("env.log");
        bind(7L);
        world.deploy("greet", FakeEngine.module(1, "import env log"));
        world.services.remove(7L);
        bind(8L);
        world.guests.hostFunctionsChanged();
        assertEquals(1, world.deploy("greet", FakeEngine.module(1, "import env log")).active.number);
        assertEquals(Map.of(8L, "env.log"), world.guest("greet").active().providers());
    }

    @Test
    void aGuestForWhichTheEngineCannotReplaceAProviderIsMadeAgain() {
        world.engine.provided.add("env.log");
        bind(7L);
        world.deploy("greet", FakeEngine.module(1, "import env log"));
        world.services.put(8L, "env.log");
        world.services.remove(7L);
        world.engine.onInstantiate = () -> bind(8L);
        world.guests.hostFunctionsChanged();
        FakeSurroundings.await("a new generation", () -> world.guest("greet").generation() == 2);
        assertEquals(Map.of(8L, "env.log"), world.guest("greet").active().providers());
    }

    @Test
    void aGuestWhoseOnlyProviderGoesServesOnAndSaysSo() {
        world.engine.provided.add("env.log");
        bind(7L);
        world.deploy("greet", FakeEngine.module(1, "import env log"));
        world.engine.provided.clear();
        world.services.clear();
        world.guests.hostFunctionsChanged();
        FakeSurroundings.await("the failure is told", () -> world.dto("greet").failure != null);
        assertEquals("IMPORT_UNRESOLVED", world.dto("greet").failure.reasonName);
        assertEquals(GuestDTO.ACTIVE, world.dto("greet").state);
        assertEquals(1, world.guest("greet").call("version")[0]);
        world.engine.provided.add("env.log");
        bind(9L);
        world.guests.hostFunctionsChanged();
        FakeSurroundings.await("the failure is forgotten", () -> world.dto("greet").failure == null);
        assertEquals(1, world.guest("greet").generation(), "the engine has bound what was there");
    }

    /** From now on instances are bound to the service {@code id}. */
    private void bind(long id) {
        world.services.put(id, "env.log");
        world.bindings.clear();
        world.bindings.put(id, "env.log");
    }

    @Test
    void anotherConfigurationIsAnotherGenerationOfTheSameContent() {
        world.deploy("greet", FakeEngine.module(1));
        world.guests.configure("greet", Map.of("wasm.guest.memory.limit", 16));
        FakeSurroundings.await("a new generation", () -> world.guest("greet").generation() == 2);
        assertEquals(16, world.engine.instances.get(1).config().memoryLimit());
        assertEquals(1, world.engine.compilations.get());
        world.guests.configure("greet", Map.of("wasm.guest.memory.limit", "16", "service.ranking", 3));
        world.guests.unconfigure("greet");
        FakeSurroundings.await(
                "back to the defaults", () -> world.guest("greet").generation() == 3);
        assertEquals(4_096, world.engine.instances.get(2).config().memoryLimit());
        assertEquals(3, world.engine.instances.size());
    }

    @Test
    void anotherGrantAloneIsAnotherGenerationOfTheSameContent() {
        world.deploy("greet", FakeEngine.module(1));
        world.deploy("other", FakeEngine.module(1));
        world.grants.put("greet", "LANG=C");
        world.guests.hostFunctionsChanged();
        FakeSurroundings.await("a new generation", () -> world.guest("greet").generation() == 2);
        assertEquals(2, world.deploy("greet", FakeEngine.module(1)).active.number, "the same grant is no change");
        assertEquals(1, world.guest("other").generation());
        world.grants.clear();
        world.guests.hostFunctionsChanged();
        FakeSurroundings.await(
                "what was granted is taken away", () -> world.guest("greet").generation() == 3);
    }

    @Test
    void aGuestThatFailsWithoutItsGrantServesWhenThatComes() {
        world.engine.onInstantiate = () -> {
            if (world.grants.isEmpty()) {
                throw new Trap(Trap.Kind.UNREACHABLE);
            }
        };
        assertEquals("START_FAILED", world.guests.deploy("greet", FakeEngine.module(1), "drop").failure.reasonName);
        world.grants.put("greet", "LANG=C");
        world.guests.hostFunctionsChanged();
        FakeSurroundings.await("the guest serves", () -> world.guest("greet") != null);
    }

    @Test
    void aConfigurationThatIsNotValidLeavesTheOldOneServing() {
        world.deploy("greet", FakeEngine.module(1));
        world.guests.configure("greet", Map.of("wasm.guest.instances", "many"));
        FakeSurroundings.await("the failure is told", () -> world.dto("greet").failure != null);
        assertEquals(FailureDTO.CONFIGURATION, world.dto("greet").failure.reason);
        assertEquals(
                "guest greet: its configuration is not valid: "
                        + "wasm.guest.instances is \"many\"; it must be a whole number from 1 to 1024",
                world.dto("greet").failure.message);
        assertEquals(1, world.guest("greet").call("version")[0]);
        assertEquals("CONFIGURATION", world.guests.deploy("greet", FakeEngine.module(2), "v2").failure.reasonName);
        world.guests.configure("greet", Map.of());
        FakeSurroundings.await("version 2 starts", () -> world.guest("greet").generation() == 2);
        assertEquals(2, world.guest("greet").call("version")[0]);
    }

    @Test
    void aConfiguredLocationDeploysAndItsEndRemoves(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("greet.wasm"), FakeEngine.module(1));
        world.guests.configure("greet", Map.of("wasm.guest.location", file.toString()));
        FakeSurroundings.await("the guest is there", () -> world.guest("greet") != null);
        assertEquals(file.toString(), world.dto("greet").source);
        Path other = Files.write(folder.resolve("other.wasm"), FakeEngine.module(2));
        world.guests.configure(
                "greet", Map.of("wasm.guest.location", other.toUri().toString()));
        FakeSurroundings.await("the other content", () -> world.guest("greet").generation() == 2);
        world.guests.unconfigure("greet");
        FakeSurroundings.await("the guest is gone", () -> world.guest("greet") == null);
        FakeSurroundings.await("it is not listed", () -> world.guests.getGuests().length == 0);
    }

    @Test
    void aLocationThatIsNoneIsNamed() {
        world.guests.configure("greet", Map.of("wasm.guest.location", "gopher:greet"));
        FakeSurroundings.await("the failure is told", () -> world.dto("greet") != null);
        assertEquals(
                "guest greet: its configuration is not valid: wasm.guest.location is "
                        + "\"gopher:greet\"; it must be a path or a URL: unknown protocol: gopher",
                world.dto("greet").failure.message);
    }

    @Test
    void aConfiguredInterfaceIsComparedWithTheExports() {
        world.guests.configure("greet", Map.of("wasm.guest.interface", Named.class.getName()));
        GuestDTO first = world.guests.deploy("greet", FakeEngine.module(1), "drop");
        assertEquals(FailureDTO.INTERFACE_UNAVAILABLE, first.failure.reason);
        assertEquals(
                "guest greet: drop is to be a Java interface that is not there: no bundle has " + Named.class.getName(),
                first.failure.message);
        world.types.put(Named.class.getName(), Named.class);
        world.guests.interfacesChanged();
        FakeSurroundings.await("the guest is there", () -> world.guest("greet") != null);
        assertSame(Named.class, world.guest("greet").active().type());
        GuestDTO second = world.guests.deploy("greet", FakeEngine.module(2, "without version"), "drop");
        assertEquals(FailureDTO.INTERFACE_MISMATCH, second.failure.reason);
        assertEquals(
                "guest greet: drop does not fit its Java interface: instance greet has no function version",
                second.failure.message);
        assertEquals(1, world.guest("greet").call("version")[0]);
    }

    @Test
    void ofChangesThatComeFasterThanTheyAreStagedTheLatestWins() throws Exception {
        CountDownLatch staging = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        world.engine.onInstantiate = () -> {
            staging.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        };
        AtomicInteger superseded = new AtomicInteger();
        world.guests.journal().tellAlso(step -> {
            if (step.kind() == GuestStep.Kind.SUPERSEDED) {
                superseded.incrementAndGet();
            }
        });
        List<CompletableFuture<GuestDTO>> outcomes = new ArrayList<>();
        outcomes.add(deployInBackground(1));
        staging.await();
        for (int version = 2; version < 100; version++) {
            world.guests.offer("greet", ContentSource.of(FakeEngine.module(version), "v" + version));
        }
        outcomes.add(deployInBackground(100));
        FakeSurroundings.await("the last supersedes the one before", () -> superseded.get() == 98);
        go.countDown();
        assertEquals(1, outcomes.get(0).get().active.number);
        assertEquals(FakeModule.digest(FakeEngine.module(100)), outcomes.get(1).get().active.digest);
        assertEquals(2, world.engine.compilations.get());
        assertEquals(List.of("greet 1", "greet 2"), world.events);
    }

    private CompletableFuture<GuestDTO> deployInBackground(int version) {
        return CompletableFuture.supplyAsync(
                () -> world.guests.deploy("greet", FakeEngine.module(version), "v" + version),
                task -> new Thread(task).start());
    }

    @Test
    void contentThatNeverStartsKeepsNobodyElseWaiting() throws Exception {
        world.deploy("other", FakeEngine.module(1));
        CountDownLatch go = new CountDownLatch(1);
        world.engine.onInstantiate = () -> {
            world.engine.onInstantiate = () -> {};
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        };
        GuestDTO failed = deployInBackground(1).get();
        assertEquals(FailureDTO.START_FAILED, failed.failure.reason);
        assertEquals(
                "guest greet: v1 failed when it started: it was not ready within 1500 ms; the thread that stages it is "
                        + "left alone, and may go on until the engine is stopped",
                failed.failure.message);
        assertEquals(GuestDTO.FAILED, failed.state);
        assertEquals(2, world.deploy("other", FakeEngine.module(2)).active.number);
        assertEquals(1, world.deploy("greet", FakeEngine.module(3)).active.number);
        go.countDown();
        FakeSurroundings.await("what came too late is made", () -> world.engine.instances.size() == 4);
        FakeSurroundings.await("what came too late is closed", () -> world.engine.living() == 2);
        assertEquals(3, world.guest("greet").call("version")[0]);
    }

    @Test
    void aListenerThatDeploysOnTheStagingThreadDoesNotWaitForItself() {
        world.onPublish = () -> {
            if (world.guest("other") == null) {
                GuestDTO notYet = world.guests.deploy("other", FakeEngine.module(5), "listener");
                assertEquals(GuestDTO.REMOVED, notYet.state);
            }
        };
        world.deploy("greet", FakeEngine.module(1));
        FakeSurroundings.await("the other is deployed", () -> world.guest("other") != null);
    }

    @Test
    void stoppedGuestsAreClosedAndTakeNoMore() {
        world.deploy("a", FakeEngine.module(1));
        world.deploy("b", FakeEngine.module(2));
        world.guests.stop();
        assertEquals(0, world.engine.living());
        assertEquals(0, world.engine.openModules.get());
        assertEquals(List.of("a 1", "b 1", "a gone", "b gone"), world.events);
        IllegalStateException e =
                assertThrows(IllegalStateException.class, () -> world.guests.deploy("a", FakeEngine.module(1), "late"));
        assertEquals("guest a: the guest registry was stopped and takes no more content", e.getMessage());
    }

    @Test
    void guestsAreListedByName() {
        for (String name : List.of("b", "a", "c")) {
            world.deploy(name, FakeEngine.module(1));
        }
        assertEquals(
                List.of("a", "b", "c"),
                Arrays.stream(world.guests.getGuests()).map(guest -> guest.name).toList());
    }

    @Test
    void anExportThatIsNotThereIsTheEnginesToName() {
        world.deploy("greet", FakeEngine.module(1));
        NoSuchExportException e = assertThrows(
                NoSuchExportException.class, () -> world.guest("greet").call("greet"));
        assertEquals("instance greet has no function greet", e.getMessage());
    }

    /** A guest in Java. */
    public interface Named {
        long version();
    }
}
