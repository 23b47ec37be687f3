package org.amphora.wasi.files.memory;

import java.util.function.LongSupplier;
import org.amphora.wasi.files.DirectoryHandle;
import org.amphora.wasi.files.Errno;
import org.amphora.wasi.files.WasiException;

/**
 * A file system in memory, empty at first. What it takes is counted: {@link #BLOCK} bytes for each block of a file that was
 * written to, and {@link #ENTRY} bytes for each name and for each file, directory and symbolic link. Thread-safe: all of it is under the lock of
 * this object.
 */
public final class MemoryFileSystem {
    /** Bytes of a block. */
    public static final int BLOCK = 4_096;
    /** Bytes that a name counts as, and what it stands for besides its content. */
    public static final int ENTRY = 1_024;

    private final LongSupplier clock;
    private final MemoryDirectory root;
    private long free;
    private long lastId;

    /**
     * An empty one.
     *
     * @param maxBytes what it may take
     * @param clock nanoseconds since 1970-01-01T00:00:00Z, for the times of its files
     */
    public MemoryFileSystem(long maxBytes, LongSupplier clock) {
        this.free = maxBytes;
        this.clock = clock;
        this.root = new MemoryDirectory(this, null);
        root.retain();
    }

    /** Opens its root. */
    public synchronized DirectoryHandle open(long device) {
        return new MemoryDirectoryHandle(root, device);
    }

    /** Takes memory; fails with {@code ENOSPC} if there is not that much. */
    void take(long bytes) throws WasiException {
        if (free < bytes) {
            throw Errno.NOSPC.exception();
        }
        free -= bytes;
    }

    void giveBack(long bytes) {
        free += bytes;
    }

    long now() {
        return clock.getAsLong();
    }

    long nextId() {
        return ++lastId;
    }
}
