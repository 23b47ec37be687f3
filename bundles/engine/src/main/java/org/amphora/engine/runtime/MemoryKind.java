package org.amphora.engine.runtime;

import org.amphora.api.MemoryType;

/**
 * How a memory is kept. It is decided when the memory is made and never changes; the code of a module is generated for
 * the kinds of the memories that its instance has, so that no access asks.
 */
public enum MemoryKind {
    /** One Java array, of less than 2 GiB: {@link ByteMemory}. */
    BYTES,
    /** Many Java arrays: {@link LargeMemory}. */
    LARGE,
    /** Shared by threads: {@link BufferMemory}. */
    SHARED;

    private static final long TWO_GIB = 1L << 31;

    /**
     * The kind of a memory that is made for {@code type}: large if it starts beyond what an array holds, or is declared to
     * grow beyond 2 GiB and allowed to. A maximum of just 2 GiB, which compilers like to write, makes no memory large: it
     * ends one page earlier.
     *
     * @param limitBytes it cannot have more bytes, whatever is declared
     */
    public static MemoryKind of(MemoryType type, long limitBytes) {
        if (type.shared()) {
            return SHARED;
        }
        boolean large = exceeds(type.limits().min(), type, ByteMemory.MAX_BYTES)
                || (limitBytes > TWO_GIB && exceeds(type.limits().max().orElse(0), type, TWO_GIB));
        return large ? LARGE : BYTES;
    }

    private static boolean exceeds(long pages, MemoryType type, long bytes) {
        return Long.compareUnsigned(pages, bytes / type.pageBytes()) > 0;
    }
}
