package org.amphora.engine.runtime;

import org.amphora.api.Limits;
import org.amphora.api.Memory;
import org.amphora.api.MemoryType;
import org.amphora.api.Trap;

/**
 * A memory (WebAssembly 3.0, section 4.2.6). What all kinds of memories have in common; addresses and lengths are unsigned
 * numbers of 64 bits here, and as no memory has 2^63 bytes, a negative one lies beyond all of them.
 */
public abstract sealed class MemoryInstance implements Memory permits ByteMemory, LargeMemory, BufferMemory {
    private static final int COPY_BUFFER_BYTES = 8_192;

    private final MemoryType declared;
    private final long maxPages;
    private final Budget budget;

    /** A memory without any bytes. It never has more than {@code mostBytes}. */
    MemoryInstance(MemoryType declared, long mostBytes, Budget budget) {
        this.declared = declared;
        long most = mostBytes / declared.pageBytes();
        long max = declared.limits().max().orElse(most);
        this.maxPages = max < 0 ? most : Math.min(max, most);
        this.budget = budget;
    }

    /**
     * A memory of the least size of {@code type}, all zero.
     *
     * @return null if {@code budget} or the JVM has no place for it
     * @throws OutOfMemoryError if there is no room in its {@link #place}
     */
    public static MemoryInstance allocate(MemoryType type, Budget budget) {
        MemoryInstance memory = empty(type, budget);
        return memory.begin() ? memory : null;
    }

    private static MemoryInstance empty(MemoryType type, Budget budget) {
        return switch (MemoryKind.of(type, budget.limit())) {
            case BYTES -> new ByteMemory(type, budget);
            case LARGE -> new LargeMemory(type, budget);
            case SHARED -> new BufferMemory(type, budget);
        };
    }

    /** Gives the memory its least size; false if it cannot have it. To be called once. */
    final boolean begin() {
        return add(declared.limits().min());
    }

    /**
     * A memory with the content of {@code image}, which was one of {@code type}.
     *
     * @return null if {@code budget} has no place for it
     * @throws OutOfMemoryError if the heap has no room
     */
    static MemoryInstance restore(MemoryType type, MemoryImage image, Budget budget) {
        if (!budget.take(image.byteSize())) {
            return null;
        }
        MemoryInstance memory = empty(type, budget);
        memory.load(image);
        return memory;
    }

    /** Gives a memory without any bytes its content. */
    void load(MemoryImage image) {
        resize(image.byteSize());
        image.writeTo(this);
    }

    /** The present content. */
    abstract MemoryImage image();

    /** The most pages of {@code type} that a memory of this engine can have. */
    public static long mostPages(MemoryType type) {
        return (type.shared() ? BufferMemory.MAX_BYTES : LargeMemory.MAX_BYTES) / type.pageBytes();
    }

    /** Where the bytes of a memory of {@code type} are, for messages. */
    public static String place(MemoryType type) {
        return type.shared() ? "the JVM's direct memory (-XX:MaxDirectMemorySize)" : "the Java heap";
    }

    /** It never has more bytes. */
    final long maxBytes() {
        return maxPages * declared.pageBytes();
    }

    /** How it is kept. */
    public abstract MemoryKind kind();

    @Override
    public final MemoryType type() {
        Limits limits = declared.limits();
        long pages = pages();
        Limits now = limits.max().isPresent() ? Limits.of(pages, limits.max().getAsLong()) : Limits.atLeast(pages);
        return MemoryType.of(now, declared.addressType(), declared.shared(), declared.pageBytes());
    }

    @Override
    public final long pages() {
        return byteSize() / declared.pageBytes();
    }

    @Override
    public long grow(long deltaPages) {
        long oldPages = pages();
        try {
            return deltaPages == 0 || add(deltaPages) ? oldPages : -1;
        } catch (OutOfMemoryError e) {
            return -1;
        }
    }

    /** Adds pages; false if the declared maximum, the budget or the kind of memory forbids it. */
    private boolean add(long pages) {
        if (pages < 0 || pages > maxPages - pages()) {
            return false;
        }
        long bytes = pages * declared.pageBytes();
        if (!budget.take(bytes)) {
            return false;
        }
        boolean done = false;
        try {
            resize(byteSize() + bytes);
            done = true;
        } finally {
            if (!done) {
                budget.release(bytes);
            }
        }
        return true;
    }

    /**
     * Makes the memory larger; what is added is zero.
     *
     * @throws OutOfMemoryError if the heap has no room; nothing has changed then
     */
    abstract void resize(long newByteSize);

    /** {@code memory.copy} out of {@code from}; nothing is written if it traps. */
    public final void copy(long target, long source, long length, MemoryInstance from) {
        check(target, length);
        from.check(source, length);
        if (from == this) {
            copy(target, source, length);
        } else {
            transfer(target, source, length, from);
        }
    }

    /** Copies a range that lies inside from another memory. */
    void transfer(long target, long source, long length, MemoryInstance from) {
        if (from instanceof ByteMemory array) {
            write(target, array.bytes, (int) source, (int) length);
            return;
        }
        byte[] buffer = new byte[(int) Math.min(length, COPY_BUFFER_BYTES)];
        for (long done = 0; done < length; done += buffer.length) {
            int part = (int) Math.min(length - done, buffer.length);
            from.read(source + done, buffer, 0, part);
            write(target + done, buffer, 0, part);
        }
    }

    /** {@code memory.init} out of a part of {@code segment}; nothing is written if it traps. */
    final void init(long target, int source, int length, byte[] segment, int segmentFrom, int segmentLength) {
        check(target, Integer.toUnsignedLong(length));
        if ((source | length) < 0 || source > segmentLength - length) {
            throw new Trap(
                    Trap.Kind.OUT_OF_BOUNDS_MEMORY_ACCESS,
                    Trap.Kind.OUT_OF_BOUNDS_MEMORY_ACCESS.message() + ": " + Integer.toUnsignedString(length)
                            + " bytes at offset " + Integer.toUnsignedString(source) + " of a data segment of "
                            + segmentLength + " bytes");
        }
        write(target, segment, segmentFrom + source, length);
    }

    /** Traps unless {@code length} bytes from {@code address} on lie inside. */
    final void check(long address, long length) {
        if ((address | length) < 0 || address > byteSize() - length) {
            throw new Trap(
                    Trap.Kind.OUT_OF_BOUNDS_MEMORY_ACCESS,
                    Trap.Kind.OUT_OF_BOUNDS_MEMORY_ACCESS.message() + ": " + Long.toUnsignedString(length)
                            + (length == 1 ? " byte" : " bytes") + " at address " + Long.toUnsignedString(address)
                            + " of a memory of " + byteSize() + " bytes");
        }
    }

    // ---- atomic access, to memories that no other thread uses at the same time

    /** {@code atomic.load} of {@code bytes} bytes; upper bits are zero. */
    long atomicLoad(long address, int bytes) {
        checkAligned(address, bytes);
        return switch (bytes) {
            case Byte.BYTES -> Byte.toUnsignedLong(readByte(address));
            case Short.BYTES -> Short.toUnsignedLong(readShort(address));
            case Integer.BYTES -> Integer.toUnsignedLong(readInt(address));
            default -> readLong(address);
        };
    }

    /** {@code atomic.store} of the low {@code bytes} bytes of {@code value}. */
    void atomicStore(long address, long value, int bytes) {
        checkAligned(address, bytes);
        switch (bytes) {
            case Byte.BYTES -> writeByte(address, (byte) value);
            case Short.BYTES -> writeShort(address, (short) value);
            case Integer.BYTES -> writeInt(address, (int) value);
            default -> writeLong(address, value);
        }
    }

    /** {@code atomic.rmw}: returns the old number; its upper bits are zero. */
    long atomicModify(AtomicOperation operation, long address, long operand, int bytes) {
        long old = atomicLoad(address, bytes);
        atomicStore(address, operation.apply(old, operand), bytes);
        return old;
    }

    /** {@code atomic.rmw.cmpxchg}: returns the old number; its upper bits are zero. */
    long atomicCompareExchange(long address, long expected, long replacement, int bytes) {
        long old = atomicLoad(address, bytes);
        if (old == expected) {
            atomicStore(address, replacement, bytes);
        }
        return old;
    }

    /** {@code memory.atomic.wait32} and {@code wait64}. */
    int await(long address, long expected, int bytes, long timeoutNanos) {
        checkAligned(address, bytes);
        throw new Trap(
                Trap.Kind.EXPECTED_SHARED_MEMORY,
                Trap.Kind.EXPECTED_SHARED_MEMORY.message() + ": " + this + " is not, so nobody could end the wait");
    }

    /** {@code memory.atomic.notify}: how many waits it ended, of at most {@code count}, which is unsigned. */
    int wake(long address, int count) {
        atomicLoad(address, Integer.BYTES);
        return 0;
    }

    /** Traps unless an address is a multiple of the width of an atomic access. */
    static void checkAligned(long address, int bytes) {
        if ((address & bytes - 1) != 0) {
            throw new Trap(
                    Trap.Kind.UNALIGNED_ATOMIC,
                    Trap.Kind.UNALIGNED_ATOMIC.message() + ": " + bytes + " bytes at address "
                            + Long.toUnsignedString(address) + ", which is no multiple of " + bytes);
        }
    }

    @Override
    public final int checked(long address, int length) {
        check(address, length);
        return length;
    }

    @Override
    public final float readFloat(long address) {
        return Float.intBitsToFloat(readInt(address));
    }

    @Override
    public final double readDouble(long address) {
        return Double.longBitsToDouble(readLong(address));
    }

    @Override
    public final void writeFloat(long address, float value) {
        writeInt(address, Float.floatToRawIntBits(value));
    }

    @Override
    public final void writeDouble(long address, double value) {
        writeLong(address, Double.doubleToRawLongBits(value));
    }

    /** Such as {@code memory 1 16}. */
    @Override
    public final String toString() {
        return type().toString();
    }
}
