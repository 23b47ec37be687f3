package org.amphora.host.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.amphora.api.AddressType;
import org.amphora.api.Limits;
import org.amphora.api.Memory;
import org.amphora.api.MemoryType;
import org.amphora.api.Trap;

/**
 * A memory of a few bytes, all of them {@code '?'} at first, so that a test sees every byte that a host function wrote.
 * Its pages are of one byte and it does not grow. Not thread-safe.
 */
public final class TestMemory implements Memory {
    /** What every byte holds at first. */
    public static final byte SENTINEL = '?';

    private final int piece;
    private final byte[] bytes;
    private final ByteBuffer buffer;

    /** A memory of {@code size} bytes in one piece. */
    public TestMemory(int size) {
        this(size, Math.max(size, 1));
    }

    /**
     * A memory of {@code size} bytes in pieces of {@code piece} bytes: a {@link #view} ends where its piece does, so that a
     * test sees whether a host function asks for the rest.
     */
    public TestMemory(int size, int piece) {
        if (piece <= 0) {
            throw new IllegalArgumentException("a piece has at least one byte, not " + piece);
        }
        this.piece = piece;
        bytes = new byte[size];
        Arrays.fill(bytes, SENTINEL);
        buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Writes {@code text} in UTF-8 to {@code address}. */
    public TestMemory put(int address, String text) {
        write(address, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** The whole memory, a character a byte. */
    public String content() {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Override
    public MemoryType type() {
        return MemoryType.of(Limits.of(bytes.length, bytes.length), AddressType.I32, false, 1);
    }

    @Override
    public long pages() {
        return bytes.length;
    }

    @Override
    public long byteSize() {
        return bytes.length;
    }

    @Override
    public long grow(long deltaPages) {
        return deltaPages == 0 ? bytes.length : -1;
    }

    @Override
    public byte readByte(long address) {
        return buffer.get(index(address, Byte.BYTES));
    }

    @Override
    public short readShort(long address) {
        return buffer.getShort(index(address, Short.BYTES));
    }

    @Override
    public int readInt(long address) {
        return buffer.getInt(index(address, Integer.BYTES));
    }

    @Override
    public long readLong(long address) {
        return buffer.getLong(index(address, Long.BYTES));
    }

    @Override
    public float readFloat(long address) {
        return buffer.getFloat(index(address, Float.BYTES));
    }

    @Override
    public double readDouble(long address) {
        return buffer.getDouble(index(address, Double.BYTES));
    }

    @Override
    public void writeByte(long address, byte value) {
        buffer.put(index(address, Byte.BYTES), value);
    }

    @Override
    public void writeShort(long address, short value) {
        buffer.putShort(index(address, Short.BYTES), value);
    }

    @Override
    public void writeInt(long address, int value) {
        buffer.putInt(index(address, Integer.BYTES), value);
    }

    @Override
    public void writeLong(long address, long value) {
        buffer.putLong(index(address, Long.BYTES), value);
    }

    @Override
    public void writeFloat(long address, float value) {
        buffer.putFloat(index(address, Float.BYTES), value);
    }

    @Override
    public void writeDouble(long address, double value) {
        buffer.putDouble(index(address, Double.BYTES), value);
    }

    @Override
    public void read(long address, byte[] target, int offset, int length) {
        System.arraycopy(bytes, index(address, length), target, offset, length);
    }

    @Override
    public void write(long address, byte[] source, int offset, int length) {
        System.arraycopy(source, offset, bytes, index(address, length), length);
    }

    @Override
    public int checked(long address, int length) {
        index(address, length);
        return length;
    }

    @Override
    public void fill(long address, long length, byte value) {
        int from = index(address, length);
        Arrays.fill(bytes, from, from + (int) length, value);
    }

    @Override
    public void copy(long target, long source, long length) {
        System.arraycopy(bytes, index(source, length), bytes, index(target, length), (int) length);
    }

    @Override
    public ByteBuffer view(long address, int length) {
        int from = index(address, length);
        return buffer.slice(from, Math.min(length, piece - from % piece)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private int index(long address, long length) {
        if (address < 0 || length < 0 || address > bytes.length - length) {
            throw new Trap(Trap.Kind.OUT_OF_BOUNDS_MEMORY_ACCESS);
        }
        return (int) address;
    }
}
