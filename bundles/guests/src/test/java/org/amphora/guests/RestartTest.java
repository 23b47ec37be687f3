package org.amphora.guests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.amphora.api.guest.dto.GuestDTO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What served before a restart serves after it, whatever is wrong with newer content, and with what was kept. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class RestartTest {
    private static final Map<String, Object> CONFIGURATION = Map.of(
            "wasm.guest.probe", "probe",
            "wasm.guest.interface", "org.acme.Versioned");

    @TempDir
    private Path memory;

    private final CountDownLatch never = new CountDownLatch(1);
    private RealSurroundings world;

    /** What the guest looks like from Java. */
    public interface Versioned {
        long version();
    }

    @BeforeEach
    void begin() {
        world = new RealSurroundings(Timing.defaults(), new LastGood(memory));
        world.interfaces.put("org.acme.Versioned", Versioned.class);
        world.offer("log", "-", (caller, stack) -> {});
        world.offer("stay", "-", (caller, stack) -> never.await());
    }

    @AfterEach
    void end() {
        never.countDown();
        world.close();
    }

    /** As if the JVM had been killed: nothing is removed, and nobody knows what was deployed or configured. */
    private void restart() {
        world.close();
        begin();
    }

    private static byte[] module(int version, String... more) {
        return """
                (module %s
                  (func (export "probe") (result i32) (i32.const 0))
                  (func (export "version") (result i64) (i64.const %d)))
                """.formatted(String.join("\n", more), version).getBytes(UTF_8);
    }

    private static byte[] text(String module) {
        return module.getBytes(UTF_8);
    }

    private GuestDTO deploy(byte[] content) {
        return world.guests.deploy("greet", content, "drop");
    }

    private long version() {
        return world.guest("greet").call("version")[0];
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("MALFORMED", text("(module")),
                arguments("INVALID", text("(module (func (result i32) (i64.const 1)))")),
                arguments("IMPORT_UNRESOLVED", module(2, "(import \"env\" \"nothing\" (func))")),
                arguments("IMPORT_TYPE", module(2, "(import \"env\" \"log\" (func (param i32)))")),
                arguments("APPROVAL_REQUIRED", module(2, "(import \"env\" \"log\" (func))")),
                arguments("INSUFFICIENT_MEMORY", module(2, "(memory 1 3000)")),
                arguments("LIMIT_EXCEEDED", module(2, "(memory 3000)")),
                arguments("START_FAILED", module(2, "(func $trap (unreachable))", "(start $trap)")),
                arguments(
                        "PROBE_FAILED",
                        text("(module (func (export \"probe\") (result i32) (i32.const 1))"
                                + " (func (export \"version\") (result i64) (i64.const 2)))")),
                arguments("STATE_SCHEMA", module(2, "(@custom \"amphora.state\" \"nonsense\")")),
                arguments("INTERFACE_MISMATCH", text("(module (func (export \"probe\") (result i32) (i32.const 0)))")),
                arguments("GROUP", module(2, "(@custom \"amphora.group\" \"2\")")));
    }

    private Map<String, Object> configuration(String reason) {
        Map<String, Object> configuration = new HashMap<>(CONFIGURATION);
        switch (reason) {
            case "IMPORT_UNRESOLVED", "IMPORT_TYPE" -> configuration.put("wasm.guest.imports", "*");
            case "LIMIT_EXCEEDED" -> configuration.put("wasm.guest.memory.limit", 2000);
            case "STATE_SCHEMA" -> configuration.put("wasm.guest.state", "exports");
            case "GROUP" -> configuration.put("wasm.guest.group", "pair");
            default -> {}
        }
        return configuration;
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatWasRefusedBeforeARestartIsRefusedAfterItAndTheLastGoodServes(String reason, byte[] refused) {
        byte[] good = reason.equals("STATE_SCHEMA") ? stateful() : module(1);
        for (boolean restarted : new boolean[] {false, true}) {
            if (restarted) {
                restart();
            }
            world.guests.budget(reason.equals("INSUFFICIENT_MEMORY") ? 100 << 20 : MemoryBudget.NONE);
            world.guests.configure("greet", configuration(reason));
            if (reason.equals("GROUP")) {
                world.guests.configure("other", configuration(reason));
            }
            if (!restarted) {
                deploy(good);
            }
            if (reason.equals("GROUP")) {
                GuestDTO unused = world.guests.deploy("other", module(1), "drop");
            }
            GuestDTO guest = deploy(refused);
            assertEquals(reason, guest.failure.reasonName, guest.failure.message);
            assertEquals(GuestDTO.ACTIVE, guest.state, guest.failure.message);
            assertEquals(1, version());
            world.guests.configure("greet", configuration(reason));
            assertEquals(
                    reason,
                    deploy(refused).failure.reasonName,
                    "what serves instead does not hide why the latest does not");
        }
    }

    private static byte[] stateful() {
        return module(
                1,
                "(memory (export \"memory\") 1)",
                "(func (export \"allocate\") (param i32) (result i32) (i32.const 0))",
                "(func (export \"deallocate\") (param i32 i32))",
                "(func (export \"save_state\") (result i64) (i64.const 0))",
                "(func (export \"load_state\") (param i32 i32 i32) (result i32) (i32.const 0))");
    }

    @Test
    void contentThatWasRefusedForWhatItLackedServesWhenItComesAfterARestart() {
        world.guests.configure("greet", Map.of("wasm.guest.imports", "*"));
        deploy(module(1));
        restart();
        world.guests.configure("greet", Map.of("wasm.guest.imports", "*"));
        deploy(module(2, "(import \"env\" \"late\" (func))"));
        assertEquals(1, version());
        world.offer("late", "-", (caller, stack) -> {});
        world.guests.hostFunctionsChanged();
        RealSurroundings.await("the newer content serves", () -> version() == 2);
        assertNull(world.dto("greet").failure);
    }

    @Test
    void contentThatIsHeldAfterARestartIsApprovedWhileTheLastGoodServes() {
        deploy(module(1));
        restart();
        assertEquals("APPROVAL_REQUIRED", deploy(module(2, "(import \"env\" \"log\" (func))")).failure.reasonName);
        assertEquals(1, version());
        assertNull(world.guests.approve("greet").failure);
        assertEquals(2, version());
    }

    @Test
    void theLastGoodWaitsForItsHostFunctionsIfTheyComeLaterThanADamagedFile() {
        world.offer("early", "-", (caller, stack) -> {});
        deploy(module(1, "(import \"env\" \"early\" (func))"));
        restart();
        GuestDTO waiting = deploy(text("(module"));
        assertEquals(GuestDTO.WAITING, waiting.state);
        assertEquals("IMPORT_UNRESOLVED", waiting.failure.reasonName);
        world.offer("early", "-", (caller, stack) -> {});
        world.guests.hostFunctionsChanged();
        RealSurroundings.await("the last good serves", () -> world.guest("greet") != null);
        assertEquals(1, version());
        RealSurroundings.await(
                "why the file does not serve is told again",
                () -> world.dto("greet").failure.reasonName.equals("MALFORMED"));
    }

    @Test
    void contentThatNeverStartsAfterARestartDoesNotKeepTheLastGoodFromServing() {
        deploy(module(1));
        world.close();
        Timing hasty = new Timing(
                Duration.ofSeconds(2),
                Duration.ofMillis(1),
                Duration.ofSeconds(1),
                Duration.ofMillis(1),
                Duration.ofMillis(100),
                Duration.ofMillis(100));
        world = new RealSurroundings(hasty, new LastGood(memory));
        world.offer("stay", "-", (caller, stack) -> never.await());
        world.guests.configure("greet", Map.of("wasm.guest.imports", "*"));
        deploy(module(2, "(import \"env\" \"stay\" (func $stay))", "(start $stay)"));
        RealSurroundings.await("the last good serves", () -> world.guest("greet") != null);
        assertEquals(1, version());
        assertEquals("START_FAILED", world.dto("greet").failure.reasonName);
    }

    @Test
    void aGroupOfWhichOneWasReplacedByItselfServesAsBefore() {
        Map<String, Object> pair = Map.of("wasm.guest.group", "pair");
        for (boolean restarted : new boolean[] {false, true}) {
            if (restarted) {
                restart();
            }
            world.guests.configure("greet", pair);
            world.guests.configure("other", pair);
            GuestDTO unused = deploy(
                    module(restarted ? 2 : 1, "(@custom \"amphora.group\" \"%d\")".formatted(restarted ? 2 : 1)));
            unused = world.guests.deploy("other", module(1, "(@custom \"amphora.group\" \"1\")"), "drop");
        }
        assertEquals(1, version());
        assertEquals(1, world.guest("other").call("version")[0]);
        assertEquals("GROUP", world.dto("greet").failure.reasonName);
        assertNull(world.guests.deploy("other", module(2, "(@custom \"amphora.group\" \"2\")"), "drop").failure);
        assertEquals(2, version());
    }

    @Test
    void aConfigurationThatIsNotValidAfterARestartLeavesTheOneBeforeInForce() throws Exception {
        Map<String, Object> valid = Map.of(
                "wasm.guest.instances",
                3,
                "wasm.guest.imports",
                new String[] {"env.log", "env.s*"},
                "wasm.guest.probe",
                "probe");
        world.guests.configure("greet", valid);
        assertNull(deploy(module(1)).failure);
        String key = world.guest("greet").active().configuration().key();
        for (byte[] content : new byte[][] {module(1), module(2, "(import \"env\" \"other\" (func))")}) {
            restart();
            world.guests.configure("greet", Map.of("wasm.guest.instances", "many"));
            GuestDTO guest = deploy(content);
            assertEquals("CONFIGURATION", guest.failure.reasonName, guest.failure.message);
            assertEquals(GuestDTO.ACTIVE, guest.state);
            assertEquals(1, version());
            assertEquals(key, world.guest("greet").active().configuration().key());
        }
        world.guests.configure("greet", valid);
        assertNull(deploy(module(1)).failure);
        assertEquals(1, world.guest("greet").generation(), "it is what it was");
        cut("*.configuration", 70);
        restart();
        world.guests.configure("greet", Map.of("wasm.guest.instances", "many"));
        assertEquals(GuestDTO.FAILED, deploy(module(1)).state);
    }

    @Test
    void theLastGoodContentHasTheConfigurationThatWasChangedMeanwhile() {
        world.guests.configure("greet", Map.of("wasm.guest.instances", 3));
        deploy(module(1));
        restart();
        world.guests.configure("greet", Map.of("wasm.guest.instances", 2));
        deploy(text("(module"));
        assertEquals(1, version());
        assertEquals(2, world.guest("greet").active().configuration().pool().instances());
    }

    /** All files that are kept, cut to that many bytes. */
    private void cut(String pattern, int length) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(memory, pattern)) {
            for (Path file : files) {
                Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));
            }
        }
    }

    @Test
    void contentThatWasKeptAndIsCutIsKeptAnew() throws Exception {
        deploy(module(1));
        cut("*-*", 20);
        restart();
        assertNull(deploy(module(1)).failure);
        restart();
        deploy(text("(module"));
        assertEquals(1, version());
    }

    @Test
    void aCutListOfGrantedImportsHoldsWhatIsNewAndNotWhatProvedGood() throws Exception {
        byte[] good = module(1, "(import \"env\" \"log\" (func))");
        for (int length : new int[] {0, 10, 70}) {
            deploy(good);
            cut("*.imports", length);
            restart();
            assertEquals("APPROVAL_REQUIRED", deploy(module(2, "(import \"env\" \"stay\" (func))")).failure.reasonName);
            assertEquals(1, version());
            assertNull(deploy(good).failure);
        }
    }

    @Test
    void aCutListOfBadContentKeepsNothingFromBeingStaged() throws Exception {
        deploy(module(1));
        new LastGood(memory).bad("greet", "0".repeat(64));
        cut("*.bad", 70);
        restart();
        assertNull(deploy(module(1)).failure);
    }
}
