package org.amphora.engine.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import org.amphora.api.Limits;
import org.amphora.api.MemoryType;
import org.amphora.api.Trap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ByteMemoryTest {
    private static final int PAGE = MemoryType.PAGE_BYTES;

    private final MemoryInstance memory = MemoryInstance.allocate(MemoryType.of(Limits.of(1, 3)), Budget.unlimited());

    private static void assertOutOfBounds(String detail, Executable access) {
        Trap trap = assertThrows(Trap.class, access);
        assertEquals("out of bounds memory access: " + detail, trap.getMessage());
        assertEquals(Trap.Kind.OUT_OF_BOUNDS_MEMORY_ACCESS, trap.kind());
    }

    @Test
    void keepsNumbersInLittleEndianOrder() {
        memory.writeInt(1, 0x04030201);
        memory.writeShort(5, (short) 0x0605);
        memory.writeByte(7, (byte) 7);
        assertArrayEquals(new byte[] {0, 1, 2, 3, 4, 5, 6, 7}, memory.read(0, 8));
        assertEquals(0x0706050403020100L, memory.readLong(0));
        memory.writeDouble(PAGE - 8, -1.5);
        assertEquals(-1.5, memory.readDouble(PAGE - 8));
        memory.writeFloat(PAGE - 4, 2.5f);
        assertEquals(2.5f, memory.readFloat(PAGE - 4));
        assertEquals(7, memory.readByte(7));
        assertEquals(0x0605, memory.readShort(5));
    }

    @Test
    void keepsThePayloadOfNaNs() {
        memory.writeFloat(0, Float.intBitsToFloat(0x7fa00001));
        memory.writeDouble(8, Double.longBitsToDouble(0x7ff4000000000001L));
        assertEquals(0x7fa00001, memory.readInt(0));
        assertEquals(0x7ff4000000000001L, memory.readLong(8));
    }

    @Test
    void trapsWhenAnyByteLiesOutside() {
        assertOutOfBounds("1 byte at address 65536 of a memory of 65536 bytes", () -> memory.readByte(PAGE));
        assertOutOfBounds("4 bytes at address 65533 of a memory of 65536 bytes", () -> memory.readInt(PAGE - 3));
        assertOutOfBounds("8 bytes at address 65529 of a memory of 65536 bytes", () -> memory.writeLong(PAGE - 7, 1));
        assertOutOfBounds(
                "2 bytes at address 18446744073709551615 of a memory of 65536 bytes", () -> memory.readShort(-1));
        assertOutOfBounds("2 bytes at address 4294967296 of a memory of 65536 bytes", () -> memory.readShort(1L << 32));
        assertOutOfBounds(
                "18446744073709551615 bytes at address 0 of a memory of 65536 bytes", () -> memory.checked(0, -1));
        assertOutOfBounds(
                "9223372036854775807 bytes at address 1 of a memory of 65536 bytes",
                () -> memory.fill(1, Long.MAX_VALUE, (byte) 0));
        assertOutOfBounds("2 bytes at address 65535 of a memory of 65536 bytes", () -> memory.view(PAGE - 1, 2));
    }

    @Test
    void acceptsEmptyRangesAtItsEndOnly() {
        assertEquals(0, memory.checked(PAGE, 0));
        memory.fill(PAGE, 0, (byte) 0);
        memory.copy(PAGE, 0, 0, memory);
        assertOutOfBounds("0 bytes at address 65537 of a memory of 65536 bytes", () -> memory.checked(PAGE + 1, 0));
        assertOutOfBounds(
                "0 bytes at address 65537 of a memory of 65536 bytes", () -> memory.fill(PAGE + 1, 0, (byte) 0));
    }

    @Test
    void takesOperandsOfInstructionsAsUnsigned() {
        assertOutOfBounds(
                "1 byte at address 18446744073709551615 of a memory of 65536 bytes",
                () -> memory.fill(-1, 1, (byte) 0));
        assertOutOfBounds(
                "18446744073709551615 bytes at address 0 of a memory of 65536 bytes",
                () -> memory.copy(0, 0, -1, memory));
    }

    @Test
    void writesNothingIfItTraps() {
        memory.writeByte(PAGE - 1, (byte) 1);
        assertThrows(Trap.class, () -> memory.fill(PAGE - 1, 2, (byte) 9));
        assertThrows(Trap.class, () -> memory.copy(PAGE - 1, 0, 2, memory));
        assertThrows(Trap.class, () -> memory.write(PAGE - 1, new byte[2]));
        assertThrows(Trap.class, () -> memory.init(PAGE - 1, 0, 2, new byte[] {5, 5}, 0, 2));
        assertEquals(1, memory.readByte(PAGE - 1));
    }

    @Test
    void initializesFromAPartOfASegment() {
        memory.init(3, 1, 2, new byte[] {9, 9, 1, 2, 3, 9}, 2, 3);
        assertArrayEquals(new byte[] {0, 2, 3, 0}, memory.read(2, 4));
        Trap trap = assertThrows(Trap.class, () -> memory.init(0, 2, 2, new byte[6], 2, 3));
        assertEquals(
                "out of bounds memory access: 2 bytes at offset 2 of a data segment of 3 bytes", trap.getMessage());
    }

    @Test
    void copiesOverlappingRanges() {
        memory.write(0, new byte[] {1, 2, 3, 4});
        memory.copy(1L, 0L, 4L);
        assertArrayEquals(new byte[] {1, 1, 2, 3, 4}, memory.read(0, 5));
        memory.copy(0, 1, 4, memory);
        assertArrayEquals(new byte[] {1, 2, 3, 4, 4}, memory.read(0, 5));
    }

    @Test
    void growsToItsMaximumAndNoFurther() {
        memory.writeByte(7, (byte) 7);
        assertEquals(1, memory.grow(0L));
        assertEquals(1, memory.grow(2L));
        assertEquals(3, memory.pages());
        assertEquals(3L * PAGE, memory.byteSize());
        assertEquals(7, memory.readByte(7));
        assertEquals(-1, memory.grow(1L));
        assertEquals(-1, memory.grow(-1L));
        assertEquals(MemoryType.of(Limits.of(3, 3)), memory.type());
    }

    @Test
    void growsWithinTheBudgetThatMemoriesShare() {
        Budget budget = Budget.of(3L * PAGE);
        MemoryInstance first = MemoryInstance.allocate(MemoryType.of(Limits.atLeast(1)), budget);
        MemoryInstance second = MemoryInstance.allocate(MemoryType.of(Limits.atLeast(1)), budget);
        assertEquals(1, first.grow(1L));
        assertEquals(-1, second.grow(1L));
        assertNull(MemoryInstance.allocate(MemoryType.of(Limits.atLeast(1)), budget));
        assertEquals(MemoryType.of(Limits.atLeast(2)), first.type());
    }

    @Test
    void endsOnePageBelowTwoGib() {
        assertNull(MemoryInstance.allocate(MemoryType.of(Limits.atLeast(-1)), Budget.unlimited()));
        MemoryInstance small = MemoryInstance.allocate(MemoryType.of(Limits.atLeast(0)), Budget.unlimited());
        assertEquals(-1, small.grow(32_768L));
        assertEquals(-1, small.grow(0x8000_0000L));
        assertEquals(0, small.pages());
    }

    @Test
    void viewsItsBytesUntilItGrows() {
        ByteBuffer view = memory.view(8, 4);
        view.putInt(0, 0x01020304);
        assertEquals(0x01020304, memory.readInt(8));
        assertEquals(4, view.capacity());
        memory.grow(1L);
        memory.writeInt(8, 5);
        assertEquals(0x01020304, view.getInt(0));
    }

    @Test
    void readsStrings() {
        memory.write(10, "grüße".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertEquals("grüße", memory.readString(10, 7));
        assertOutOfBounds(
                "2147483647 bytes at address 10 of a memory of 65536 bytes",
                () -> memory.readString(10, Integer.MAX_VALUE));
    }
}
