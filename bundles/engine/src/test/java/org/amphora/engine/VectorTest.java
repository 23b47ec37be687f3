package org.amphora.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.amphora.api.Engine;
import org.amphora.api.Function;
import org.amphora.api.FunctionType;
import org.amphora.api.Global;
import org.amphora.api.HostFunctionException;
import org.amphora.api.Instance;
import org.amphora.api.NoSuchExportException;
import org.amphora.api.Trap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A v128 is a value like any other: it goes wherever the others go, in two slots. */
class VectorTest {
    private final Engine engine = Guests.engine();
    private long handle;
    private final Instance guest = engine.linker()
            .define("env", "swap", FunctionType.parse("viv-viv"), (caller, stack) -> {
                long low = stack[0];
                long high = stack[1];
                stack[0] = stack[3];
                stack[1] = stack[4];
                stack[2]++;
                stack[3] = low;
                stack[4] = high;
            })
            .define("env", "pick", FunctionType.parse("ve-ve"), (caller, stack) -> stack[2] = handle)
            .instantiate(Guests.compile(engine, "vectors"));

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    private long[] call(String function, long... slots) {
        return guest.function(function).call(slots);
    }

    private static byte[] bytes(int... bytes) {
        byte[] vector = new byte[16];
        for (int i = 0; i < bytes.length; i++) {
            vector[i] = (byte) bytes[i];
        }
        return vector;
    }

    @Test
    void takesTwoSlotsLowHalfFirst() {
        assertArrayEquals(new long[] {11, 22}, call("add", 1, 2, 10, 20));
        assertArrayEquals(new long[] {11, 22}, call("indirect", 1, 2, 10, 20));
        Object[] results = guest.function("add").apply(bytes(1, 0, 0, 0, 0, 0, 0, 0, 2), bytes(0, 1));
        assertArrayEquals(bytes(1, 1, 0, 0, 0, 0, 0, 0, 2), (byte[]) results[0]);
        Function add = guest.function("add");
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> add.call(1, 2));
        assertEquals("vectors.add expects 4 slots for (v128, v128), but got 2", e.getMessage());
    }

    @Test
    void goesThroughHostFunctions() {
        assertArrayEquals(new long[] {4, 5, 4, 1, 2}, call("swap", 1, 2, 3, 4, 5));
        assertArrayEquals(new long[] {4, 5, 4, 1, 2}, call("swap_indirect", 1, 2, 3, 4, 5));
    }

    @Test
    void doesNotShiftTheNumberOfAReferenceInAMessage() {
        handle = 77;
        Function pick = guest.function("pick");
        HostFunctionException e = assertThrows(HostFunctionException.class, () -> pick.call(1, 2, 0));
        assertEquals(
                "host function env.pick left handle 77 as result 1, which was not made in this call", e.getMessage());
    }

    @Test
    void livesInGlobals() {
        assertArrayEquals(new long[] {1, 2}, call("double_global"));
        assertArrayEquals(new long[] {2, 4}, call("double_global"));
        assertArrayEquals(new long[] {0x0000_0002_0000_0001L, 0x0000_0004_0000_0003L}, call("constant_global"));
        Global shared = guest.global("shared");
        assertArrayEquals(bytes(4, 0, 0, 0, 0, 0, 0, 0, 8), (byte[]) shared.get());
        shared.set(bytes(3, 0, 0, 0, 0, 0, 0, 0, 5));
        assertArrayEquals(new long[] {3, 5}, call("double_global"));
    }

    @Test
    void livesInLocalsAmongOthers() {
        assertArrayEquals(new long[] {7, 8, 9, 0, 0, 6}, call("locals", 7, 8, 9, 6));
    }

    @Test
    void isSelectedWhole() {
        assertArrayEquals(new long[] {1, 2, 3, 4}, call("select", 1, 2, 3, 4, 5));
        assertArrayEquals(new long[] {3, 4, 1, 2}, call("select", 1, 2, 3, 4, 0));
    }

    @Test
    void isCarriedByBranches() {
        assertArrayEquals(new long[] {7, 5050, 5050}, call("triangle", 100));
        assertArrayEquals(new long[] {-1, -1}, call("leave", 0));
        assertArrayEquals(new long[] {0x1_0000_0001L, 0x1_0000_0001L}, call("leave", 1));
        assertArrayEquals(new long[] {-1, -1}, call("leave", 2));
    }

    @Test
    void travelsPackedWhereThereAreTooManyParameters() {
        assertArrayEquals(new long[] {49, 68, 9}, call("call_many", 3, 4));
        long[] slots = new long[129];
        Arrays.setAll(slots, i -> i);
        assertArrayEquals(new long[] {126 - 2, 127 - 3, 128}, call("many", slots));
    }

    @Test
    void isShuffledByteByByte() {
        long low = 0x0706_0504_0302_0100L;
        long high = 0x0f0e_0d0c_0b0a_0908L;
        long otherLow = 0x1716_1514_1312_1110L;
        long otherHigh = 0x1f1e_1d1c_1b1a_1918L;
        long[] both = {low, high, otherLow, otherHigh};
        assertArrayEquals(new long[] {0x0312_0211_0110_001fL, 0x0809_0a0b_0c0d_0e0fL}, call("shuffle_bytes", both));
        assertArrayEquals(new long[] {otherHigh, low}, call("shuffle_halves", both));
        assertArrayEquals(new long[] {0x0302_0100_0706_0504L, 0x1f1e_1d1c_1716_1514L}, call("shuffle_ints", both));
    }

    @Test
    void isStoredWholeOrNotAtAll() {
        int end = 65536;
        call("store", end - 16, 1, 2);
        assertArrayEquals(new long[] {1, 2}, call("load", end - 16));
        assertArrayEquals(new long[] {1, 2}, call("load_far", end - 24));
        Function store = guest.function("store");
        for (long address : new long[] {end - 15, end - 8, end - 7, end, -1, -8, -16, Integer.MAX_VALUE}) {
            Trap trap = assertThrows(Trap.class, () -> store.call(address, -1, -1));
            assertEquals("out of bounds memory access", trap.getMessage());
        }
        for (long address : new long[] {0, 16, -1, -8, Integer.MAX_VALUE}) {
            assertThrows(Trap.class, () -> call("store_far", address, -1, -1));
            assertThrows(Trap.class, () -> call("load_beyond", address));
        }
        for (long address : new long[] {end - 23, -8, -24, Integer.MAX_VALUE}) {
            assertThrows(Trap.class, () -> call("load_far", address));
        }
        assertArrayEquals(new long[] {1, 2}, call("load", end - 16));
        assertArrayEquals(new long[] {0, 0}, call("load", 0));
    }

    // ---- vectors of floats, which are four floats in between ----

    private static long floats(float first, float second) {
        return Integer.toUnsignedLong(Float.floatToRawIntBits(first)) | ((long) Float.floatToRawIntBits(second) << 32);
    }

    @Test
    void changesItsFormInLocals() {
        long low = floats(1.5f, -2);
        long high = floats(3, 1e30f);
        long[] squares = {floats(9, 16), floats(36, Float.POSITIVE_INFINITY)};
        // xor makes visible what the additions change, the sign that negation set is cleared again
        long[] expected = {
            sumOfShorts(squares[0] + 0x2_0000_0001L, low) ^ squares[0],
            sumOfShorts(squares[1] + 0x4_0000_0003L, high) ^ squares[1]
        };
        assertArrayEquals(expected, call("forms", low, high, low, high));
    }

    private static long sumOfShorts(long a, long b) {
        long sum = 0;
        for (int shift = 0; shift < 64; shift += 16) {
            sum |= (((a >>> shift) + (b >>> shift)) & 0xFFFF) << shift;
        }
        return sum;
    }

    @Test
    void liesBelowBlocksAndIsCarriedOutOfThem() {
        long low = floats(1, 2);
        long high = floats(3, 4);
        long[] below = {Float.floatToRawIntBits(2.5f), floats(2, 4), floats(6, 8)};
        assertArrayEquals(new long[] {below[0], below[1], below[2], 9 + 17}, call("below", 1, low, high));
        assertArrayEquals(new long[] {below[0], below[1], below[2], 9 - 3}, call("below", 0, low, high));
        assertArrayEquals(new long[] {floats(3, 6), floats(9, 12)}, call("carry", 9, floats(1, 4), floats(9, 16)));
    }

    @Test
    void isDroppedPassedAndSelectedAsFloats() {
        long low = floats(1, 2);
        long high = floats(3, 4);
        assertArrayEquals(new long[] {floats(2, 4), floats(6, 8)}, call("drop", low, high));
        assertArrayEquals(new long[] {floats(-1, -2), floats(-3, -4)}, call("select_floats", low, high, 1));
        assertArrayEquals(new long[] {floats(1, 1), floats(1, 1)}, call("select_floats", low, high, 0));
    }

    @Test
    void isShuffledAsFloatsWhereLanesStayWhole() {
        long[] both = {floats(1, 2), floats(3, 4), floats(5, 6), floats(7, 8)};
        assertArrayEquals(new long[] {floats(-8, -1), floats(-5, -2)}, call("shuffle_floats", both));
        // -1 is bf800000: bytes 00 00 80 bf
        assertArrayEquals(new long[] {0xbf80_0000_80bf_0000L, floats(-5, -2)}, call("shuffle_float_bytes", both));
    }

    @Test
    void isStoredAsFloatsWholeOrNotAtAll() {
        int end = 65536;
        call("store_floats", end - 16, floats(1, 2), floats(3, 4));
        assertArrayEquals(new long[] {floats(-1, -2), floats(-3, -4)}, call("load", end - 16));
        assertArrayEquals(new long[] {floats(1, 2), floats(3, 4)}, call("load_floats", end - 20));
        assertArrayEquals(new long[] {floats(-3, -6), floats(-9, -12)}, call("splat_float", end - 8));
        Function store = guest.function("store_floats");
        Function load = guest.function("load_floats");
        for (long address : new long[] {end - 15, end - 4, end, -1, -4, -12, -16, Integer.MAX_VALUE}) {
            Trap trap = assertThrows(Trap.class, () -> store.call(address, -1, -1));
            assertEquals("out of bounds memory access", trap.getMessage());
            assertThrows(Trap.class, () -> load.call(address));
        }
        assertArrayEquals(new long[] {floats(-1, -2), floats(-3, -4)}, call("load", end - 16));
        assertArrayEquals(new long[] {0, 0}, call("load", 0));
    }

    /** A facade has no form for it. */
    public interface Adding {
        long add(long a, long b);
    }

    @Test
    void isNoTypeOfAFacade() {
        NoSuchExportException e = assertThrows(NoSuchExportException.class, () -> guest.as(Adding.class));
        assertEquals(
                "vectors does not export what org.amphora.engine.VectorTest$Adding needs: add (i64, i64) -> (i64), but"
                        + " its type is (v128, v128) -> (v128)",
                e.getMessage());
    }
}
