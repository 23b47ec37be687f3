package org.amphora.engine.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.amphora.api.AddressType;
import org.amphora.api.Limits;
import org.amphora.api.MemoryType;
import org.amphora.api.Trap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class LargeMemoryTest {
    private static final int CHUNK = 1 << LargeMemory.CHUNK_BITS;

    /** Two full chunks and two pages. */
    private static final int PAGES = 18;

    private static final int SIZE = PAGES * MemoryType.PAGE_BYTES;

    private final LargeMemory memory = large(Limits.of(PAGES, 65_536));

    private static LargeMemory large(Limits limits) {
        return (LargeMemory) MemoryInstance.allocate(MemoryType.of(limits), Budget.unlimited());
    }

    private static void assertOutOfBounds(String detail, Executable access) {
        assertEquals(
                "out of bounds memory access: " + detail,
                assertThrows(Trap.class, access).getMessage());
    }

    @Test
    void readsAndWritesAcrossTheBordersOfItsPieces() {
        for (int back = 0; back <= 8; back++) {
            long address = (long) CHUNK - back;
            memory.writeLong(address, 0x0807060504030201L);
            assertArrayEquals(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, memory.read(address, 8));
            assertEquals(0x0807060504030201L, memory.readLong(address));
            memory.writeInt(address, 0x14131211);
            assertEquals(0x0807060514131211L, memory.readLong(address));
            memory.writeShort(address, (short) 0x2221);
            memory.writeByte(address + 7, (byte) 9);
            assertEquals(0x0907060514132221L, memory.readLong(address));
            assertEquals(0x14132221, memory.readInt(address));
            assertEquals(0x2221, memory.readShort(address));
            assertEquals(9, memory.readByte(address + 7));
        }
    }

    @Test
    void trapsWhenAnyByteLiesOutside() {
        memory.writeLong(SIZE - 8, 1);
        String size = " of a memory of " + SIZE + " bytes";
        assertOutOfBounds("8 bytes at address " + (SIZE - 7) + size, () -> memory.writeLong(SIZE - 7, -1));
        assertOutOfBounds("4 bytes at address " + (SIZE - 3) + size, () -> memory.readInt(SIZE - 3));
        assertOutOfBounds("1 byte at address " + SIZE + size, () -> memory.readByte(SIZE));
        assertOutOfBounds("2 bytes at address 18446744073709551615" + size, () -> memory.readShort(-1));
        assertOutOfBounds("2 bytes at address " + (SIZE - 1) + size, () -> memory.view(SIZE - 1, 2));
        assertEquals(1, memory.readLong(SIZE - 8));
    }

    @Test
    void addsPiecesWhenItGrows() {
        byte[] first = memory.chunks[0];
        memory.writeByte(SIZE - 1, (byte) 7);
        assertEquals(PAGES, memory.grow(1));
        assertEquals(7, memory.readByte(SIZE - 1));
        memory.writeByte(SIZE + MemoryType.PAGE_BYTES - 1, (byte) 8);
        assertEquals(PAGES + 1, memory.grow(20));
        assertEquals(8, memory.readByte(SIZE + MemoryType.PAGE_BYTES - 1));
        assertEquals(first, memory.chunks[0], "what is full is not copied");
        assertEquals(39, memory.pages());
        assertEquals(39L * MemoryType.PAGE_BYTES, memory.byteSize());
        assertEquals(0, memory.readByte(memory.byteSize() - 1));
        assertEquals(-1, memory.grow(65_536 - 38));
    }

    @Test
    void growsFromNothing() {
        LargeMemory empty = large(Limits.of(0, 65_536));
        assertOutOfBounds("1 byte at address 0 of a memory of 0 bytes", () -> empty.readByte(0));
        assertEquals(0, empty.grow(1));
        assertEquals(0, empty.readByte(65_535));
    }

    @Test
    void refusesWhatTheHeapCannotHold() {
        Budget budget = Budget.of(Long.MAX_VALUE);
        MemoryType type = MemoryType.of(Limits.of(0, 1L << 48), AddressType.I64, false, 65_536);
        MemoryInstance endless = MemoryInstance.allocate(type, budget);
        long tooMuch = Runtime.getRuntime().maxMemory() / MemoryType.PAGE_BYTES + 1;
        assertEquals(-1, endless.grow(tooMuch));
        assertEquals(-1, endless.grow(1L << 47));
        assertEquals(-1, endless.grow(-1));
        assertEquals(0, endless.pages());
        assertTrue(budget.take(Long.MAX_VALUE), "nothing is left taken");
    }

    @Test
    void copiesOverlappingRangesInBothDirections() {
        byte[] numbers = new byte[CHUNK + CHUNK / 2];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (byte) (i * 31 + (i >> 8));
        }
        for (int distance : new int[] {1, 100, CHUNK / 2, CHUNK / 4}) {
            memory.write(0, numbers);
            memory.copy(distance, 0, numbers.length);
            assertArrayEquals(numbers, memory.read(distance, numbers.length));
            memory.copy(distance - 1, distance, numbers.length);
            assertArrayEquals(numbers, memory.read(distance - 1, numbers.length));
        }
    }

    @Test
    void exchangesBytesWithAMemoryOfAnotherKind() {
        MemoryInstance bytes = MemoryInstance.allocate(MemoryType.of(Limits.atLeast(PAGES)), Budget.unlimited());
        bytes.fill(10, CHUNK + 10, (byte) 3);
        memory.copy(CHUNK - 5, 10, CHUNK + 10, bytes);
        assertEquals(0, memory.readByte(CHUNK - 6));
        assertEquals(3, memory.readByte(CHUNK - 5));
        assertEquals(3, memory.readByte(2 * CHUNK + 4));
        assertEquals(0, memory.readByte(2 * CHUNK + 5));
        memory.fill(CHUNK - 1, CHUNK + 2, (byte) 4);
        bytes.copy(0, CHUNK - 2, CHUNK + 4, memory);
        assertArrayEquals(new byte[] {3, 4}, bytes.read(0, 2));
        assertArrayEquals(new byte[] {4, 3}, bytes.read(CHUNK + 2, 2));
        LargeMemory other = large(Limits.of(PAGES, 65_536));
        other.copy(CHUNK - 1, CHUNK - 2, CHUNK + 4, memory);
        assertEquals(3, other.readByte(CHUNK - 1));
        assertEquals(4, other.readByte(2 * CHUNK + 1));
        assertEquals(3, other.readByte(2 * CHUNK + 2));
    }

    @Test
    void viewsAsMuchAsLiesInOnePiece() {
        ByteBuffer view = memory.view(CHUNK - 4, 8);
        assertEquals(4, view.remaining());
        view.putInt(0, 0x04030201);
        assertEquals(0x04030201, memory.readInt(CHUNK - 4));
        assertEquals(4, memory.view(CHUNK, 4).remaining());
        assertEquals(0, memory.view(SIZE, 0).remaining());
    }
}
