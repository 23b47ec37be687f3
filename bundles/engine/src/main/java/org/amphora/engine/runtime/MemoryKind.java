package org.amphora.engine.runtime;

import org.amphora.api.MemoryType;

/**
 * How a memory is kept. It is decided when the memory is made and never changes; the code of a module is generated for
 * the kinds of the memories that its instance has, so that no access asks.
 */
public enum MemoryKind {
    /** One Java array, of up to 2 GiB: {@link ByteMemory}. */
    BYTES,
    /** Many Java arrays. */
    LARGE,
    /** Shared by threads: {@link BufferMemory}. */
    SHARED;

    /** The kind of a memory that is made for {@code type}. */
    public static MemoryKind of(MemoryType type) {
        return type.shared() ? SHARED : BYTES;
    }
}
