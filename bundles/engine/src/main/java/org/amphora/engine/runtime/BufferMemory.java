package org.amphora.engine.runtime;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntFunction;
import org.amphora.api.MemoryType;
import org.amphora.api.SharedMemory;

/**
 * A memory that threads share (threads proposal). Thread-safe.
 *
 * <p>It lies outside of the Java heap, where buffers have atomic access on every JDK, and no byte of it ever moves. Its
 * first bytes, the <i>head</i>, are in one piece, which is allocated at once; what it grows beyond that comes in chunks of
 * equal size. Generated code looks whether an address lies in {@link #head}, and otherwise takes the slow way, which finds
 * any address by its chunk: the head is cut into chunks as well.
 *
 * <p>{@link #head} is read without a fence. Who sees one from before a growth takes the slow way, which asks {@link
 * #byteSize()}.
 */
public final class BufferMemory extends MemoryInstance implements SharedMemory {
    /** The most bytes that a memory can have; the JVM has no room for them. */
    static final long MAX_BYTES = 1L << 50;

    /** The bytes of the head, as far as the memory reaches. */
    public ByteBuffer head;

    private static final int CHUNK_SHIFT = 20;
    private static final int CHUNK_BYTES = 1 << CHUNK_SHIFT;
    private static final int CHUNK_MASK = CHUNK_BYTES - 1;

    /** The head of a memory that begins smaller than this and may grow larger. */
    private static final int USUAL_HEAD = 16 * CHUNK_BYTES;

    private static final int LARGEST_HEAD = 2_047 * CHUNK_BYTES;

    /** How long a memory does not ask again for which there was no room: the JVM works hard before it says so. */
    private static final long RESPITE_NANOS = 1_000_000_000L;

    private final IntFunction<ByteBuffer> allocator;
    private final WaitQueue waiters = new WaitQueue();
    private ByteBuffer wholeHead;

    // reach at least as far as the memory; another array after each growth. Written before the volatile size, read
    // after it
    private ByteBuffer[] chunks = {};
    private volatile long byteSize;
    private boolean exhausted;
    private long exhaustedSince;

    /** A memory without any bytes yet. */
    BufferMemory(MemoryType type, Budget budget) {
        this(type, budget, BufferMemory::allocate);
    }

    /** As the other, with {@code allocator} for buffers of zeros that begin at a multiple of 8. */
    BufferMemory(MemoryType type, Budget budget, IntFunction<ByteBuffer> allocator) {
        super(type, MAX_BYTES, budget);
        this.allocator = allocator;
    }

    private static long roundUp(long number, int powerOfTwo) {
        return (number + powerOfTwo - 1) & -powerOfTwo;
    }

    private static ByteBuffer allocate(int bytes) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(bytes + Long.BYTES).alignedSlice(Long.BYTES);
        return slice(buffer, 0, bytes);
    }

    private static ByteBuffer slice(ByteBuffer buffer, int from, int length) {
        return buffer.slice(from, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    // ---- size

    @Override
    MemoryImage image() {
        throw new IllegalStateException(this + " cannot be copied as a whole: other threads may write to it");
    }

    @Override
    public MemoryKind kind() {
        return MemoryKind.SHARED;
    }

    @Override
    public long byteSize() {
        return byteSize;
    }

    @Override
    public synchronized long grow(long deltaPages) {
        return deltaPages != 0 && resting() ? -1 : super.grow(deltaPages);
    }

    @Override
    void resize(long newByteSize) {
        try {
            if (wholeHead == null) {
                wholeHead = allocator.apply(headBytes(newByteSize));
                reach(wholeHead.capacity());
            }
            reach(newByteSize);
        } catch (OutOfMemoryError e) {
            exhausted = true;
            exhaustedSince = System.nanoTime();
            throw e;
        }
        publish(newByteSize);
    }

    private int headBytes(long firstByteSize) {
        long most = roundUp(maxBytes(), Long.BYTES);
        long least = roundUp(firstByteSize, CHUNK_BYTES);
        return (int) Math.min(most, Math.min(Math.max(least, USUAL_HEAD), LARGEST_HEAD));
    }

    private boolean resting() {
        exhausted = exhausted && System.nanoTime() - exhaustedSince < RESPITE_NANOS;
        return exhausted;
    }

    /** Adds chunks until they reach as far as {@code bytes}. */
    private void reach(long bytes) {
        int count = chunks.length;
        int needed = Math.toIntExact(roundUp(bytes, CHUNK_BYTES) >>> CHUNK_SHIFT);
        if (needed <= count) {
            return;
        }
        ByteBuffer[] more = Arrays.copyOf(chunks, needed);
        for (int i = count; i < needed; i++) {
            long from = (long) i << CHUNK_SHIFT;
            more[i] = from < wholeHead.capacity()
                    ? slice(wholeHead, (int) from, Math.min(wholeHead.capacity() - (int) from, CHUNK_BYTES))
                    : allocator.apply(CHUNK_BYTES);
        }
        // who sees the array sees what is in it
        VarHandle.releaseFence();
        chunks = more;
    }

    /** Makes {@code bytes} the size, for all threads. */
    private void publish(long bytes) {
        ByteBuffer visible = slice(wholeHead, 0, (int) Math.min(bytes, wholeHead.capacity()));
        // who sees the buffer sees it complete
        VarHandle.releaseFence();
        head = visible;
        byteSize = bytes;
    }

    // ---- where things are

    private ByteBuffer chunk(long address) {
        return chunks[(int) (address >>> CHUNK_SHIFT)];
    }

    private static int within(long address) {
        return (int) address & CHUNK_MASK;
    }

    // ---- single numbers

    /** Reads a number of {@code bytes} bytes; its upper bits are zero. */
    long load(long address, int bytes) {
        check(address, bytes);
        ByteBuffer chunk = chunk(address);
        int at = within(address);
        if (at + bytes > chunk.capacity()) {
            return loadAcrossChunks(address, bytes);
        }
        return switch (bytes) {
            case Byte.BYTES -> Byte.toUnsignedLong(chunk.get(at));
            case Short.BYTES -> Short.toUnsignedLong(chunk.getShort(at));
            case Integer.BYTES -> Integer.toUnsignedLong(chunk.getInt(at));
            default -> chunk.getLong(at);
        };
    }

    private long loadAcrossChunks(long address, int bytes) {
        long value = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            value = value << Byte.SIZE | Byte.toUnsignedLong(chunk(address + i).get(within(address + i)));
        }
        return value;
    }

    /** Writes the lowest {@code bytes} bytes of a number. */
    void store(long address, long value, int bytes) {
        check(address, bytes);
        ByteBuffer chunk = chunk(address);
        int at = within(address);
        if (at + bytes > chunk.capacity()) {
            storeAcrossChunks(address, value, bytes);
            return;
        }
        switch (bytes) {
            case Byte.BYTES -> chunk.put(at, (byte) value);
            case Short.BYTES -> chunk.putShort(at, (short) value);
            case Integer.BYTES -> chunk.putInt(at, (int) value);
            default -> chunk.putLong(at, value);
        }
    }

    private void storeAcrossChunks(long address, long value, int bytes) {
        for (int i = 0; i < bytes; i++) {
            chunk(address + i).put(within(address + i), (byte) (value >>> (i * Byte.SIZE)));
        }
    }

    @Override
    public byte readByte(long address) {
        return (byte) load(address, Byte.BYTES);
    }

    @Override
    public short readShort(long address) {
        return (short) load(address, Short.BYTES);
    }

    @Override
    public int readInt(long address) {
        return (int) load(address, Integer.BYTES);
    }

    @Override
    public long readLong(long address) {
        return load(address, Long.BYTES);
    }

    @Override
    public void writeByte(long address, byte value) {
        store(address, value, Byte.BYTES);
    }

    @Override
    public void writeShort(long address, short value) {
        store(address, value, Short.BYTES);
    }

    @Override
    public void writeInt(long address, int value) {
        store(address, value, Integer.BYTES);
    }

    @Override
    public void writeLong(long address, long value) {
        store(address, value, Long.BYTES);
    }

    // ---- many bytes

    /** How many of {@code length} bytes from {@code address} on are in its chunk. */
    private int inChunk(long address, long length) {
        return (int) Math.min(length, CHUNK_BYTES - within(address));
    }

    @Override
    public void read(long address, byte[] target, int offset, int length) {
        check(address, length);
        Objects.checkFromIndexSize(offset, length, target.length);
        for (int done = 0; done < length; ) {
            long from = address + done;
            int count = inChunk(from, length - done);
            chunk(from).get(within(from), target, offset + done, count);
            done += count;
        }
    }

    @Override
    public void write(long address, byte[] source, int offset, int length) {
        check(address, length);
        Objects.checkFromIndexSize(offset, length, source.length);
        for (int done = 0; done < length; ) {
            long to = address + done;
            int count = inChunk(to, length - done);
            chunk(to).put(within(to), source, offset + done, count);
            done += count;
        }
    }

    @Override
    public void fill(long address, long length, byte value) {
        check(address, length);
        for (long done = 0; done < length; ) {
            long to = address + done;
            int count = inChunk(to, length - done);
            fill(chunk(to), within(to), count, value);
            done += count;
        }
    }

    private static void fill(ByteBuffer chunk, int from, int count, byte value) {
        long eight = Byte.toUnsignedLong(value) * 0x0101_0101_0101_0101L;
        int to = from + count;
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            chunk.putLong(at, eight);
        }
        for (; at < to; at++) {
            chunk.put(at, value);
        }
    }

    @Override
    public void copy(long target, long source, long length) {
        check(target, length);
        check(source, length);
        if (target <= source) {
            for (long done = 0; done < length; ) {
                int count = inChunk(target + done, inChunk(source + done, length - done));
                copyWithinChunks(target + done, source + done, count);
                done += count;
            }
        } else {
            // from the end, so that nothing is overwritten before it was read
            for (long left = length; left > 0; ) {
                int count = (int) Math.min(left, Math.min(before(target + left), before(source + left)));
                left -= count;
                copyWithinChunks(target + left, source + left, count);
            }
        }
    }

    /** How many bytes before {@code end} are in the chunk of the last of them. */
    private static int before(long end) {
        return within(end - 1) + 1;
    }

    private void copyWithinChunks(long target, long source, int length) {
        chunk(target).put(within(target), chunk(source), within(source), length);
    }

    @Override
    public ByteBuffer view(long address, int length) {
        check(address, length);
        if (address + length <= wholeHead.capacity()) {
            return slice(wholeHead, (int) address, length);
        }
        return slice(chunk(address), within(address), inChunk(address, length));
    }

    // ---- atomic access

    private ByteBuffer alignedChunk(long address, int bytes) {
        checkAligned(address, bytes);
        check(address, bytes);
        return chunk(address);
    }

    @Override
    long atomicLoad(long address, int bytes) {
        return AtomicBuffers.load(alignedChunk(address, bytes), within(address), bytes);
    }

    @Override
    void atomicStore(long address, long value, int bytes) {
        AtomicBuffers.store(alignedChunk(address, bytes), within(address), value, bytes);
    }

    @Override
    long atomicModify(AtomicOperation operation, long address, long operand, int bytes) {
        return AtomicBuffers.modify(operation, alignedChunk(address, bytes), within(address), operand, bytes);
    }

    @Override
    long atomicCompareExchange(long address, long expected, long replacement, int bytes) {
        ByteBuffer chunk = alignedChunk(address, bytes);
        return AtomicBuffers.compareExchange(chunk, within(address), expected, replacement, bytes);
    }

    @Override
    int await(long address, long expected, int bytes, long timeoutNanos) {
        alignedChunk(address, bytes);
        return waiters.await(address, () -> atomicLoad(address, bytes) == expected, timeoutNanos);
    }

    @Override
    public int wake(long address, int count) {
        alignedChunk(address, Integer.BYTES);
        return waiters.wake(address, count);
    }

    // ---- for Java

    @Override
    public int readIntVolatile(long address) {
        return (int) atomicLoad(address, Integer.BYTES);
    }

    @Override
    public long readLongVolatile(long address) {
        return atomicLoad(address, Long.BYTES);
    }

    @Override
    public void writeIntVolatile(long address, int value) {
        atomicStore(address, value, Integer.BYTES);
    }

    @Override
    public void writeLongVolatile(long address, long value) {
        atomicStore(address, value, Long.BYTES);
    }

    @Override
    public int getAndAddInt(long address, int delta) {
        return (int) atomicModify(AtomicOperation.ADD, address, delta, Integer.BYTES);
    }

    @Override
    public long getAndAddLong(long address, long delta) {
        return atomicModify(AtomicOperation.ADD, address, delta, Long.BYTES);
    }

    @Override
    public int compareAndExchangeInt(long address, int expected, int replacement) {
        return (int) atomicCompareExchange(address, Integer.toUnsignedLong(expected), replacement, Integer.BYTES);
    }

    @Override
    public long compareAndExchangeLong(long address, long expected, long replacement) {
        return atomicCompareExchange(address, expected, replacement, Long.BYTES);
    }
}
