package org.amphora.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.amphora.api.Engine;
import org.amphora.api.Function;
import org.amphora.api.FunctionType;
import org.amphora.api.Instance;
import org.amphora.api.NoSuchExportException;
import org.amphora.api.Trap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls from Java into a guest. */
class CallTest {
    private final Engine engine = Guests.engine();
    private final Instance guest = Guests.instantiate(engine, "calls");

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    private static String refusal(Runnable call) {
        return assertThrows(IllegalArgumentException.class, call::run).getMessage();
    }

    private Trap trap(String function, long... parameters) {
        return assertThrows(Trap.class, () -> guest.function(function).call(parameters));
    }

    @Test
    void callsWithSlots() {
        assertArrayEquals(new long[] {3}, guest.function("add").call(1, 2));
        assertArrayEquals(new long[] {}, guest.function("nothing").call());
        assertArrayEquals(
                new long[] {Double.doubleToRawLongBits(0.5), 0, 0},
                new long[] {guest.function("three").call(9)[2], 0, 0});
        assertArrayEquals(
                new long[] {9, 0xFFFF_FFFEL, Double.doubleToRawLongBits(0.5)},
                guest.function("three").call(9));
    }

    @Test
    void cleansTheUpperBitsOfResults() {
        assertArrayEquals(new long[] {0xFFFF_FFFFL}, guest.function("minus").call());
        long bits = guest.function("half")
                .call(Integer.toUnsignedLong(Float.floatToRawIntBits(-3f)), Double.doubleToRawLongBits(0.5))[0];
        assertEquals(Integer.toUnsignedLong(Float.floatToRawIntBits(-1.5f)), bits);
    }

    @Test
    void ignoresTheUpperBitsOfParameters() {
        assertArrayEquals(new long[] {5}, guest.function("wide").call(0xDEAD_BEEF_0000_0005L));
    }

    @Test
    void leavesSlotsBeyondTheResultsAlone() {
        long[] stack = {1, 2, 77, 88};
        guest.function("add").callWithStack(stack);
        assertArrayEquals(new long[] {3, 2, 77, 88}, stack);
    }

    @Test
    void callsWithObjects() {
        assertArrayEquals(new Object[] {3}, guest.function("add").apply(1, 2));
        assertArrayEquals(new Object[] {-1.5f}, guest.function("half").apply(-3f, 0.5));
        assertArrayEquals(new Object[] {9L, -2, 0.5}, guest.function("three").apply(9L));
        assertArrayEquals(new Object[] {}, guest.function("nothing").apply());
    }

    @Test
    void passesReferencesAsObjects() {
        Object something = new Object();
        assertSame(something, guest.function("identity").apply(something)[0]);
        assertNull(guest.function("identity").apply((Object) null)[0]);
        Function add = guest.function("add");
        assertArrayEquals(new Object[] {add, something}, guest.function("pair").apply(something, add));
        assertEquals(1, guest.function("is_null").apply((Object) null)[0]);
        assertEquals(0, guest.function("is_null").apply(add)[0]);
    }

    @Test
    void keepsResultHandlesUntilTheNextCall() {
        long handle = guest.handle("text");
        long result = guest.function("identity").call(handle)[0];
        assertEquals("text", guest.reference(result));
        guest.function("nothing").call();
        String message = refusal(() -> guest.reference(result));
        assertEquals(
                "handle " + result
                        + " of instance calls is not valid: it was never made, or the call in which it was made"
                        + " has ended",
                message);
    }

    @Test
    void refusesWrongArguments() {
        assertEquals(
                "calls.add expects 2 slots for (i32, i32), but got 3",
                refusal(() -> guest.function("add").call(1, 2, 3)));
        assertEquals(
                "calls.wide expects 1 slot for (i32), but got 0",
                refusal(() -> guest.function("wide").call()));
        assertEquals(
                "calls.three needs a stack of 3 slots for (i64) -> (i64, i32, f64), but got 1",
                refusal(() -> guest.function("three").callWithStack(new long[1])));
        assertEquals(
                "calls.add expects 2 arguments for (i32, i32), but got 1",
                refusal(() -> guest.function("add").apply(1)));
        assertEquals(
                "calls.add expects i32 as argument 1, but got java.lang.Long",
                refusal(() -> guest.function("add").apply(1, 2L)));
        assertEquals(
                "calls.add expects i32 as argument 0, but got null",
                refusal(() -> guest.function("add").apply(null, 2)));
        assertEquals(
                "calls.is_null expects funcref as argument 0, but got java.lang.String",
                refusal(() -> guest.function("is_null").apply("text")));
        long handle = guest.handle("text");
        assertEquals(
                "calls.is_null expects funcref as argument 0, but got java.lang.String",
                refusal(() -> guest.function("is_null").call(handle)));
        assertEquals(
                "handle 99 of instance calls is not valid: it was never made, or the call in which it was made has ended",
                refusal(() -> guest.function("identity").call(99)));
    }

    @Test
    void turnsWhatTheJvmThrowsIntoTraps() {
        assertEquals(Trap.Kind.INTEGER_DIVIDE_BY_ZERO, trap("divide", 1, 0).kind());
        assertEquals("integer divide by zero", trap("divide", 1, 0).getMessage());
        assertEquals("integer overflow", trap("divide", 0x8000_0000L, -1).getMessage());
        assertEquals(Trap.Kind.OUT_OF_BOUNDS_MEMORY_ACCESS, trap("load", 65_533).kind());
        assertEquals(Trap.Kind.OUT_OF_BOUNDS_MEMORY_ACCESS, trap("load", -1).kind());
        assertEquals("unreachable", trap("unreachable").getMessage());
        assertEquals(
                "invalid conversion to integer",
                trap("truncate", Integer.toUnsignedLong(Float.floatToRawIntBits(Float.NaN)))
                        .getMessage());
    }

    @Test
    void namesTheWasmFramesOfATrapInnermostFirst() {
        Trap trap = trap("unreachable");
        assertEquals("wasm error: unreachable\nwasm stack trace:\n\tcalls.inner\n\tcalls.unreachable", trap.describe());
        assertEquals(14, trap.getWasmStackTrace().get(0).functionIndex());
    }

    @Test
    void namesTheCalledFunctionEvenIfTheJvmHasStoppedToRecordStackTraces() {
        for (int i = 0; i < 50_000; i++) {
            assertEquals(
                    "calls.divide",
                    trap("divide", 1, 0).getWasmStackTrace().get(0).toString());
        }
    }

    @Test
    void trapsWhenTheStackIsExhaustedAndGoesOn() {
        for (int i = 0; i < 3; i++) {
            Trap trap = trap("recurse", 0);
            assertEquals(Trap.Kind.CALL_STACK_EXHAUSTED, trap.kind());
            assertEquals("call stack exhausted", trap.getMessage());
            assertEquals("calls.recurse", trap.getWasmStackTrace().get(0).toString());
            assertArrayEquals(new long[] {3}, guest.function("add").call(1, 2));
        }
    }

    @Test
    void keepsItsStateAndThatOfOthersOverATrap() {
        Instance other = engine.linker().instantiate(guest.module());
        guest.function("count").call();
        guest.memory().writeInt(8, 8);
        trap("unreachable");
        assertArrayEquals(new long[] {2}, guest.function("count").call());
        assertEquals(8, guest.memory().readInt(8));
        assertArrayEquals(new long[] {1}, other.function("count").call());
        assertEquals(0, other.memory().readInt(8));
    }

    @Test
    void sharesMemoryAndGlobalsWithJava() {
        guest.memory().writeInt(100, 42);
        assertArrayEquals(new long[] {42}, guest.function("load").call(100));
        guest.function("store").call(104, 43);
        assertEquals(43, guest.memory("memory").readInt(104));
        guest.global("counter").set(10);
        assertArrayEquals(new long[] {11}, guest.function("count").call());
        assertEquals(11, guest.global("counter").getSlot());
        assertEquals(1, guest.memory().grow(1));
        assertArrayEquals(new long[] {2}, guest.function("grow").call(2));
        assertEquals(4, guest.memory().pages());
        assertArrayEquals(new long[] {0xFFFF_FFFFL}, guest.function("grow").call(1));
        guest.function("store").call(4 * 65_536 - 4, 5);
    }

    @Test
    void findsExportsByNameAndKind() {
        assertSame(guest.function("add"), guest.function("add"));
        assertSame(guest.function("add"), guest.export("add"));
        assertSame(guest.memory(), guest.export("memory"));
        assertEquals(FunctionType.parse("ii-i"), guest.function("add").type());
        assertEquals("add", guest.function("add").name());
        assertEquals("calls.add (i32, i32) -> (i32)", guest.function("add").toString());
        assertEquals("instance calls", guest.toString());
        assertEquals(guest.module().exports(), guest.exports());
    }

    @Test
    void saysWhatThereIsInsteadOfAMissingExport() {
        NoSuchExportException e = assertThrows(NoSuchExportException.class, () -> guest.memory("mem"));
        assertEquals("calls exports no memory mem; it exports memory", e.getMessage());
        e = assertThrows(NoSuchExportException.class, () -> guest.global("add"));
        assertEquals("export add of calls is a function, not a global; it exports counter", e.getMessage());
        e = assertThrows(NoSuchExportException.class, () -> guest.table("table"));
        assertEquals("calls exports no table table; it exports no table", e.getMessage());
        e = assertThrows(NoSuchExportException.class, () -> guest.export("nowhere"));
        assertTrue(e.getMessage().startsWith("calls has no export nowhere; it exports memory, counter, add, "));
        e = assertThrows(NoSuchExportException.class, () -> guest.function("memory"));
        assertTrue(e.getMessage()
                .startsWith("export memory of calls is a memory, not a function; it exports add, wide, "));
        Instance bare = Guests.instantiate(engine, "nothing");
        e = assertThrows(NoSuchExportException.class, bare::memory);
        assertEquals("nothing has no memory", e.getMessage());
        e = assertThrows(NoSuchExportException.class, () -> bare.export("x"));
        assertEquals("nothing has no export x; it exports nothing", e.getMessage());
    }
}
