package org.amphora.wasi.preview1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.amphora.api.Memory;
import org.amphora.api.MemoryType;
import org.amphora.api.Trap;

/** A memory of a few bytes, which all are {@code ?} at first: what a function must not touch shows. */
final class TestMemory implements Memory {
    /** Views end where a multiple of this is: a memory need not be in one piece. */
    private static final int PIECE = 4;

    private final byte[] bytes;
    private final ByteBuffer buffer;

    TestMemory(int size) {
        bytes = new byte[size];
        Arrays.fill(bytes, (byte) '?');
        buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private int at(long address, long length) {
        if (address < 0 || length < 0 || address + length > bytes.length) {
            throw new Trap(Trap.Kind.OUT_OF_BOUNDS_MEMORY_ACCESS);
        }
        return (int) address;
    }

    @Override
    public int checked(long address, int length) {
        at(address, length);
        return length;
    }

    @Override
    public byte readByte(long address) {
        return bytes[at(address, 1)];
    }

    @Override
    public short readShort(long address) {
        return buffer.getShort(at(address, 2));
    }

    @Override
    public int readInt(long address) {
        return buffer.getInt(at(address, 4));
    }

    @Override
    public long readLong(long address) {
        return buffer.getLong(at(address, 8));
    }

    @Override
    public void writeByte(long address, byte value) {
        bytes[at(address, 1)] = value;
    }

    @Override
    public void writeShort(long address, short value) {
        buffer.putShort(at(address, 2), value);
    }

    @Override
    public void writeInt(long address, int value) {
        buffer.putInt(at(address, 4), value);
    }

    @Override
    public void writeLong(long address, long value) {
        buffer.putLong(at(address, 8), value);
    }

    @Override
    public void read(long address, byte[] target, int offset, int length) {
        System.arraycopy(bytes, at(address, length), target, offset, length);
    }

    @Override
    public void write(long address, byte[] source, int offset, int length) {
        System.arraycopy(source, offset, bytes, at(address, length), length);
    }

    @Override
    public ByteBuffer view(long address, int length) {
        int from = at(address, length);
        int inPiece = Math.min(length, PIECE - from % PIECE);
        return ByteBuffer.wrap(bytes, from, inPiece).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public long byteSize() {
        return bytes.length;
    }

    @Override
    public float readFloat(long address) {
        throw new UnsupportedOperationException();
    }

    @Override
    public double readDouble(long address) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void writeFloat(long address, float value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void writeDouble(long address, double value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void fill(long address, long length, byte value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void copy(long target, long source, long length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MemoryType type() {
        throw new UnsupportedOperationException();
    }

    @Override
    public long pages() {
        throw new UnsupportedOperationException();
    }

    @Override
    public long grow(long deltaPages) {
        throw new UnsupportedOperationException();
    }
}
