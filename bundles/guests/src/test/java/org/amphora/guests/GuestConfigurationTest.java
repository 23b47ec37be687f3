package org.amphora.guests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GuestConfigurationTest {
    @Test
    void nothingConfiguredMeansTheDocumentedDefaults() {
        GuestConfiguration defaults =
                GuestConfiguration.parse("greet", Map.of("service.pid", "org.amphora.guest~greet"), "");
        assertEquals(new PoolOptions(1, 0, PoolOptions.ENDLESS, false), defaults.pool());
        assertEquals(Duration.ZERO, defaults.callTimeout());
        assertEquals(Duration.ofSeconds(30), defaults.drainTimeout());
        assertEquals(Optional.empty(), defaults.interfaceName());
        assertEquals(
                "InstanceConfig[name=greet, memoryLimit=4096, tableLimit=1048576, callTimeout=null, fuelLimit=null]",
                defaults.instanceConfig().toString());
    }

    @Test
    void numbersMayBeTextAsInConfigurationFiles() {
        GuestConfiguration text = GuestConfiguration.parse(
                "greet",
                Map.of(
                        "wasm.guest.instances", "4",
                        "wasm.guest.memory.limit", " 16 ",
                        "wasm.guest.table.limit", "",
                        "wasm.guest.call.timeout", "250",
                        "wasm.guest.fuel.limit", "1000000"),
                "");
        GuestConfiguration numbers = GuestConfiguration.parse(
                "greet",
                Map.of(
                        "wasm.guest.instances",
                        4,
                        "wasm.guest.memory.limit",
                        16L,
                        "wasm.guest.call.timeout",
                        (short) 250,
                        "wasm.guest.fuel.limit",
                        1_000_000),
                "");
        assertEquals(
                "InstanceConfig[name=greet, memoryLimit=16, tableLimit=1048576, callTimeout=PT0.25S, fuelLimit=1000000]",
                text.instanceConfig().toString());
        assertEquals(numbers.key(), text.key());
        assertNotEquals(GuestConfiguration.parse("greet", Map.of(), "").key(), text.key());
    }

    @Test
    void whatIsWrongIsNamedWithItsValueAndWhatWouldBeRight() {
        assertRefused(
                Map.of("wasm.guest.instances", 0),
                "wasm.guest.instances is 0 (Integer); it must be a whole number from 1 to 1024");
        assertRefused(
                Map.of("wasm.guest.memory.limit", "lots"),
                "wasm.guest.memory.limit is \"lots\"; it must be a whole number from 0 to 281474976710656");
        assertRefused(
                Map.of("wasm.guest.call.timeout", 1.5),
                "wasm.guest.call.timeout is 1.5 (Double); it must be a whole number from 0 to 31536000000");
        assertRefused(Map.of("wasm.guest.interface", 7), "wasm.guest.interface is 7 (Integer); it must be a text");
        assertRefused(
                Map.of("wasm.guest.imports", new Object[] {"env.log", 7}),
                "wasm.guest.imports has 7 (Integer); it must be texts such as env.log and env.*");
        assertRefused(
                Map.of("wasm.guest.imports.denied", "ignore"),
                "wasm.guest.imports.denied is \"ignore\"; it must be refuse, trap or errno");
        assertRefused(
                Map.of("wasm.guest.instancs", 2),
                "there is no option wasm.guest.instancs; options are wasm.guest.call.timeout, "
                        + "wasm.guest.drain.timeout, wasm.guest.fuel.limit, wasm.guest.group, wasm.guest.imports, "
                        + "wasm.guest.imports.denied, wasm.guest.instances, wasm.guest.instances.extra, "
                        + "wasm.guest.interface, wasm.guest.location, "
                        + "wasm.guest.memory.limit, wasm.guest.name, wasm.guest.probation.calls, wasm.guest.probation.failures, "
                        + "wasm.guest.probation.time, wasm.guest.probe, wasm.guest.queue.limit, wasm.guest.state, wasm.guest.state.limit, wasm.guest.state.load, "
                        + "wasm.guest.state.save, wasm.guest.state.timeout, wasm.guest.table.limit, wasm.guest.trapped");
        assertRefused(Map.of("wasm.guest.state", "host"), "wasm.guest.state is \"host\"; it must be none or exports");
        assertRefused(
                Map.of("wasm.guest.state", "exports", "wasm.guest.instances", 4),
                "wasm.guest.state is exports, and wasm.guest.instances is 4; it must be 1, because every instance has a"
                        + " state of its own");
        assertRefused(
                Map.of("wasm.guest.state", "exports", "wasm.guest.instances.extra", 2),
                "wasm.guest.state is exports, and wasm.guest.instances.extra is 2; it must be 0, because every instance has a"
                        + " state of its own");
        assertRefused(
                Map.of("wasm.guest.trapped", "close"), "wasm.guest.trapped is \"close\"; it must be keep or discard");
        assertRefused(
                Map.of("wasm.guest.state.timeout", 0),
                "wasm.guest.state.timeout is 0 (Integer); it must be a whole number from 1 to 31536000000");
    }

    private static void assertRefused(Map<String, ?> properties, String message) {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> GuestConfiguration.parse("greet", properties, ""));
        assertEquals(message, e.getMessage());
    }

    @Test
    void theGuestIsNamedByPropertyOrByPid() {
        assertEquals("a", GuestConfigurationComponent.nameOf(Map.of("service.pid", "org.amphora.guest~a")));
        assertEquals(
                "b",
                GuestConfigurationComponent.nameOf(
                        Map.of("service.pid", "org.amphora.guest~a", "wasm.guest.name", "b")));
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> GuestConfigurationComponent.nameOf(Map.of("service.pid", "org.amphora.guest.1234")));
        assertEquals(
                "configuration org.amphora.guest.1234 does not say which guest it is for: "
                        + "call it org.amphora.guest~NAME, or set wasm.guest.name",
                e.getMessage());
    }
}
