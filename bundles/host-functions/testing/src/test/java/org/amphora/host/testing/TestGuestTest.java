package org.amphora.host.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.amphora.api.FunctionType;
import org.amphora.api.HostFunction;
import org.amphora.api.Instance;
import org.amphora.api.NoSuchExportException;
import org.amphora.api.Trap;
import org.junit.jupiter.api.Test;

class TestGuestTest {
    private final TestGuest guest = new TestGuest("greet", 8);

    @Test
    void bindsTheFunctionAndPassesItAStackWithoutUpperBits() throws Throwable {
        HostFunction difference = new HostFunction() {
            @Override
            public void call(Instance caller, long[] stack) {
                throw new AssertionError("was not bound");
            }

            @Override
            public HostFunction bind(Instance instance) {
                return (caller, stack) -> stack[0] = stack[0] - stack[1];
            }
        };

        assertArrayEquals(new long[] {0xFFFF_FFFEL}, guest.call(difference, FunctionType.parse("ii-I"), -1, 1));
    }

    @Test
    void refusesAWrongNumberOfParameters() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> guest.call((caller, stack) -> {}, FunctionType.parse("v-"), 1));

        assertEquals("(v128) -> () takes 2 slots, not 1", e.getMessage());
    }

    @Test
    void memoryIsSentinelsUntilItIsWritten() {
        guest.memory().put(1, "ab").writeShort(4, (short) 0x4241);

        assertEquals("?ab?AB??", guest.memory().content());
        assertEquals("ab", guest.memory().readString(1, 2));
    }

    @Test
    void memoryTrapsOutsideOfItsBounds() {
        for (long[] range : new long[][] {{8, 1}, {9, 0}, {-1, 1}, {0, -1}, {0xFFFF_FFFFL, 1}}) {
            Trap trap = assertThrows(Trap.class, () -> guest.memory().checked(range[0], (int) range[1]));
            assertEquals("out of bounds memory access", trap.getMessage());
        }
        assertEquals(8, guest.memory().checked(0, 8));
    }

    @Test
    void viewsEndWithTheirPieceOfTheMemory() {
        TestMemory memory = new TestGuest("greet", new TestMemory(8, 4)).memory();

        assertEquals(2, memory.view(2, 6).remaining());
        assertEquals(3, memory.view(4, 3).remaining());
        assertEquals(0, memory.view(8, 0).remaining());
        memory.view(3, 5).put((byte) 'x');
        assertEquals("???x????", memory.content());
        assertEquals(8, guest.memory().view(0, 8).remaining());
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> new TestMemory(8, 0));
        assertEquals("a piece has at least one byte, not 0", e.getMessage());
    }

    @Test
    void handlesStandForWhatTheyWereGivenFor() {
        Object thing = new Object();

        assertEquals(thing, guest.reference(guest.handle(thing)));
        assertEquals(0, guest.handle(null));
        assertEquals(null, guest.reference(0));
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> guest.reference(2));
        assertEquals("handle 2 was never given to greet", e.getMessage());
    }

    @Test
    void closesResourcesInReverseAndLateOnesAtOnce() {
        List<Integer> closed = new ArrayList<>();
        guest.onClose(() -> closed.add(1));
        guest.onClose(() -> closed.add(2));

        guest.close();
        guest.onClose(() -> closed.add(3));

        assertEquals(List.of(2, 1, 3), closed);
    }

    @Test
    void exportsNothing() {
        NoSuchExportException e = assertThrows(NoSuchExportException.class, () -> guest.function("run"));

        assertEquals("greet is a test guest: it exports nothing, so no run", e.getMessage());
    }
}
