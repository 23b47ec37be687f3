package org.amphora.api;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A memory that threads share: what a module declares as {@code shared}, or {@link Engine#newMemory} makes of such a type
 * (threads proposal).
 *
 * <p>An instance serves one call at a time, so threads of a guest are instances of one module, each called by a Java thread
 * of its own, that import the same shared memory. The methods here are how Java takes part: they see, and are seen by, what
 * guests do with atomic instructions, all in one order. Addresses must be multiples of the width, else they throw a {@link
 * Trap} with {@link Trap.Kind#UNALIGNED_ATOMIC}.
 */
@ProviderType
public interface SharedMemory extends Memory {
    /** Reads 4 bytes atomically. */
    int readIntVolatile(long address);

    /** Reads 8 bytes atomically. */
    long readLongVolatile(long address);

    /** Writes 4 bytes atomically. */
    void writeIntVolatile(long address, int value);

    /** Writes 8 bytes atomically. */
    void writeLongVolatile(long address, long value);

    /** Adds to 4 bytes atomically, and returns what they were. */
    int getAndAddInt(long address, int delta);

    /** Adds to 8 bytes atomically, and returns what they were. */
    long getAndAddLong(long address, long delta);

    /** Replaces 4 bytes atomically if they are {@code expected}, and returns what they were. */
    int compareAndExchangeInt(long address, int expected, int replacement);

    /** Replaces 8 bytes atomically if they are {@code expected}, and returns what they were. */
    long compareAndExchangeLong(long address, long expected, long replacement);

    /**
     * Ends waits of guests at an address: {@code memory.atomic.notify}.
     *
     * @param count at most how many, an unsigned number: -1 for all of them
     * @return how many
     */
    int wake(long address, int count);
}
