package org.amphora.guests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.amphora.api.Trap;
import org.amphora.api.guest.dto.GuestDTO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Versions that want more than those before. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ApprovalTest {
    @TempDir
    private Path memory;

    private RealSurroundings world;

    @BeforeEach
    void begin() {
        world = new RealSurroundings(Timing.defaults(), new LastGood(memory));
        world.offer("log", "-", (caller, stack) -> {});
        world.offer("fetch", "-", (caller, stack) -> {});
        world.offer("send", "-", (caller, stack) -> {});
    }

    @AfterEach
    void end() {
        world.close();
    }

    private static byte[] module(int version, String... imports) {
        StringBuilder text = new StringBuilder("(module ");
        for (String name : imports) {
            text.append("(import \"env\" \"").append(name).append("\" (func))");
        }
        return text.append("(func (export \"version\") (result i64) (i64.const %d)))".formatted(version))
                .toString()
                .getBytes(UTF_8);
    }

    private GuestDTO deploy(byte[] content) {
        return world.guests.deploy("greet", content, "drop");
    }

    private void assertHeld(byte[] content, String wanted) {
        GuestDTO after = deploy(content);
        assertEquals(
                "guest greet: drop waits for approval of what it imports: " + wanted
                        + ", which no version of the guest had before; approve it, or say in wasm.guest.imports what the"
                        + " guest may import",
                after.failure.message);
        assertEquals("APPROVAL_REQUIRED", after.failure.reasonName);
    }

    private long version() {
        return world.guest("greet").call("version")[0];
    }

    @Test
    void aVersionThatWantsMoreIsHeldUntilItIsApproved() {
        assertNull(deploy(module(1, "log")).failure);
        assertHeld(module(2, "log", "fetch", "send"), "env.fetch func () -> (), env.send func () -> ()");
        assertEquals(1, version());
        assertNull(world.guests.approve("greet").failure);
        assertEquals(2, version());
        assertNull(deploy(module(3, "log")).failure);
        assertNull(deploy(module(4, "send")).failure, "what was approved once is not asked about again");
    }

    @Test
    void aGuestThatImportedNothingIsAskedAboutToo() {
        assertNull(deploy(module(1)).failure);
        assertHeld(module(2, "log"), "env.log func () -> ()");
    }

    @Test
    void approvalIsOfOneContentAndNotOfThatWhichComesMeanwhile() {
        assertNull(deploy(module(1)).failure);
        assertHeld(module(2, "log"), "env.log func () -> ()");
        world.guests.offer("greet", new ContentSource() {
            @Override
            public byte[] read() {
                // what an operator does who does not know yet that other content is about to come
                GuestDTO unused = world.guests.approve("greet");
                return module(3, "log", "send");
            }

            @Override
            public String description() {
                return "newer";
            }
        });
        RealSurroundings.await(
                "the newer is held", () -> world.dto("greet").failure.message.contains("newer"));
        assertNull(world.guests.deploy("other", module(1), "drop").failure, "what was to be done for greet is done");
        assertEquals("APPROVAL_REQUIRED", world.dto("greet").failure.reasonName);
        assertEquals(1, version());
    }

    @Test
    void whatTheConfigurationAllowsNeedsNoApproval() {
        world.guests.configure("greet", Map.of("wasm.guest.imports", "env.log, env.fetch"));
        assertNull(deploy(module(1)).failure);
        assertNull(deploy(module(2, "log", "fetch")).failure);
        assertEquals("IMPORT_DENIED", deploy(module(3, "send")).failure.reasonName);
    }

    @Test
    void whatWasGrantedIsKnownAfterARestart() {
        assertNull(deploy(module(1, "log")).failure);
        assertHeld(module(2, "send"), "env.send func () -> ()");
        world.close();
        begin();
        assertHeld(module(2, "send"), "env.send func () -> ()");
        assertNull(deploy(module(3, "log")).failure);
        assertEquals(3, version());
        world.guests.undeploy("greet");
        assertNull(deploy(module(4, "send")).failure, "a guest that was removed begins anew");
    }

    @Test
    void whatIsGoneBackToIsNotHeld() {
        world.guests.configure("greet", Map.of("wasm.guest.probation.failures", 1));
        assertNull(deploy(module(1, "log")).failure);
        byte[] bad = "(module (func (export \"version\") (result i64) (unreachable)))".getBytes(UTF_8);
        assertNull(deploy(bad).failure);
        assertThrows(Trap.class, this::version);
        RealSurroundings.await(
                "the first serves again", () -> world.guest("greet").generation() == 3);
        assertEquals(1, version());
    }

    @Test
    void whereNothingIsHeldThereIsNothingToApprove() {
        assertEquals(GuestDTO.REMOVED, world.guests.approve("nobody").state);
        assertNull(deploy(module(1, "log")).failure);
        assertEquals(1, world.guests.approve("greet").active.number);
    }
}
