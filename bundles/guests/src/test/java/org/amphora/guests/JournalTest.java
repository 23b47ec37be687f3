package org.amphora.guests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.amphora.api.Trap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is told of guests. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class JournalTest {
    private final RealSurroundings world = new RealSurroundings();
    private final List<GuestStep> steps = new CopyOnWriteArrayList<>();

    JournalTest() {
        world.guests.journal().tellAlso(step -> {
            throw new IllegalStateException("whoever listens must not harm guests");
        });
        world.guests.journal().tellAlso(steps::add);
    }

    @AfterEach
    void end() {
        world.close();
    }

    private static byte[] module(int version) {
        return "(module (func (export \"version\") (result i64) (i64.const %d)) (func (export \"fail\") (unreachable)))"
                .formatted(version)
                .getBytes(UTF_8);
    }

    private void deploy(byte[] content) {
        world.guests.deploy("greet", content, "drop");
    }

    /** Kind, generation and reason; then the message, without digests and times. */
    private static String brief(GuestStep step) {
        return step.kind() + " " + step.generation() + " " + step.reason() + ": "
                + step.message().replaceAll("[0-9a-f]{64}", "D").replaceAll("[0-9]+ ms", "T");
    }

    private List<String> told() {
        return steps.stream().map(JournalTest::brief).toList();
    }

    private void awaitTold(GuestStep.Kind kind) {
        RealSurroundings.await(kind + " is told", () -> steps.stream().anyMatch(step -> step.kind() == kind));
    }

    @Test
    void theWholeLifeOfAGuestIsTold() {
        deploy(module(1));
        deploy("(module".getBytes(UTF_8));
        deploy(module(2));
        awaitTold(GuestStep.Kind.RETIRED);
        assertEquals(
                List.of(
                        "STAGING 0 null: guest greet: drop is being staged",
                        "ACTIVE 1 null: guest greet: generation 1 active: digest D, staged in T from drop",
                        "STAGING 0 null: guest greet: drop is being staged",
                        "REJECTED 0 MALFORMED: guest greet: drop is no WebAssembly module: unexpected token: the end of the"
                                + " text where ) should be (at line 1, column 8) (digest D, rejected after T;"
                                + " generation 1 goes on serving)",
                        "STAGING 0 null: guest greet: drop is being staged",
                        "ACTIVE 2 null: guest greet: generation 2 active: digest D, staged in T from drop",
                        "RETIRED 1 null: guest greet: generation 1 retired: digest D, drained in T"),
                told());
        assertTrue(steps.stream()
                .filter(step -> step.generation() > 0 || step.reason() != null)
                .allMatch(step -> step.digest().length() == 64));
        steps.clear();
        world.guests.undeploy("greet");
        awaitTold(GuestStep.Kind.RETIRED);
        assertTrue(told().contains("REMOVED 0 null: guest greet removed"), told().toString());
    }

    @Test
    void theEndOfAProbationIsTold() {
        world.guests.configure("greet", Map.of("wasm.guest.probation.calls", 2, "wasm.guest.probation.failures", 1));
        deploy(module(1));
        ManagedGuest guest = world.guest("greet");
        deploy(module(2));
        assertEquals(2, guest.call("version")[0]);
        assertEquals(2, guest.call("version")[0]);
        awaitTold(GuestStep.Kind.PROVED);
        deploy(module(3));
        assertThrows(Trap.class, () -> guest.call("fail"));
        awaitTold(GuestStep.Kind.ROLLED_BACK);
        assertTrue(told().contains("PROVED 2 null: guest greet: generation 2 has proved good"), told().toString());
        assertTrue(
                told().contains(
                                "ROLLED_BACK 3 ROLLED_BACK: guest greet: generation 3 was rolled back: 1 of its first 1 calls"
                                        + " failed, the last with: unreachable"),
                told().toString());
    }

    @Test
    void theFlightRecorderIsToldToo(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("guests.jfr");
        try (Recording recording = new Recording();
                FlightRecorderSteps recorder = new FlightRecorderSteps()) {
            recording.start();
            world.guests.journal().tellAlso(recorder);
            deploy(module(1));
            deploy("(module".getBytes(UTF_8));
            recording.dump(file);
        }
        List<String> recorded = RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals("org.amphora.Guest"))
                .map(JournalTest::brief)
                .toList();
        assertEquals(told(), recorded);
    }

    private static String brief(RecordedEvent event) {
        String reason = event.getString("reason");
        return brief(new GuestStep(
                GuestStep.Kind.valueOf(event.getString("step")),
                event.getString("guest"),
                event.getLong("generation"),
                event.getString("digest"),
                reason == null ? null : Reason.valueOf(reason),
                event.getString("message")));
    }
}
