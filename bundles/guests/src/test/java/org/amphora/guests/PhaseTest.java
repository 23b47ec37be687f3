package org.amphora.guests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.amphora.api.Phase;
import org.amphora.api.guest.dto.GuestDTO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What host functions learn of why a guest calls them, and what a guest says of itself. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class PhaseTest {
    private final RealSurroundings world = new RealSurroundings();
    private final List<Phase> seen = new CopyOnWriteArrayList<>();

    PhaseTest() {
        world.offer("ask", "-", (caller, stack) -> seen.add(caller.phase()));
    }

    @AfterEach
    void end() {
        world.close();
    }

    private static byte[] asking(int version, String probe) {
        return """
                (module
                  (import "env" "ask" (func $ask))
                  (memory (export "memory") 1)
                  (func $start (call $ask))
                  (start $start)
                  (func (export "_initialize") (call $ask))
                  (func (export "probe") (result i32) (call $ask) %s)
                  (func (export "version") (result i64) (call $ask) (i64.const %d))
                  (func (export "end") (call $ask) (unreachable))
                  (func (export "malloc") (param i32) (result i32) (call $ask) (i32.const 8))
                  (func (export "save_state") (result i64) (call $ask) (i64.const 0x800000001))
                  (func (export "load_state") (param i32 i32 i32) (call $ask)))
                """.formatted(probe, version).getBytes(UTF_8);
    }

    private GuestDTO deploy(byte[] content) {
        return world.guests.deploy("asking", content, "drop");
    }

    @Test
    void hostFunctionsAreToldOfEachPhase() {
        world.guests.configure("asking", Map.of("wasm.guest.state", "exports", "wasm.guest.probe", "probe"));
        assertNull(deploy(asking(1, "(i32.const 0)")).failure);
        assertEquals(List.of(Phase.START, Phase.START, Phase.PROBE), seen);
        seen.clear();
        assertNull(deploy(asking(2, "(i32.const 0)")).failure);
        assertEquals(2, world.guest("asking").call("version")[0]);
        assertEquals(
                List.of(
                        Phase.START, // the start function
                        Phase.START, // _initialize
                        Phase.PROBE,
                        Phase.SERVE, // what serves saves
                        Phase.LOAD, // malloc
                        Phase.LOAD,
                        Phase.SERVE),
                seen);
    }

    /** It begins as the first one did: what it must not do does not depend on who calls it first. */
    @Test
    void aFurtherInstanceOfAGuestThatServesStartsAsTheFirstDid() {
        world.guests.configure("asking", Map.of("wasm.guest.instances", 2));
        assertNull(deploy(asking(1, "(i32.const 0)")).failure);
        seen.clear();
        ManagedGuest guest = world.guest("asking");
        Slot first = CompletableFuture.supplyAsync(() -> guest.active().enter()).join();
        assertEquals(1, guest.call("version")[0]);
        guest.active().leave(first);
        assertEquals(List.of(Phase.START, Phase.START, Phase.SERVE), seen);
    }

    @Test
    void whatIsNotFitToServeIsNotActivated() {
        world.guests.configure("asking", Map.of("wasm.guest.probe", "probe"));
        assertNull(deploy(asking(1, "(i32.const 0)")).failure);
        assertUnfit(asking(2, "(i32.const 7)"), "probe returned 7; 0 would be right");
        assertUnfit(asking(2, "(unreachable)"), "unreachable");
        assertUnfit(
                "(module (func (export \"version\")))".getBytes(UTF_8),
                "asking exports no function probe; it exports version");
        assertEquals(1, world.guest("asking").call("version")[0]);
    }

    private void assertUnfit(byte[] content, String why) {
        GuestDTO after = deploy(content);
        assertEquals("guest asking: drop is not fit to serve: " + why, after.failure.message);
        assertEquals("PROBE_FAILED", after.failure.reasonName);
        assertEquals(1, after.active.number);
    }
}
