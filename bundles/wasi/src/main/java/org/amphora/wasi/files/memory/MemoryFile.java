package org.amphora.wasi.files.memory;

import static org.amphora.wasi.files.memory.MemoryFileSystem.BLOCK;

import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.amphora.wasi.files.Errno;
import org.amphora.wasi.files.FileType;
import org.amphora.wasi.files.OpenFile;
import org.amphora.wasi.files.WasiException;

/** A file: blocks, of which those are missing that nothing was written to. */
final class MemoryFile extends MemoryNode {
    private static final ByteBuffer ZEROS = ByteBuffer.allocate(BLOCK).asReadOnlyBuffer();

    private final NavigableMap<Long, byte[]> blocks = new TreeMap<>();
    private long size;

    /** An empty file, for which {@link MemoryFileSystem#ENTRY} bytes were taken. */
    MemoryFile(MemoryFileSystem system) {
        super(system, FileType.REGULAR_FILE);
    }

    @Override
    long size() {
        return size;
    }

    @Override
    void discard() {
        drop(blocks);
        system.giveBack(MemoryFileSystem.ENTRY);
    }

    private void drop(NavigableMap<Long, byte[]> unused) {
        system.giveBack((long) unused.size() * BLOCK);
        unused.clear();
    }

    private int read(ByteBuffer buffer, long position) {
        if (position >= size) {
            return -1;
        }
        int length = (int) Math.min(buffer.remaining(), size - position);
        for (int done = 0; done < length; ) {
            int offset = (int) ((position + done) % BLOCK);
            int n = Math.min(length - done, BLOCK - offset);
            byte[] block = blocks.get((position + done) / BLOCK);
            if (block == null) {
                buffer.put(ZEROS.slice(0, n));
            } else {
                buffer.put(block, offset, n);
            }
            done += n;
        }
        return length;
    }

    /** Writes as much as there is memory for; fails with {@code ENOSPC} if there is none. */
    private int write(ByteBuffer buffer, long position) throws WasiException {
        int length = buffer.remaining();
        if (position > Long.MAX_VALUE - length) {
            throw Errno.FBIG.exception();
        }
        int done = 0;
        while (done < length) {
            int offset = (int) ((position + done) % BLOCK);
            int n = Math.min(length - done, BLOCK - offset);
            byte[] block;
            try {
                block = block((position + done) / BLOCK);
            } catch (WasiException e) {
                if (done == 0) {
                    throw e;
                }
                break;
            }
            buffer.get(block, offset, n);
            done += n;
        }
        if (done > 0) {
            size = Math.max(size, position + done);
            changed();
        }
        return done;
    }

    private byte[] block(long index) throws WasiException {
        byte[] block = blocks.get(index);
        if (block == null) {
            system.take(BLOCK);
            block = new byte[BLOCK];
            blocks.put(index, block);
        }
        return block;
    }

    void resize(long newSize) {
        if (newSize < size) {
            long kept = newSize / BLOCK + (newSize % BLOCK == 0 ? 0 : 1);
            drop(blocks.tailMap(kept, true));
            byte[] last = blocks.get(newSize / BLOCK);
            if (last != null) {
                Arrays.fill(last, (int) (newSize % BLOCK), BLOCK, (byte) 0);
            }
        }
        size = newSize;
        changed();
    }

    /** Opens it. */
    OpenFile open() {
        retain();
        return new Open();
    }

    private final class Open implements OpenFile {
        private boolean closed;

        private void requireOpen() throws ClosedChannelException {
            if (closed) {
                throw new ClosedChannelException();
            }
        }

        @Override
        public int read(ByteBuffer buffer, long position) throws ClosedChannelException {
            synchronized (system) {
                requireOpen();
                return MemoryFile.this.read(buffer, position);
            }
        }

        @Override
        public int write(ByteBuffer buffer, long position) throws ClosedChannelException, WasiException {
            synchronized (system) {
                requireOpen();
                return MemoryFile.this.write(buffer, position);
            }
        }

        @Override
        public long size() throws ClosedChannelException {
            synchronized (system) {
                requireOpen();
                return size;
            }
        }

        @Override
        public void resize(long newSize) throws ClosedChannelException {
            synchronized (system) {
                requireOpen();
                MemoryFile.this.resize(newSize);
            }
        }

        @Override
        public void sync(boolean metadata) {
            // it is where it stays
        }

        @Override
        public void close() {
            synchronized (system) {
                if (!closed) {
                    closed = true;
                    release();
                }
            }
        }
    }
}
