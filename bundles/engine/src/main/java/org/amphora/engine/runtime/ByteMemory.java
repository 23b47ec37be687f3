package org.amphora.engine.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import org.amphora.api.MemoryType;

/**
 * A memory in one Java array. Not thread-safe.
 *
 * <p>The length of {@link #bytes} is the size of the memory, so that the bounds check of the JVM is the bounds check of
 * the specification. It also bounds the size: a Java array has room for 32,767 pages of 64 KiB.
 */
public final class ByteMemory extends MemoryInstance {
    /** The most bytes that a memory can have: the largest multiple of a page that every JVM makes an array of. */
    public static final int MAX_BYTES = 32_767 * MemoryType.PAGE_BYTES;

    private static final VarHandle SHORT = view(short[].class);
    private static final VarHandle INT = view(int[].class);
    private static final VarHandle LONG = view(long[].class);

    /** The content, as long as the memory is large. Another array after each growth: never keep it over a call. */
    public byte[] bytes = {};

    ByteMemory(MemoryType type, Budget budget) {
        super(type, MAX_BYTES, budget);
    }

    private static VarHandle view(Class<?> array) {
        return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public MemoryKind kind() {
        return MemoryKind.BYTES;
    }

    @Override
    public long byteSize() {
        return bytes.length;
    }

    @Override
    void resize(long newByteSize) {
        bytes = Arrays.copyOf(bytes, (int) newByteSize);
    }

    @Override
    MemoryImage image() {
        return new MemoryImage(bytes);
    }

    @Override
    void load(MemoryImage image) {
        byte[] whole = image.wholeCopy();
        if (whole != null) {
            bytes = whole;
        } else {
            super.load(image);
        }
    }

    private int index(long address, long length) {
        check(address, length);
        return (int) address;
    }

    @Override
    public byte readByte(long address) {
        return bytes[index(address, 1)];
    }

    @Override
    public short readShort(long address) {
        return (short) SHORT.get(bytes, index(address, Short.BYTES));
    }

    @Override
    public int readInt(long address) {
        return (int) INT.get(bytes, index(address, Integer.BYTES));
    }

    @Override
    public long readLong(long address) {
        return (long) LONG.get(bytes, index(address, Long.BYTES));
    }

    @Override
    public void writeByte(long address, byte value) {
        bytes[index(address, 1)] = value;
    }

    @Override
    public void writeShort(long address, short value) {
        SHORT.set(bytes, index(address, Short.BYTES), value);
    }

    @Override
    public void writeInt(long address, int value) {
        INT.set(bytes, index(address, Integer.BYTES), value);
    }

    @Override
    public void writeLong(long address, long value) {
        LONG.set(bytes, index(address, Long.BYTES), value);
    }

    @Override
    public void read(long address, byte[] target, int offset, int length) {
        int from = index(address, length);
        Objects.checkFromIndexSize(offset, length, target.length);
        System.arraycopy(bytes, from, target, offset, length);
    }

    @Override
    public void write(long address, byte[] source, int offset, int length) {
        int to = index(address, length);
        Objects.checkFromIndexSize(offset, length, source.length);
        System.arraycopy(source, offset, bytes, to, length);
    }

    @Override
    public void fill(long address, long length, byte value) {
        int from = index(address, length);
        Arrays.fill(bytes, from, from + (int) length, value);
    }

    @Override
    public void copy(long target, long source, long length) {
        int to = index(target, length);
        int from = index(source, length);
        System.arraycopy(bytes, from, bytes, to, (int) length);
    }

    @Override
    void transfer(long target, long source, long length, MemoryInstance from) {
        from.read(source, bytes, (int) target, (int) length);
    }

    @Override
    public ByteBuffer view(long address, int length) {
        int from = index(address, length);
        return ByteBuffer.wrap(bytes, from, length).slice().order(ByteOrder.LITTLE_ENDIAN);
    }
}
