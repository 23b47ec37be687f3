package org.amphora.guests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.amphora.api.Trap;
import org.amphora.api.guest.dto.GuestDTO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What guests may import, and what becomes of other imports. On the real engine. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ImportPermissionsTest {
    private final RealSurroundings world = new RealSurroundings();
    private final AtomicInteger acted = new AtomicInteger();

    ImportPermissionsTest() {
        world.offer("act", "-", (caller, stack) -> acted.incrementAndGet());
        world.offer("pick", "-r", (caller, stack) -> stack[0] = 0);
        world.offer("answer", "-i", (caller, stack) -> stack[0] = 42);
    }

    @AfterEach
    void end() {
        world.close();
    }

    /** Imports {@code env.act} and {@code env.pick}. */
    private static byte[] orders() throws IOException {
        try (InputStream in = ImportPermissionsTest.class.getResourceAsStream("orders.wasm")) {
            return in.readAllBytes();
        }
    }

    private GuestDTO deploy(Map<String, ?> properties) throws IOException {
        world.guests.configure("orders", properties);
        return world.guests.deploy("orders", orders(), "drop");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "none",
                "*",
                "env.*",
                "env.act, env.pick",
                "env.act env.pick",
                "*.act, *ick",
            })
    void importsThatAPatternMatchesAreAllowed(String patterns) throws IOException {
        GuestDTO guest = deploy(patterns == null ? Map.of() : Map.of("wasm.guest.imports", patterns));
        assertNull(guest.failure, () -> guest.failure.message);
        world.guest("orders").call("act");
        assertEquals(1, acted.get());
    }

    @Test
    void patternsMayBeAnArrayOrAList() throws IOException {
        assertNull(deploy(Map.of("wasm.guest.imports", new String[] {"env.act", "env.pick"})).failure);
        assertNull(deploy(Map.of("wasm.guest.imports", List.of("env.act", "env.pick"))).failure);
    }

    @Test
    void contentWithADeniedImportIsRefusedAndNamesIt() throws IOException {
        GuestDTO guest = deploy(Map.of("wasm.guest.imports", "env.act, envXpick, pick"));
        assertEquals(GuestDTO.FAILED, guest.state);
        assertEquals("IMPORT_DENIED", guest.failure.reasonName);
        assertEquals(
                "guest orders: drop is not allowed what it imports: env.pick func () -> (funcref);"
                        + " wasm.guest.imports allows env.act, envXpick, pick",
                guest.failure.message);
    }

    @Test
    void whatServesGoesOnWhenPermissionsAreTakenAwayUnderIt() throws IOException {
        assertNull(deploy(Map.of()).failure);
        GuestDTO guest = deploy(Map.of("wasm.guest.imports", "-"));
        assertEquals("IMPORT_DENIED", guest.failure.reasonName);
        assertEquals(GuestDTO.ACTIVE, guest.state);
        assertEquals(1, guest.active.number);
        GuestDTO allowed = deploy(Map.of("wasm.guest.imports", "env.*"));
        assertNull(allowed.failure);
        assertEquals(2, allowed.active.number, "other permissions are another generation");
    }

    @Test
    void aDeniedImportTrapsWhenItIsCalled() throws IOException {
        assertNull(deploy(Map.of("wasm.guest.imports", "env.pick", "wasm.guest.imports.denied", "trap")).failure);
        Trap trap = assertThrows(Trap.class, () -> world.guest("orders").call("act"));
        assertEquals("env.act is denied to guest orders: wasm.guest.imports allows env.pick", trap.getMessage());
        assertEquals(0, acted.get());
        world.guest("orders").call("pick");
    }

    @Test
    void aDeniedImportReturnsAnErrorNumberIfItCan() throws IOException {
        // (import "env" "answer" (func (result i32))) (export "ask" (func 0))
        byte[] asking = {
            0, 'a', 's', 'm', 1, 0, 0, 0, 1, 5, 1, 0x60, 0, 1, 0x7f, 2, 14, 1, 3, 'e', 'n', 'v', 6, 'a', 'n', 's', 'w',
            'e', 'r', 0, 0, 7, 7, 1, 3, 'a', 's', 'k', 0, 0
        };
        world.guests.configure("asking", Map.of("wasm.guest.imports", "-", "wasm.guest.imports.denied", "errno"));
        assertNull(world.guests.deploy("asking", asking, "drop").failure);
        assertArrayEquals(new long[] {76}, world.guest("asking").call("ask"));
        assertNull(deploy(Map.of("wasm.guest.imports", "-", "wasm.guest.imports.denied", "errno")).failure);
        assertEquals(
                "env.act is denied to guest orders: wasm.guest.imports allows -",
                assertThrows(Trap.class, () -> world.guest("orders").call("act"))
                        .getMessage());
    }
}
