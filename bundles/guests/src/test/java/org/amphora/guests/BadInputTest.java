package org.amphora.guests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.amphora.api.HostFunction;
import org.amphora.api.HostFunctionException;
import org.amphora.api.NoSuchExportException;
import org.amphora.api.Trap;
import org.amphora.api.guest.Guest;
import org.amphora.api.guest.dto.FailureDTO;
import org.amphora.api.guest.dto.GuestDTO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever content is deployed and whatever a guest or its host functions do: the message says what was wrong, and
 * afterwards the guest, its neighbour and the engine still work. On the real engine.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class BadInputTest {
    private final RealSurroundings world = new RealSurroundings();
    private HostFunction act = (caller, stack) -> {};
    private HostFunction pick = (caller, stack) -> stack[0] = 0;
    private Guest orders;
    private Guest neighbour;
    private long count;

    @BeforeEach
    void deployTwoGuests() {
        world.offer("act", "-", (caller, stack) -> act.call(caller, stack));
        world.offer("pick", "-r", (caller, stack) -> pick.call(caller, stack));
        orders = deploy("orders");
        neighbour = deploy("neighbour");
    }

    /** Whatever went wrong: neither guest was replaced, both serve, and content that is right can be deployed. */
    @AfterEach
    void everythingStillWorks() {
        assertServes();
        assertEquals(1, orders.generation());
        assertEquals(1, neighbour.generation());
        assertArrayEquals(new long[] {1}, deploy("newcomer").call("count"));
        world.close();
    }

    private void assertServes() {
        act = (caller, stack) -> {};
        pick = (caller, stack) -> stack[0] = 0;
        count++;
        for (Guest guest : new Guest[] {orders, neighbour}) {
            assertArrayEquals(new long[] {count}, guest.call("count"), "the state of " + guest.name() + " is kept");
            assertArrayEquals(new long[] {42}, guest.call("add", 40, 2));
            guest.call("act");
            guest.call("pick");
            assertEquals(5, guest.as(Adding.class).add(2, 3));
        }
    }

    private Guest deploy(String name) {
        GuestDTO guest = world.guests.deploy(name, module("orders"), "orders.wasm");
        assertNull(guest.failure, () -> guest.failure.message);
        return world.guest(name);
    }

    private static byte[] module(String name) {
        try (InputStream in = BadInputTest.class.getResourceAsStream(name + ".wasm")) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void assertRejected(byte[] content, String reason, String details) {
        GuestDTO after = world.guests.deploy("orders", content, "drop");
        assertEquals("guest orders: drop " + details, after.failure.message);
        assertEquals(reason, after.failure.reasonName);
        assertEquals(GuestDTO.ACTIVE, after.state);
        assertServes();
    }

    // ---- content ----

    @Test
    void contentThatIsNoModuleIsRejected() {
        assertRejected(
                new byte[0],
                "MALFORMED",
                "is no WebAssembly module: unexpected end: a module begins with the 8 bytes 00 61 73 6d 01 00 00 00, not"
                        + " with 0 (at offset 0x0)");
        assertRejected(
                "hello!!!".getBytes(StandardCharsets.US_ASCII),
                "MALFORMED",
                "is no WebAssembly module: magic header not detected: a module begins with the bytes 00 61 73 6d, not with"
                        + " 68 65 6c 6c (at offset 0x0)");
        assertRejected(
                HexFormat.of().parseHex("0061736d0d000100"),
                "MALFORMED",
                "is no WebAssembly module: a component, not a core module: this engine runs core modules, such as compilers"
                        + " make for wasm32-wasip1 (not wasm32-wasip2) or wasm32-unknown-unknown (at offset 0x4)");
    }

    @Test
    void aCutModuleIsRejectedWithTheSectionThatIsCut() {
        byte[] whole = module("orders");
        assertRejected(
                Arrays.copyOf(whole, whole.length - 7),
                "MALFORMED",
                "is no WebAssembly module: length out of bounds: the custom section declares 75 bytes, 68 are left (at offset"
                        + " 0xd6)");
        assertRejected(
                Arrays.copyOf(whole, 20),
                "MALFORMED",
                "is no WebAssembly module: length out of bounds: the type section declares 23 bytes, 10 are left (at offset 0x8)");
    }

    @Test
    void aModuleWithAWrongInstructionIsRejected() {
        byte[] damaged = module("orders");
        int add = indexOf(damaged, "20 00 20 01 6a 0b") + 4;
        damaged[add] = (byte) 0x7c; // i64.add
        assertRejected(
                damaged,
                "INVALID",
                "is not a valid module: type mismatch: i64.add expects i64 but got i32 (function add (#3), offset 0xa7)");
        damaged[add] = (byte) 0xff;
        assertRejected(damaged, "MALFORMED", "is no WebAssembly module: illegal opcode ff (at offset 0xa7)");
    }

    private static int indexOf(byte[] bytes, String hex) {
        byte[] wanted = HexFormat.ofDelimiter(" ").parseHex(hex);
        for (int i = 0; i + wanted.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        throw new AssertionError(hex + " is not there");
    }

    @Test
    void importsThatNobodyProvidesAreNamedWithTheNearestCandidates() {
        world.guests.configure("orders", Map.of("wasm.guest.imports", "*"));
        assertRejected(
                module("asking"),
                "IMPORT_UNRESOLVED",
                "waits for host functions: unknown import: orders imports env.acts func (i32) -> (i64); nearest: env.act func"
                        + " () -> () of org.acme.host 1.0.0; incompatible import type: orders imports env.pick func (i64) ->"
                        + " (), but it is offered as func () -> (funcref) of org.acme.host 1.0.0");
    }

    @Test
    void aStartFunctionThatTrapsIsRejected() {
        assertRejected(module("starting"), "START_FAILED", "failed when it started: unreachable");
    }

    @Test
    void aJavaInterfaceWithoutTheExportsIsRejected() {
        world.interfaces.put("Demanding", Demanding.class);
        world.guests.configure("orders", Map.of("wasm.guest.interface", "Demanding"));
        RealSurroundings.await("the failure is told", () -> world.dto("orders").failure != null);
        assertEquals(
                "guest orders: orders.wasm does not fit its Java interface: " + "orders does not export what "
                        + Demanding.class.getName()
                        + " needs: count () -> (i64), but its type is () -> (i32); subtract (i32, i32) -> (), but there is no"
                        + " such export",
                world.dto("orders").failure.message);
        assertEquals(FailureDTO.INTERFACE_MISMATCH, world.dto("orders").failure.reason);
        world.guests.unconfigure("orders");
        RealSurroundings.await("the failure is forgotten", () -> world.dto("orders").failure == null);
    }

    // ---- calls ----

    @Test
    void anExportThatIsMissingOrOfAnotherKindIsNamedWithWhatThereIs() {
        NoSuchExportException e = assertThrows(NoSuchExportException.class, () -> orders.call("subtract"));
        assertEquals(
                "orders exports no function subtract; it exports count, add, divide, load, recurse, act, pick",
                e.getMessage());
        e = assertThrows(NoSuchExportException.class, () -> orders.call("memory"));
        assertEquals(
                "export memory of orders is a memory, not a function; it exports count, add, divide, load, recurse, act, pick",
                e.getMessage());
        e = assertThrows(NoSuchExportException.class, () -> orders.as(Demanding.class));
        assertEquals(
                "orders does not export what " + Demanding.class.getName()
                        + " needs: count () -> (i64), but its type is () -> (i32); subtract (i32, i32) -> (), but there is no"
                        + " such export",
                e.getMessage());
    }

    @Test
    void wrongArgumentsAreRefused() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> orders.call("add", 1));
        assertEquals("orders.add expects 2 slots for (i32, i32), but got 1", e.getMessage());
        e = assertThrows(IllegalArgumentException.class, () -> orders.call("add", 1, 2, 3));
        assertEquals("orders.add expects 2 slots for (i32, i32), but got 3", e.getMessage());
    }

    @Test
    void aHostFunctionThatThrowsIsNamedWithItsProvider() {
        act = (caller, stack) -> {
            throw new IOException("no disk");
        };
        assertEquals(
                "wasm error: host function env.act of org.acme.host 1.0.0 threw java.io.IOException: no disk\nwasm stack trace:\n\torders.run\n\torders.act",
                assertThrows(HostFunctionException.class, () -> orders.call("act"))
                        .describe());
        act = (caller, stack) -> {
            throw new LinkageError("stale");
        };
        assertEquals(
                "wasm error: host function env.act of org.acme.host 1.0.0 threw java.lang.LinkageError: stale\nwasm stack trace:\n\torders.run\n\torders.act",
                assertThrows(HostFunctionException.class, () -> orders.call("act"))
                        .describe());
    }

    @Test
    void aHostFunctionThatLeavesABrokenStackIsNamedWithItsProvider() {
        pick = (caller, stack) -> stack[0] = 7;
        assertEquals(
                "wasm error: host function env.pick of org.acme.host 1.0.0 left handle 7 as result 0, which was not made in this call"
                        + "\nwasm stack trace:\n\torders.pick",
                assertThrows(HostFunctionException.class, () -> orders.call("pick"))
                        .describe());
        pick = (caller, stack) -> stack[0] = caller.handle("text");
        assertEquals(
                "wasm error: host function env.pick of org.acme.host 1.0.0 left java.lang.String as result 0, which must be funcref"
                        + "\nwasm stack trace:\n\torders.pick",
                assertThrows(HostFunctionException.class, () -> orders.call("pick"))
                        .describe());
    }

    @Test
    void aTrapIsToldWithItsWasmFrames() {
        assertEquals("wasm error: integer divide by zero\nwasm stack trace:\n\torders.divide", trap("divide", 1, 0));
        assertEquals("wasm error: out of bounds memory access\nwasm stack trace:\n\torders.load", trap("load", -1));
    }

    @Test
    void aStackOverflowIsATrap() {
        Trap trap = assertThrows(Trap.class, () -> orders.call("recurse", 0));
        assertEquals("call stack exhausted", trap.getMessage());
        assertEquals("orders.recurse", trap.getWasmStackTrace().get(0).toString());
        assertServes();
        act = (caller, stack) -> orders.call("act");
        assertEquals(
                "call stack exhausted",
                assertThrows(Trap.class, () -> orders.call("act")).getMessage());
    }

    private String trap(String function, long... parameters) {
        return assertThrows(Trap.class, () -> orders.call(function, parameters)).describe();
    }

    /** What the guest has. */
    public interface Adding {
        int add(int a, int b);
    }

    /** What it has not. */
    public interface Demanding extends Adding {
        long count();

        void subtract(int a, int b);
    }
}
