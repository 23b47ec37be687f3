package org.amphora.engine.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.amphora.api.AddressType;
import org.amphora.api.Limits;
import org.amphora.api.MemoryType;
import org.amphora.api.Trap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class BufferMemoryTest {
    private static final int PAGE = MemoryType.PAGE_BYTES;
    private static final int CHUNK = 1 << 20;
    private static final long HEAD = 16L * CHUNK;

    /** Larger than its head: what lies behind is in chunks. */
    private final BufferMemory memory = shared(1, 400);

    @BeforeEach
    void growBeyondTheHead() {
        assertEquals(1, memory.grow(299));
    }

    private static MemoryType type(long min, long max, int pageBytes) {
        return MemoryType.of(Limits.of(min, max), AddressType.I32, true, pageBytes);
    }

    private static BufferMemory allocate(MemoryType type, Budget budget) {
        return (BufferMemory) MemoryInstance.allocate(type, budget);
    }

    private static BufferMemory shared(long min, long max) {
        return allocate(type(min, max, PAGE), Budget.unlimited());
    }

    private static void assertTrap(Trap.Kind kind, String detail, Executable access) {
        Trap trap = assertThrows(Trap.class, access);
        assertEquals(kind.message() + ": " + detail, trap.getMessage());
        assertEquals(kind, trap.kind());
    }

    private static void assertOutOfBounds(String detail, Executable access) {
        assertTrap(Trap.Kind.OUT_OF_BOUNDS_MEMORY_ACCESS, detail, access);
    }

    @Test
    void reachesAllBytesInHeadAndChunksAndAcrossThem() {
        long end = 300L * PAGE;
        for (long edge : new long[] {0, CHUNK, HEAD, HEAD + CHUNK, end}) {
            for (long at = Math.max(0, edge - 9); at <= Math.min(edge + 2, end - 8); at++) {
                memory.writeLong(at, 0x0807060504030201L + at);
                assertEquals(0x0807060504030201L + at, memory.readLong(at), "at " + at);
                assertEquals((byte) (0x01 + at), memory.readByte(at), "at " + at);
                memory.writeInt(at + 1, -5);
                assertEquals(-5, memory.readInt(at + 1));
                memory.writeShort(at + 3, (short) 0x8001);
                assertEquals((short) 0x8001, memory.readShort(at + 3));
                memory.writeDouble(at, -1.5);
                assertEquals(-1.5, memory.readDouble(at));
                memory.writeByte(at, (byte) 7);
                assertEquals(7, memory.readByte(at));
            }
        }
    }

    @Test
    void trapsWhenAnyByteLiesOutside() {
        assertOutOfBounds(
                "1 byte at address 19660800 of a memory of 19660800 bytes", () -> memory.readByte(300L * PAGE));
        assertOutOfBounds(
                "4 bytes at address 19660797 of a memory of 19660800 bytes", () -> memory.readInt(300L * PAGE - 3));
        assertOutOfBounds(
                "8 bytes at address 18446744073709551615 of a memory of 19660800 bytes", () -> memory.writeLong(-1, 1));
        BufferMemory small = shared(1, 2);
        assertOutOfBounds("8 bytes at address 65529 of a memory of 65536 bytes", () -> small.writeLong(PAGE - 7, 1));
        assertOutOfBounds("8 bytes at address 65536 of a memory of 65536 bytes", () -> small.atomicLoad(PAGE, 8));
    }

    @Test
    void movesManyBytesAcrossChunks() {
        byte[] bytes = new byte[2 * CHUNK + 99];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 7 + i / 256);
        }
        long from = HEAD - CHUNK / 2;
        memory.write(from, bytes);
        assertArrayEquals(bytes, memory.read(from, bytes.length));
        for (int distance : new int[] {1, -1, CHUNK, -CHUNK, CHUNK + 3, -CHUNK - 3}) {
            memory.write(from, bytes);
            memory.copy(from + distance, from, bytes.length);
            assertArrayEquals(bytes, memory.read(from + distance, bytes.length), "by " + distance);
        }
        memory.fill(from, bytes.length, (byte) -3);
        byte[] filled = memory.read(from, bytes.length);
        for (byte b : filled) {
            assertEquals(-3, b);
        }
        memory.write(3, bytes, 1, 2);
        assertArrayEquals(new byte[] {0, bytes[1], bytes[2], 0}, memory.read(2, 4));
    }

    @Test
    void copiesFromAndToMemoriesOfAnotherKind() {
        MemoryInstance array = MemoryInstance.allocate(MemoryType.of(Limits.of(1, 1)), Budget.unlimited());
        array.write(1, new byte[] {1, 2, 3});
        memory.copy(HEAD - 1, 1, 3, array);
        assertArrayEquals(new byte[] {0, 1, 2, 3, 0}, memory.read(HEAD - 2, 5));
        array.copy(10, HEAD - 1, 3, memory);
        assertArrayEquals(new byte[] {0, 1, 2, 3, 0}, array.read(9, 5));
    }

    @Test
    void viewsItsBytesAsFarAsTheyAreInOnePiece() {
        memory.view(HEAD - 4, 4).putInt(0, 0x01020304);
        assertEquals(0x01020304, memory.readInt(HEAD - 4));
        assertEquals(4, memory.view(HEAD - 4, 10).remaining());
        memory.view(HEAD + CHUNK - 1, 10).put(0, (byte) 9);
        assertEquals(9, memory.readByte(HEAD + CHUNK - 1));
        assertEquals(1, memory.view(HEAD + CHUNK - 1, 10).remaining());
        assertEquals(0, memory.view(300L * PAGE, 0).remaining());
        assertEquals(CHUNK, memory.view(HEAD, CHUNK).remaining());
    }

    @Test
    void growsToItsMaximumAndMovesNothing() {
        BufferMemory growing = shared(1, 300);
        ByteBuffer early = growing.view(0, 8);
        growing.writeByte(PAGE - 1, (byte) 1);
        assertEquals(1, growing.grow(1));
        assertEquals(2, growing.grow(297));
        assertEquals(299, growing.pages());
        assertEquals(-1, growing.grow(2));
        assertEquals(299, growing.grow(1));
        assertEquals(-1, growing.grow(-1));
        assertEquals(300, growing.grow(0));
        assertEquals("memory 300 300 shared", growing.toString());
        growing.writeLong(300L * PAGE - 8, 5);
        early.putInt(0, 77);
        assertEquals(77, growing.readInt(0));
        assertEquals(1, growing.readByte(PAGE - 1));
        assertEquals(0, growing.readByte(PAGE));
    }

    @Test
    void takesTheSlowWayWithAHeadFromBeforeAGrowth() {
        BufferMemory growing = shared(1, 2);
        ByteBuffer stale = growing.head;
        growing.grow(1);
        growing.head = stale;
        BufferAccess.i64Store(PAGE, 42L, growing, 8);
        assertEquals(42, BufferAccess.i64Load(PAGE + 8, growing, 0));
        BufferAccess.i32Store(PAGE - 2, 43, growing, 0);
        assertEquals(43, BufferAccess.i32Load((long) PAGE - 2, growing, 0));
        assertThrows(Trap.class, () -> BufferAccess.i32Load(2 * PAGE - 3, growing, 0));
    }

    @Test
    void takesAddressesOf64BitsAsUnsigned() {
        BufferMemory small = shared(1, 1);
        for (long[] access : new long[][] {{-1, 0}, {-1, 1}, {0, -1}, {Long.MAX_VALUE, Long.MAX_VALUE}, {-8, 8}}) {
            assertThrows(Trap.class, () -> BufferAccess.i32Load(access[0], small, access[1]));
            assertThrows(Trap.class, () -> BufferAccess.i64Store8(access[0], 1, small, access[1]));
            assertThrows(Trap.class, () -> AtomicAccess.load(access[0] & -8, access[1] & -8, 8, small));
        }
        assertThrows(Trap.class, () -> BufferAccess.i32Load(-1, small, 1));
    }

    @Test
    void writesNothingOfAVectorThatIsHalfOutside() {
        BufferMemory small = shared(1, 1);
        assertThrows(Trap.class, () -> BufferAccess.v128Store(PAGE - 15, 1, 1, small, 0));
        assertEquals(0, small.readLong(PAGE - 15));
        BufferAccess.v128Store(PAGE - 16, 1, 2, small, 0);
        assertEquals(1, small.readLong(PAGE - 16));
        assertEquals(2, small.readLong(PAGE - 8));
    }

    @Test
    void isAsLargeAsPagesOfOneByteSay() {
        BufferMemory bytes = allocate(type(5, 9, 1), Budget.unlimited());
        bytes.writeByte(4, (byte) 1);
        assertOutOfBounds("1 byte at address 5 of a memory of 5 bytes", () -> bytes.readByte(5));
        assertEquals(1, bytes.atomicModify(AtomicOperation.ADD, 4, 255, 1));
        assertEquals(0, bytes.readByte(4));
        assertThrows(Trap.class, () -> bytes.atomicLoad(4, 2));
        assertEquals(5, bytes.grow(4));
        assertEquals(-1, bytes.grow(1));
        assertThrows(Trap.class, () -> bytes.atomicLoad(8, 4));
        assertEquals(0, bytes.atomicLoad(8, 1));
    }

    @Test
    void changesNumbersOfAllWidthsWithoutTouchingTheirNeighbours() {
        for (int bytes = 1; bytes <= 8; bytes *= 2) {
            long mask = bytes == 8 ? -1 : (1L << (8 * bytes)) - 1;
            for (AtomicOperation operation : AtomicOperation.values()) {
                for (int at = 16; at < 24; at += bytes) {
                    memory.writeLong(8, -1);
                    memory.writeLong(16, 0x8877665544332211L);
                    memory.writeLong(24, -1);
                    long old = (0x8877665544332211L >>> ((at - 16) * 8)) & mask;
                    long operand = 0xf1e2d3c4b5a69788L;
                    assertEquals(old, memory.atomicModify(operation, at, operand, bytes), operation + " " + bytes);
                    long expected = operation.apply(old, operand) & mask;
                    assertEquals(expected, memory.atomicLoad(at, bytes), operation + " " + bytes);
                    long others = ~(mask << ((at - 16) * 8));
                    assertEquals(0x8877665544332211L & others, memory.readLong(16) & others);
                    assertEquals(-1, memory.readLong(8));
                    assertEquals(-1, memory.readLong(24));
                }
            }
        }
    }

    @Test
    void doesOnOneThreadWhatOtherKindsOfMemoriesDo() {
        MemoryInstance array = MemoryInstance.allocate(MemoryType.of(Limits.of(1, 1)), Budget.unlimited());
        for (MemoryInstance each : new MemoryInstance[] {array, shared(1, 1)}) {
            for (int bytes = 1; bytes <= 8; bytes *= 2) {
                each.writeLong(8, 0x8877665544332211L);
                long old = each.atomicLoad(8, bytes);
                assertEquals(old, each.atomicCompareExchange(8, old, 0x7f, bytes));
                assertEquals(0x7f, each.atomicCompareExchange(8, old, 1, bytes), "no other number is replaced");
                assertEquals(0x7f, each.atomicLoad(8, bytes));
                each.atomicStore(8, -2, bytes);
                assertEquals(-2 & (-1L >>> (64 - 8 * bytes)), each.atomicModify(AtomicOperation.SUB, 8, 3, bytes));
                assertEquals(-5 & (-1L >>> (64 - 8 * bytes)), each.atomicLoad(8, bytes));
            }
            each.atomicStore(8, 0x11, 1);
            assertEquals(0x11, each.atomicCompareExchange(8, 0x111, 0, 1), "what does not fit is not there");
            assertEquals(0x11, each.atomicLoad(8, 1));
            assertEquals(0, each.wake(8, -1));
            assertThrows(Trap.class, () -> each.wake(PAGE, 1));
        }
    }

    @Test
    void refusesAtomicAccessWhereItIsNotAligned() {
        assertTrap(
                Trap.Kind.UNALIGNED_ATOMIC,
                "4 bytes at address 6, which is no multiple of 4",
                () -> memory.getAndAddInt(6, 1));
        MemoryInstance array = MemoryInstance.allocate(MemoryType.of(Limits.of(1, 1)), Budget.unlimited());
        assertTrap(
                Trap.Kind.UNALIGNED_ATOMIC,
                "8 bytes at address 4, which is no multiple of 8",
                () -> array.atomicCompareExchange(4, 0, 0, 8));
        assertTrap(
                Trap.Kind.EXPECTED_SHARED_MEMORY,
                "memory 1 1 is not, so nobody could end the wait",
                () -> array.await(0, 0, 4, 0));
    }

    @Test
    void servesJavaAsItServesGuests() {
        memory.writeIntVolatile(8, -7);
        assertEquals(-7, memory.readIntVolatile(8));
        assertEquals(-7, memory.getAndAddInt(8, 10));
        assertEquals(3, memory.compareAndExchangeInt(8, -1, 9));
        assertEquals(3, memory.compareAndExchangeInt(8, 3, -1));
        assertEquals(-1, memory.compareAndExchangeInt(8, -1, 4));
        memory.writeLongVolatile(16, Long.MIN_VALUE);
        assertEquals(Long.MIN_VALUE, memory.getAndAddLong(16, -1));
        assertEquals(Long.MAX_VALUE, memory.compareAndExchangeLong(16, Long.MAX_VALUE, 1));
        assertEquals(1, memory.readLongVolatile(16));
    }

    @Test
    void growsNoFurtherThanItsBudget() {
        Budget budget = Budget.of(3L * PAGE);
        BufferMemory first = allocate(type(1, 10, PAGE), budget);
        assertEquals(1, first.grow(1));
        assertEquals(-1, first.grow(2));
        assertNull(allocate(type(2, 10, PAGE), budget));
        assertNull(allocate(type(-1, -1, PAGE), Budget.unlimited()));
    }

    /** Buffers of what room there is, then no more. */
    private static final class Room {
        private final List<Integer> asked = new ArrayList<>();
        private int left;

        Room(int left) {
            this.left = left;
        }

        ByteBuffer allocate(int bytes) {
            asked.add(bytes);
            if (bytes > left) {
                throw new OutOfMemoryError("no room");
            }
            left -= bytes;
            return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    @Test
    void answersAGrowthForWhichThereIsNoRoomAndDoesNotAskAgainAtOnce() {
        Room room = new Room(17 * CHUNK);
        Budget budget = Budget.of(400L * PAGE);
        BufferMemory growing = new BufferMemory(type(1, 400, PAGE), budget, room::allocate);
        assertTrue(growing.begin());
        assertEquals(1, growing.grow(255));
        assertEquals(-1, growing.grow(32));
        assertEquals(-1, growing.grow(1));
        assertEquals(List.of(16 * CHUNK, CHUNK, CHUNK), room.asked);
        assertEquals(256, growing.pages());
        assertEquals(256, growing.grow(0));
        assertEquals(true, budget.take(144L * PAGE), "what was not used was given back");
    }

    @Test
    void givesTheBudgetBackIfThereIsNoRoomToBegin() {
        Budget budget = Budget.of(PAGE);
        assertThrows(
                OutOfMemoryError.class,
                () -> new BufferMemory(type(1, 400, PAGE), budget, new Room(0)::allocate).begin());
        assertEquals(true, budget.take(PAGE));
    }
}
