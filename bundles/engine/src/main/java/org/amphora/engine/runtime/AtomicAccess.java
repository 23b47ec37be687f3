package org.amphora.engine.runtime;

import java.lang.invoke.VarHandle;

/**
 * The atomic instructions of generated code, on memories of all kinds (threads proposal): a method for what stands behind
 * {@code atomic.} or {@code rmw.}, without its width. Addresses and numbers are unsigned numbers of 64 bits, and so is what
 * is returned; {@code bytes} is the width of the access.
 */
public final class AtomicAccess {
    private AtomicAccess() {}

    /** The address of an access; negative, and so beyond every memory, if it is not below 2^63. */
    private static long at(long address, long offset) {
        long sum = address + offset;
        return sum | ((address | offset) & Long.MIN_VALUE);
    }

    /** {@code atomic.fence}. */
    public static void fence() {
        VarHandle.fullFence();
    }

    /** {@code load}. */
    public static long load(long address, long offset, int bytes, MemoryInstance memory) {
        return memory.atomicLoad(at(address, offset), bytes);
    }

    /** {@code store}. */
    public static void store(long address, long value, long offset, int bytes, MemoryInstance memory) {
        memory.atomicStore(at(address, offset), value, bytes);
    }

    /** {@code add}. */
    public static long add(long address, long value, long offset, int bytes, MemoryInstance memory) {
        return memory.atomicModify(AtomicOperation.ADD, at(address, offset), value, bytes);
    }

    /** {@code sub}. */
    public static long sub(long address, long value, long offset, int bytes, MemoryInstance memory) {
        return memory.atomicModify(AtomicOperation.SUB, at(address, offset), value, bytes);
    }

    /** {@code and}. */
    public static long and(long address, long value, long offset, int bytes, MemoryInstance memory) {
        return memory.atomicModify(AtomicOperation.AND, at(address, offset), value, bytes);
    }

    /** {@code or}. */
    public static long or(long address, long value, long offset, int bytes, MemoryInstance memory) {
        return memory.atomicModify(AtomicOperation.OR, at(address, offset), value, bytes);
    }

    /** {@code xor}. */
    public static long xor(long address, long value, long offset, int bytes, MemoryInstance memory) {
        return memory.atomicModify(AtomicOperation.XOR, at(address, offset), value, bytes);
    }

    /** {@code xchg}. */
    public static long xchg(long address, long value, long offset, int bytes, MemoryInstance memory) {
        return memory.atomicModify(AtomicOperation.EXCHANGE, at(address, offset), value, bytes);
    }

    /** {@code cmpxchg}: an expected number that does not fit the width is nowhere. */
    public static long cmpxchg(
            long address, long expected, long replacement, long offset, int bytes, MemoryInstance memory) {
        return memory.atomicCompareExchange(at(address, offset), expected, replacement, bytes);
    }

    /** {@code wait}. */
    public static long wait(
            long address, long expected, long timeoutNanos, long offset, int bytes, MemoryInstance memory) {
        return memory.await(at(address, offset), expected, bytes, timeoutNanos);
    }

    /** {@code notify}. */
    public static long notify(long address, long count, long offset, int bytes, MemoryInstance memory) {
        return memory.wake(at(address, offset), (int) count);
    }
}
