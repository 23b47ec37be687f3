package org.amphora.wasi.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.amphora.api.Instance;
import org.amphora.api.Memory;

/** An open file, which reads and writes the guest's memory itself, with a position. */
final class FileDescriptor extends Descriptor {
    /** The JDK copies through a direct buffer as large as what is read or written at once, and keeps it. */
    private static final int MAX_TRANSFER = 1 << 20;

    private static final int SETTABLE_FLAGS = APPEND | NONBLOCK;

    private final OpenFile file;
    private final Quota quota;
    private final boolean readable;
    private final boolean writable;
    private final DirectoryHandle parent;
    private final String name;
    private final BasicFileAttributes opened;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile int flags;
    /** Under the lock of {@link #file}. */
    private long position;

    /** The open {@code file} of {@code name} in {@code parent}, of which this is a holder from now on. */
    FileDescriptor(
            OpenFile file,
            Quota quota,
            boolean readable,
            boolean writable,
            int flags,
            DirectoryHandle parent,
            String name,
            BasicFileAttributes opened) {
        this.file = file;
        this.quota = quota;
        this.readable = readable;
        this.writable = writable;
        this.flags = flags;
        this.parent = parent;
        this.name = name;
        this.opened = opened;
    }

    @Override
    public FileType type() {
        return FileType.REGULAR_FILE;
    }

    @Override
    long allRights() {
        return Rights.FILE | (readable ? Rights.FD_READ : 0) | (writable ? Rights.FD_WRITE : 0);
    }

    @Override
    public int flags() {
        return flags;
    }

    @Override
    public void flags(int flags) throws WasiException {
        if ((flags & ~SETTABLE_FLAGS) != (this.flags & ~SETTABLE_FLAGS)) {
            throw Errno.INVAL.exception();
        }
        this.flags = flags;
    }

    @Override
    public int read(Memory memory, long address, int length) throws IOException, WasiException {
        requireOpenFor(readable);
        memory.checked(address, length);
        synchronized (file) {
            int n = transfer(memory, address, length, position, file::read);
            position += n;
            return n;
        }
    }

    @Override
    public int readAt(Memory memory, long address, int length, long offset) throws IOException, WasiException {
        requireOpenFor(readable);
        requireOffset(offset);
        memory.checked(address, length);
        return transfer(memory, address, length, offset, file::read);
    }

    @Override
    public int write(Instance caller, long address, int length) throws IOException, WasiException {
        Memory memory = caller.memory();
        requireOpenFor(writable);
        memory.checked(address, length);
        synchronized (file) {
            if ((flags & APPEND) != 0) {
                position = file.size();
            }
            int n = writeCounted(memory, address, length, position);
            position += n;
            return n;
        }
    }

    @Override
    public int writeAt(Memory memory, long address, int length, long offset) throws IOException, WasiException {
        requireOpenFor(writable);
        requireOffset(offset);
        memory.checked(address, length);
        return writeCounted(memory, address, length, offset);
    }

    private int writeCounted(Memory memory, long address, int length, long offset) throws IOException, WasiException {
        int allowed = quota.takeBytes(length);
        int written = 0;
        try {
            written = transfer(memory, address, allowed, offset, file::write);
            return written;
        } finally {
            quota.giveBackBytes(allowed - written);
        }
    }

    private interface Transfer {
        int move(ByteBuffer buffer, long offset) throws IOException, WasiException;
    }

    /**
     * Moves {@code length} bytes, or as many as the file gives or takes, piece by piece of the memory. Fails only if none were
     * moved.
     */
    private static int transfer(Memory memory, long address, int length, long offset, Transfer transfer)
            throws IOException, WasiException {
        int done = 0;
        while (done < length) {
            ByteBuffer buffer = memory.view(address + done, Math.min(length - done, MAX_TRANSFER));
            int wanted = buffer.remaining();
            int moved;
            try {
                moved = transfer.move(buffer, offset + done);
            } catch (IOException | WasiException e) {
                if (done == 0) {
                    throw e;
                }
                return done;
            }
            if (moved > 0) {
                done += moved;
            }
            if (moved < wanted) {
                break;
            }
        }
        return done;
    }

    private static void requireOpenFor(boolean able) throws WasiException {
        if (!able) {
            throw Errno.BADF.exception();
        }
    }

    private static void requireOffset(long offset) throws WasiException {
        if (offset < 0) {
            throw Errno.INVAL.exception();
        }
    }

    @Override
    public long seek(long offset, int whence) throws IOException, WasiException {
        synchronized (file) {
            long base = switch (whence) {
                case SEEK_SET -> 0;
                case SEEK_CUR -> position;
                case SEEK_END -> file.size();
                default -> throw Errno.INVAL.exception();
            };
            requireOffset(base + offset);
            position = base + offset;
            return position;
        }
    }

    @Override
    public FileStatus status() throws IOException {
        return FileStatus.of(attributes(), file.size(), parent.device());
    }

    /** Attributes as they are now, if the file is still where it was opened; the JDK does not ask an open channel. */
    private BasicFileAttributes attributes() {
        try {
            BasicFileAttributes now = parent.attributes(name);
            return Objects.equals(now.fileKey(), opened.fileKey()) ? now : opened;
        } catch (IOException | WasiException e) {
            return opened;
        }
    }

    @Override
    public boolean mayWait() {
        return parent.mayWait();
    }

    @Override
    public long available() throws IOException {
        synchronized (file) {
            return Math.max(0, file.size() - position);
        }
    }

    @Override
    public void sync(boolean metadata) throws IOException {
        file.sync(metadata);
    }

    @Override
    public void resize(long size) throws IOException, WasiException {
        requireOpenFor(writable);
        requireOffset(size);
        synchronized (file) {
            long growth = Math.max(0, size - file.size());
            quota.takeAllBytes(growth);
            boolean resized = false;
            try {
                file.resize(size);
                resized = true;
            } finally {
                quota.giveBackBytes(resized ? 0 : growth);
            }
        }
    }

    @Override
    public void allocate(long size) throws IOException, WasiException {
        if (size > file.size()) {
            resize(size);
        }
    }

    @Override
    public void times(FileTime accessed, FileTime modified) throws IOException, WasiException {
        if (!Objects.equals(parent.attributes(name).fileKey(), opened.fileKey())) {
            throw Errno.NOTSUP.exception(); // renamed or removed since: there is no way to it by handle
        }
        parent.writable().setTimes(name, accessed, modified);
    }

    @Override
    public void close() throws IOException {
        if (closed.compareAndSet(false, true)) {
            file.close();
            parent.release();
        }
    }
}
