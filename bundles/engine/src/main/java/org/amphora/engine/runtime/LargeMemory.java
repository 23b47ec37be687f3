package org.amphora.engine.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import org.amphora.api.MemoryType;

/**
 * A memory in Java arrays of 512 KiB, for what one array cannot hold. Growing adds arrays and copies nothing but the last
 * one, if that is not full. Not thread-safe.
 *
 * <p>All arrays but the last are full, and the last is as long as what remains, so that here too the JVM's checks of an
 * index are the bounds check; an access that lies in two arrays goes byte by byte.
 */
public final class LargeMemory extends MemoryInstance {
    /** The size of a chunk, as exponent of 2. Smaller than half a region of G1 in all heaps that have room for 4 GiB. */
    static final int CHUNK_BITS = 19;

    private static final int CHUNK = 1 << CHUNK_BITS;
    private static final int IN_CHUNK = CHUNK - 1;

    /** The most bytes that a memory can have: what an array of chunks holds. The heap is less. */
    static final long MAX_BYTES = (long) (Integer.MAX_VALUE - 8) << CHUNK_BITS;

    private static final VarHandle SHORT = view(short[].class);
    private static final VarHandle INT = view(int[].class);
    private static final VarHandle LONG = view(long[].class);

    /** The content. Another array after some growths: never keep it over a call. */
    public byte[][] chunks = {};

    private long byteSize;

    LargeMemory(MemoryType type, Budget budget) {
        super(type, MAX_BYTES, budget);
    }

    private static VarHandle view(Class<?> array) {
        return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public MemoryKind kind() {
        return MemoryKind.LARGE;
    }

    @Override
    public long byteSize() {
        return byteSize;
    }

    @Override
    void resize(long newByteSize) {
        if (newByteSize > Runtime.getRuntime().maxMemory()) {
            throw new OutOfMemoryError("a memory of " + newByteSize + " bytes");
        }
        int full = (int) (newByteSize >>> CHUNK_BITS);
        int rest = (int) newByteSize & IN_CHUNK;
        byte[][] grown = Arrays.copyOf(chunks, rest == 0 ? full : full + 1);
        for (int i = Math.max(0, chunks.length - 1); i < grown.length; i++) {
            int length = i < full ? CHUNK : rest;
            if (grown[i] == null) {
                grown[i] = new byte[length];
            } else if (grown[i].length < length) {
                grown[i] = Arrays.copyOf(grown[i], length);
            }
        }
        chunks = grown;
        byteSize = newByteSize;
    }

    @Override
    MemoryImage image() {
        return new MemoryImage(chunks);
    }

    // ---- accesses at an index that may be anything: of a negative or too large one, there is no chunk

    private static byte[] chunk(byte[][] m, long index) {
        long chunk = index >>> CHUNK_BITS;
        return m[chunk < m.length ? (int) chunk : -1];
    }

    static byte load8(byte[][] m, long index) {
        return chunk(m, index)[(int) index & IN_CHUNK];
    }

    static short load16(byte[][] m, long index) {
        byte[] chunk = chunk(m, index);
        int i = (int) index & IN_CHUNK;
        return i <= chunk.length - Short.BYTES ? (short) SHORT.get(chunk, i) : (short) loadBytes(m, index, Short.BYTES);
    }

    static int load32(byte[][] m, long index) {
        byte[] chunk = chunk(m, index);
        int i = (int) index & IN_CHUNK;
        return i <= chunk.length - Integer.BYTES ? (int) INT.get(chunk, i) : (int) loadBytes(m, index, Integer.BYTES);
    }

    static long load64(byte[][] m, long index) {
        byte[] chunk = chunk(m, index);
        int i = (int) index & IN_CHUNK;
        return i <= chunk.length - Long.BYTES ? (long) LONG.get(chunk, i) : loadBytes(m, index, Long.BYTES);
    }

    private static long loadBytes(byte[][] m, long index, int count) {
        long value = 0;
        for (int i = count - 1; i >= 0; i--) {
            value = (value << Byte.SIZE) | (load8(m, index + i) & 0xFF);
        }
        return value;
    }

    static void store8(byte[][] m, long index, byte value) {
        chunk(m, index)[(int) index & IN_CHUNK] = value;
    }

    static void store16(byte[][] m, long index, short value) {
        byte[] chunk = chunk(m, index);
        int i = (int) index & IN_CHUNK;
        if (i <= chunk.length - Short.BYTES) {
            SHORT.set(chunk, i, value);
        } else {
            storeBytes(m, index, value, Short.BYTES);
        }
    }

    static void store32(byte[][] m, long index, int value) {
        byte[] chunk = chunk(m, index);
        int i = (int) index & IN_CHUNK;
        if (i <= chunk.length - Integer.BYTES) {
            INT.set(chunk, i, value);
        } else {
            storeBytes(m, index, value, Integer.BYTES);
        }
    }

    static void store64(byte[][] m, long index, long value) {
        byte[] chunk = chunk(m, index);
        int i = (int) index & IN_CHUNK;
        if (i <= chunk.length - Long.BYTES) {
            LONG.set(chunk, i, value);
        } else {
            storeBytes(m, index, value, Long.BYTES);
        }
    }

    private static void storeBytes(byte[][] m, long index, long value, int count) {
        // the last byte first: where it is in bounds the others are, and else nothing is written
        for (int i = count - 1; i >= 0; i--) {
            store8(m, index + i, (byte) (value >>> (Byte.SIZE * i)));
        }
    }

    // ---- the api

    @Override
    public byte readByte(long address) {
        check(address, 1);
        return load8(chunks, address);
    }

    @Override
    public short readShort(long address) {
        check(address, Short.BYTES);
        return load16(chunks, address);
    }

    @Override
    public int readInt(long address) {
        check(address, Integer.BYTES);
        return load32(chunks, address);
    }

    @Override
    public long readLong(long address) {
        check(address, Long.BYTES);
        return load64(chunks, address);
    }

    @Override
    public void writeByte(long address, byte value) {
        check(address, 1);
        store8(chunks, address, value);
    }

    @Override
    public void writeShort(long address, short value) {
        check(address, Short.BYTES);
        store16(chunks, address, value);
    }

    @Override
    public void writeInt(long address, int value) {
        check(address, Integer.BYTES);
        store32(chunks, address, value);
    }

    @Override
    public void writeLong(long address, long value) {
        check(address, Long.BYTES);
        store64(chunks, address, value);
    }

    /** What to do with a part of a range that lies in one chunk; {@code done} bytes of the range lie before it. */
    private interface Part {
        void apply(byte[] chunk, int from, int length, long done);
    }

    private void eachPart(long address, long length, Part part) {
        for (long done = 0; done < length; ) {
            int from = (int) (address + done) & IN_CHUNK;
            int count = (int) Math.min(length - done, CHUNK - from);
            part.apply(chunk(chunks, address + done), from, count, done);
            done += count;
        }
    }

    @Override
    public void read(long address, byte[] target, int offset, int length) {
        check(address, length);
        Objects.checkFromIndexSize(offset, length, target.length);
        eachPart(
                address,
                length,
                (chunk, from, count, done) -> System.arraycopy(chunk, from, target, offset + (int) done, count));
    }

    @Override
    public void write(long address, byte[] source, int offset, int length) {
        check(address, length);
        Objects.checkFromIndexSize(offset, length, source.length);
        eachPart(
                address,
                length,
                (chunk, from, count, done) -> System.arraycopy(source, offset + (int) done, chunk, from, count));
    }

    @Override
    public void fill(long address, long length, byte value) {
        check(address, length);
        eachPart(address, length, (chunk, from, count, done) -> Arrays.fill(chunk, from, from + count, value));
    }

    @Override
    public void copy(long target, long source, long length) {
        check(target, length);
        check(source, length);
        if (target < source) {
            transfer(target, source, length, this);
        } else {
            copyBackwards(target, source, length);
        }
    }

    /** From the end to the beginning, in steps that lie in one chunk each: what is overwritten was read already. */
    private void copyBackwards(long target, long source, long length) {
        long left = length;
        while (left > 0) {
            int to = (int) (target + left - 1) & IN_CHUNK;
            int from = (int) (source + left - 1) & IN_CHUNK;
            int count = (int) Math.min(left, Math.min(to, from) + 1);
            System.arraycopy(
                    chunk(chunks, source + left - 1),
                    from - count + 1,
                    chunk(chunks, target + left - 1),
                    to - count + 1,
                    count);
            left -= count;
        }
    }

    @Override
    void transfer(long target, long source, long length, MemoryInstance from) {
        eachPart(target, length, (chunk, to, count, done) -> from.read(source + done, chunk, to, count));
    }

    @Override
    public ByteBuffer view(long address, int length) {
        check(address, length);
        if (length == 0) {
            return ByteBuffer.allocate(0);
        }
        int from = (int) address & IN_CHUNK;
        int inChunk = Math.min(length, CHUNK - from);
        return ByteBuffer.wrap(chunk(chunks, address), from, inChunk).slice().order(ByteOrder.LITTLE_ENDIAN);
    }
}
