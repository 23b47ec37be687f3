package org.amphora.itests.container;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.amphora.api.CancelledException;
import org.amphora.api.GuestUnavailableException;
import org.amphora.api.HostFunction;
import org.amphora.api.guest.Guest;
import org.amphora.api.guest.GuestConstants;
import org.amphora.api.guest.dto.FailureDTO;
import org.amphora.api.guest.dto.GuestDTO;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/** Guests in a container: deployed by file and by configuration, and replaced while they serve. */
abstract class GuestTests extends GuestTestSupport {
    @Test
    void aFileInTheDeployFolderIsAGuestForAsLongAsItIsThere() throws Exception {
        GuestFiles.drop("dropped", GuestFiles.module("version-1"));
        Guest guest = guest("dropped");
        assertArrayEquals(new long[] {1}, guest.call("version"));
        assertArrayEquals(new long[] {5}, guest.call("sum", 2, 3));
        GuestFiles.drop("dropped", GuestFiles.module("version-2"));
        await("the second version serves", () -> guest.generation() == 2);
        assertArrayEquals(new long[] {2}, guest.call("version"));
        assertEquals(
                GuestFiles.file("dropped").toFile().getCanonicalFile(),
                new File(dto("dropped").source).getCanonicalFile());
        Files.delete(GuestFiles.file("dropped"));
        await("the guest is gone", () -> dto("dropped") == null);
        assertThrows(GuestUnavailableException.class, () -> guest.call("version"));
        assertEquals(
                0,
                context.getServiceReferences(Guest.class, "(wasm.guest.name=dropped)")
                        .size());
    }

    @Test
    void aTextInTheDeployFolderIsAGuest() throws Exception {
        Path file = GuestFiles.dropText("written", "(func (export \"version\") (result i64) (i64.const 1))");
        Guest guest = guest("written");
        assertArrayEquals(new long[] {1}, guest.call("version"));
        GuestFiles.dropText("written", "(func (export \"version\") (result i64) (i64.const 2)");
        await("the fault is told", () -> dto("written").failure != null);
        assertTrue(
                dto("written")
                        .failure
                        .message
                        .endsWith("unexpected token: the text ends before a ) that is due" + " (at line 1, column 1)"),
                dto("written").failure.message);
        GuestFiles.dropText("written", "(func (export \"version\") (result i64) (i64.const 2))");
        await("the second version serves", () -> guest.generation() == 2);
        Files.delete(file);
        await("the guest is gone", () -> dto("written") == null);
    }

    @Test
    void whatBecomesOfAGuestIsToldByEvents() throws Exception {
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        EventHandler handler = event -> told.add(event.getTopic() + " "
                + event.getProperty(GuestConstants.WASM_GUEST_GENERATION) + " "
                + event.getProperty(GuestConstants.EVENT_REASON) + " "
                + event.getProperty(GuestConstants.EVENT_REASON_NAME));
        ServiceRegistration<EventHandler> registration = context.registerService(
                EventHandler.class,
                handler,
                FrameworkUtil.asDictionary(Map.of(
                        EventConstants.EVENT_TOPIC,
                        GuestConstants.EVENT_TOPIC + "*",
                        EventConstants.EVENT_FILTER,
                        "(wasm.guest.name=told)")));
        deploy("told", "version-1");
        registry().deploy("told", new byte[3], "nothing");
        registry().undeploy("told");
        String begin = GuestConstants.EVENT_TOPIC;
        List<String> expected = List.of(
                begin + "STAGING null null null",
                begin + "ACTIVE 1 null null",
                begin + "STAGING null null null",
                begin + "REJECTED null " + FailureDTO.MALFORMED + " MALFORMED",
                begin + "REMOVED null null null",
                begin + "RETIRED 1 null null");
        await("all is told", () -> told.size() >= expected.size());
        registration.unregister();
        // events that different threads post may change places
        assertEquals(expected.stream().sorted().toList(), told.stream().sorted().toList());
    }

    @Test
    void aVersionThatDoesNotServeYetLeavesNoTrace() throws Exception {
        String text = """
                (module
                  (import "kv" "put" (func $put (param i32 i32 i32 i32) (result i32)))
                  (import "kv" "get" (func $get (param i32 i32 i32 i32) (result i32)))
                  (memory 1)
                  (data (i32.const 0) "k%d")
                  (func $keep (export "keep") (drop (call $put (i32.const 0) (i32.const 1) (i32.const 1) (i32.const 1))))
                  (func (export "kept") (result i64)
                    (drop (call $get (i32.const 0) (i32.const 1) (i32.const 2) (i32.const 1)))
                    (i64.load8_u (i32.const 2)))
                  %s)
                """;
        byte[] careful = text.formatted(1, "").getBytes(StandardCharsets.UTF_8);
        byte[] eager = text.formatted(2, "(func (export \"_initialize\") (call $keep))")
                .getBytes(StandardCharsets.UTF_8);
        assertNull(registry().deploy("eager", careful, "careful").failure);
        Guest guest = guest("eager");
        guest.call("keep");
        FailureDTO failure = registry().deploy("eager", eager, "eager").failure;
        assertEquals(
                "guest eager: eager failed when it started: kv.put writes, and eager is in phase start: it may call it when"
                        + " it serves",
                failure.message);
        assertArrayEquals(new long[] {'1'}, guest.call("kept"));
        registry().undeploy("eager");
    }

    @Test
    void aVersionThatDoesNotServeYetDeletesNoFiles() throws Exception {
        String text = """
                (module
                  (import "wasi_snapshot_preview1" "path_unlink_file" (func $unlink (param i32 i32 i32) (result i32)))
                  (memory 1)
                  (func (export "_initialize") (drop (call $unlink (i32.const 3) (i32.const 0) (i32.const 1)))))
                """;
        FailureDTO failure = registry().deploy("deleting", text.getBytes(StandardCharsets.UTF_8), "text").failure;
        assertEquals(
                "guest deleting: text failed when it started: wasi_snapshot_preview1.path_unlink_file writes, and deleting is"
                        + " in phase start: it may call it when it serves",
                failure.message);
        registry().undeploy("deleting");
    }

    @Test
    void aTextWaitsForWhoeverReadsIt() throws Exception {
        Bundle reader = Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().equals("org.amphora.text"))
                .findFirst()
                .orElseThrow();
        reader.stop();
        Path file;
        try {
            file = GuestFiles.dropText("early", "(func (export \"version\") (result i64) (i64.const 1))");
            await("the fault is told", () -> dto("early") != null && dto("early").failure != null);
            assertEquals(FailureDTO.MALFORMED, dto("early").failure.reason, dto("early").failure.message);
        } finally {
            reader.start();
        }
        assertArrayEquals(new long[] {1}, guest("early").call("version"));
        Files.delete(file);
        await("the guest is gone", () -> dto("early") == null);
    }

    @Test
    void aFileThatIsNoModuleLeavesTheOldOneServing() throws Exception {
        GuestFiles.drop("spoilt", GuestFiles.module("version-1"));
        Guest guest = guest("spoilt");
        byte[] whole = GuestFiles.module("version-2");
        GuestFiles.drop("spoilt", Arrays.copyOf(whole, whole.length - 7));
        await("the fault is told", () -> dto("spoilt").failure != null);
        assertEquals(FailureDTO.MALFORMED, dto("spoilt").failure.reason, dto("spoilt").failure.message);
        assertEquals(GuestDTO.ACTIVE, dto("spoilt").state);
        assertArrayEquals(new long[] {1}, guest.call("version"));
        GuestFiles.drop("spoilt", whole);
        await("the whole file serves", () -> guest.generation() == 2);
        await("the fault is forgotten", () -> dto("spoilt").failure == null);
        Files.delete(GuestFiles.file("spoilt"));
        await("the guest is gone", () -> dto("spoilt") == null);
    }

    /** Its header alone is a valid module, and so is all that comes before the code. */
    @Test
    void aFileThatIsWrittenSlowlyServesWhenItIsWhole() throws Exception {
        Path file = GuestFiles.drop("lazy", GuestFiles.module("version-1"));
        Guest guest = guest("lazy");
        Load load = new Load(() -> {
            long version = guest.call("version")[0];
            assertTrue(version == 1 || version == 2);
        });
        byte[] second = GuestFiles.module("version-2");
        // so it does not matter for how long the writer is kept from writing
        Path digest = Files.writeString(
                file.resolveSibling("lazy.wasm.sha256"),
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(second)));
        try (OutputStream out = Files.newOutputStream(file)) {
            for (byte each : second) {
                out.write(each);
                Thread.sleep(15);
            }
        }
        await("the whole file serves", () -> guest.call("version")[0] == 2);
        load.finish(100);
        assertEquals(2, guest.generation(), "no prefix was a generation");
        Files.delete(digest);
        Files.delete(file);
        await("the guest is gone", () -> dto("lazy") == null);
    }

    @Test
    void noCallFailsWhileAGuestIsReplaced() throws Exception {
        deploy("busy", "version-1");
        Guest guest = guest("busy");
        Load load = new Load(() -> {
            long version = guest.call("version")[0];
            assertTrue(version == 1 || version == 2);
        });
        for (int swap = 0; swap < 100; swap++) {
            deploy("busy", swap % 2 == 0 ? "version-2" : "version-1");
        }
        load.finish(100);
        assertEquals(101, guest.generation());
        await("old generations are retired", () -> dto("busy").draining.length == 0);
        registry().undeploy("busy");
    }

    @Test
    void noCallFailsWhenContentIsRejected() throws Exception {
        GuestDTO first = deploy("firm", "version-1");
        Guest guest = guest("firm");
        Load load = new Load(() -> assertEquals(1, guest.call("version")[0]));
        byte[] whole = GuestFiles.module("version-2");
        // cut in the middle of the type section, the function section, the code
        for (int length : new int[] {0, 3, 7, 10, 20, whole.length / 2}) {
            GuestDTO after = registry().deploy("firm", Arrays.copyOf(whole, length), "cut");
            assertEquals(FailureDTO.MALFORMED, after.failure.reason, after.failure.message);
        }
        GuestDTO held = registry().deploy("firm", GuestFiles.module("asking"), "asking");
        assertEquals(FailureDTO.APPROVAL_REQUIRED, held.failure.reason, held.failure.message);
        GuestDTO waiting = registry().approve("firm");
        assertEquals(FailureDTO.IMPORT_UNRESOLVED, waiting.failure.reason, waiting.failure.message);
        load.finish(10);
        assertEquals(first.active.digest, guest.digest());
        registry().undeploy("firm");
    }

    @Test
    void aCallAndTheCallsThatItMakesSeeOneGeneration() throws Exception {
        ServiceRegistration<HostFunction> again = provide(
                "itest.nested",
                "again:-i",
                0,
                (caller, stack) -> stack[0] = guest(caller.name()).call("version")[0]);
        try {
            deploy("nested", "nested-1");
            Guest guest = guest("nested");
            Load load = new Load(() -> {
                long twice = guest.call("twice")[0];
                assertTrue(twice == 11 || twice == 22, "mixed: " + twice);
            });
            for (int swap = 0; swap < 50; swap++) {
                deploy("nested", swap % 2 == 0 ? "nested-2" : "nested-1");
            }
            load.finish(50);
        } finally {
            registry().undeploy("nested");
            again.unregister();
        }
    }

    @Test
    void whatAGuestPutIntoTheStoreSurvivesItsReplacement() throws Exception {
        deploy("remembering", "remembering-1");
        Guest guest = guest("remembering");
        assertArrayEquals(new long[] {0}, guest.call("remember", 4711));
        deploy("remembering", "remembering-2");
        assertArrayEquals(new long[] {2}, guest.call("version"));
        assertArrayEquals(new long[] {4711}, guest.call("recall"));
        registry().undeploy("remembering");
    }

    @Test
    void callsThatOutlastTheDrainTimeoutAreCancelled() throws Exception {
        deploy("slow", "version-1");
        Guest guest = guest("slow");
        Configuration configuration = configure("slow", Map.of(GuestConstants.WASM_GUEST_DRAIN_TIMEOUT, 200L));
        await("the configuration makes a generation", () -> guest.generation() == 2);
        CompletableFuture<Throwable> spinning = new CompletableFuture<>();
        Thread client = new Thread(() -> spinning.complete(assertThrows(Throwable.class, () -> guest.call("spin"))));
        client.start();
        await("the call runs", () -> dto("slow").active.inFlight == 1);
        deploy("slow", "version-2");
        assertArrayEquals(new long[] {2}, guest.call("version"));
        Throwable end = spinning.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        assertEquals(CancelledException.class, end.getClass());
        assertEquals(
                "call of slow was cancelled: generation 2 was replaced or removed, "
                        + "and its drain timeout of 200 ms has passed",
                end.getMessage());
        configuration.delete();
        await("the defaults are back", () -> guest.generation() == 4);
        registry().undeploy("slow");
    }

    @Test
    void oneRegistrationLastsForAllGenerations() throws Exception {
        List<Integer> events = Collections.synchronizedList(new ArrayList<>());
        ServiceListener listener = event -> events.add(event.getType());
        context.addServiceListener(listener, "(wasm.guest.name=steady)");
        try {
            deploy("steady", "version-1");
            ServiceReference<?> reference = context.getServiceReferences(Guest.class, "(wasm.guest.name=steady)")
                    .iterator()
                    .next();
            assertEquals(1L, reference.getProperty(GuestConstants.WASM_GUEST_GENERATION));
            deploy("steady", "version-2");
            deploy("steady", "version-1");
            assertEquals(3L, reference.getProperty(GuestConstants.WASM_GUEST_GENERATION));
            assertEquals(dto("steady").active.digest, reference.getProperty(GuestConstants.WASM_GUEST_DIGEST));
            assertArrayEquals(new String[] {"version", "sum", "spin"}, (String[])
                    reference.getProperty(GuestConstants.WASM_GUEST_EXPORT));
            registry().undeploy("steady");
        } finally {
            context.removeServiceListener(listener);
        }
        assertEquals(
                List.of(
                        ServiceEvent.REGISTERED,
                        ServiceEvent.MODIFIED,
                        ServiceEvent.MODIFIED,
                        ServiceEvent.UNREGISTERING),
                events);
    }

    @Test
    void aConfigurationFileIsOfTheGuestThatItIsCalledAfter() throws Exception {
        Path module = Files.write(Files.createTempFile("amphora", ".wasm"), GuestFiles.module("version-1"));
        Path file = Deploy.folder().resolve("org.amphora.guest-filed.cfg");
        Files.writeString(file, "wasm.guest.location = " + module + "\nwasm.guest.instances = 2\n");
        assertArrayEquals(new long[] {1}, guest("filed").call("version"));
        Files.delete(file);
        await("the guest is gone", () -> dto("filed") == null);
        Files.delete(module);
    }

    @Test
    void aConfigurationDeploysChangesAndRemovesAGuest() throws Exception {
        Path file = Files.write(Files.createTempFile("amphora", ".wasm"), GuestFiles.module("version-1"));
        Configuration configuration =
                configure("configured", Map.of("wasm.guest.location", file.toString(), "wasm.guest.instances", "2"));
        Guest guest = guest("configured");
        assertArrayEquals(new long[] {1}, guest.call("version"));
        configure("configured", Map.of("wasm.guest.location", file.toString(), "wasm.guest.instances", "none"));
        await("the fault is told", () -> dto("configured").failure != null);
        assertEquals(
                "guest configured: its configuration is not valid: "
                        + "wasm.guest.instances is \"none\"; it must be a whole number from 1 to 1024",
                dto("configured").failure.message);
        assertArrayEquals(new long[] {1}, guest.call("version"));
        configure("configured", Map.of("wasm.guest.location", file.toString(), "wasm.guest.instances", "3"));
        await("a new generation serves", () -> guest.generation() == 2);
        assertNull(dto("configured").failure);
        configuration.delete();
        await("the guest is gone", () -> dto("configured") == null);
        Files.delete(file);
    }
}
