package org.amphora.engine.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import org.amphora.api.Limits;
import org.amphora.api.Memory;
import org.amphora.api.MemoryType;
import org.amphora.api.Trap;

/**
 * A memory in one Java array (WebAssembly 3.0, section 4.2.6). Not thread-safe.
 *
 * <p>The length of {@link #bytes} is the size of the memory, so that the bounds check of the JVM is the bounds check of
 * the specification. It also bounds the size: a Java array has room for 32,767 pages of 64 KiB.
 */
public final class ByteMemory implements Memory {
    /** The most bytes that a memory can have: the largest multiple of a page that every JVM makes an array of. */
    public static final int MAX_BYTES = 32_767 * MemoryType.PAGE_BYTES;

    private static final VarHandle SHORT = view(short[].class);
    private static final VarHandle INT = view(int[].class);
    private static final VarHandle LONG = view(long[].class);

    /** The content, as long as the memory is large. Another array after each growth: never keep it over a call. */
    public byte[] bytes;

    private final MemoryType declared;
    private final int pageBytes;
    private final long maxPages;
    private final Budget budget;

    private ByteMemory(MemoryType type, byte[] bytes, Budget budget) {
        this.declared = type;
        this.pageBytes = type.pageBytes();
        long limit = MAX_BYTES / pageBytes;
        long max = type.limits().max().orElse(limit);
        this.maxPages = max < 0 ? limit : Math.min(max, limit);
        this.bytes = bytes;
        this.budget = budget;
    }

    /**
     * A memory of the least size of {@code type}, all zero.
     *
     * @return null if {@code budget} or a Java array is too small for it
     * @throws OutOfMemoryError if the heap has no room
     */
    public static ByteMemory allocate(MemoryType type, Budget budget) {
        long pages = type.limits().min();
        if (pages < 0 || pages > MAX_BYTES / type.pageBytes()) {
            return null;
        }
        long size = pages * type.pageBytes();
        if (!budget.take(size)) {
            return null;
        }
        return new ByteMemory(type, new byte[(int) size], budget);
    }

    private static VarHandle view(Class<?> array) {
        return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
    }

    /** {@code memory.size}: the size in pages. */
    public int size() {
        return bytes.length / pageBytes;
    }

    /** {@code memory.grow}: the size before, in pages, or -1. {@code deltaPages} is unsigned. */
    public int grow(int deltaPages) {
        return (int) grow(Integer.toUnsignedLong(deltaPages));
    }

    @Override
    public long grow(long deltaPages) {
        int oldPages = size();
        if (deltaPages == 0) {
            return oldPages;
        }
        if (deltaPages < 0 || deltaPages > maxPages - oldPages) {
            return -1;
        }
        long deltaBytes = deltaPages * pageBytes;
        if (!budget.take(deltaBytes)) {
            return -1;
        }
        try {
            bytes = Arrays.copyOf(bytes, (int) (bytes.length + deltaBytes));
        } catch (OutOfMemoryError e) {
            budget.release(deltaBytes);
            return -1;
        }
        return oldPages;
    }

    /** {@code memory.copy} out of {@code source}; operands are unsigned, and nothing is written if it traps. */
    public void copy(int target, int source, int length, ByteMemory from) {
        check(target, length);
        from.check(source, length);
        System.arraycopy(from.bytes, source, bytes, target, length);
    }

    /** {@code memory.fill}; operands are unsigned, and nothing is written if it traps. */
    public void fill(int target, int value, int length) {
        check(target, length);
        Arrays.fill(bytes, target, target + length, (byte) value);
    }

    /** {@code memory.init} out of a part of {@code segment}; operands are unsigned, and nothing is written if it traps. */
    void init(int target, int source, int length, byte[] segment, int segmentFrom, int segmentLength) {
        check(target, length);
        if ((source | length) < 0 || source > segmentLength - length) {
            throw new Trap(
                    Trap.Kind.OUT_OF_BOUNDS_MEMORY_ACCESS,
                    Trap.Kind.OUT_OF_BOUNDS_MEMORY_ACCESS.message() + ": " + Integer.toUnsignedString(length)
                            + " bytes at offset " + Integer.toUnsignedString(source) + " of a data segment of "
                            + segmentLength + " bytes");
        }
        System.arraycopy(segment, segmentFrom + source, bytes, target, length);
    }

    // An operand of 2^31 or more lies beyond every memory of this class, so 'negative' is 'out of bounds'.
    private void check(int address, int length) {
        if ((address | length) < 0 || address > bytes.length - length) {
            throw outOfBounds(Integer.toUnsignedLong(address), Integer.toUnsignedLong(length));
        }
    }

    @Override
    public MemoryType type() {
        Limits limits = declared.limits();
        Limits now = limits.max().isPresent() ? Limits.of(size(), limits.max().getAsLong()) : Limits.atLeast(size());
        return MemoryType.of(now, declared.addressType(), declared.shared(), pageBytes);
    }

    @Override
    public long pages() {
        return size();
    }

    @Override
    public long byteSize() {
        return bytes.length;
    }

    private int index(long address, int length) {
        if (address < 0 || length < 0 || address > bytes.length - (long) length) {
            throw outOfBounds(address, length);
        }
        return (int) address;
    }

    private Trap outOfBounds(long address, long length) {
        return new Trap(
                Trap.Kind.OUT_OF_BOUNDS_MEMORY_ACCESS,
                Trap.Kind.OUT_OF_BOUNDS_MEMORY_ACCESS.message() + ": " + length
                        + (length == 1 ? " byte" : " bytes") + " at address " + Long.toUnsignedString(address)
                        + " of a memory of " + bytes.length + " bytes");
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
    public float readFloat(long address) {
        return Float.intBitsToFloat(readInt(address));
    }

    @Override
    public double readDouble(long address) {
        return Double.longBitsToDouble(readLong(address));
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
    public void writeFloat(long address, float value) {
        writeInt(address, Float.floatToRawIntBits(value));
    }

    @Override
    public void writeDouble(long address, double value) {
        writeLong(address, Double.doubleToRawLongBits(value));
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
    public int checked(long address, int length) {
        index(address, length);
        return length;
    }

    @Override
    public void fill(long address, long length, byte value) {
        int from = range(address, length);
        Arrays.fill(bytes, from, from + (int) length, value);
    }

    @Override
    public void copy(long target, long source, long length) {
        int to = range(target, length);
        int from = range(source, length);
        System.arraycopy(bytes, from, bytes, to, (int) length);
    }

    private int range(long address, long length) {
        if (length < 0 || length > bytes.length) {
            throw outOfBounds(address, length);
        }
        return index(address, (int) length);
    }

    @Override
    public ByteBuffer view(long address, int length) {
        int from = index(address, length);
        return ByteBuffer.wrap(bytes, from, length).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Such as {@code memory 1 16}. */
    @Override
    public String toString() {
        return type().toString();
    }
}
