package org.amphora.wasi.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.amphora.api.Memory;

/** An open file: a channel, which reads and writes the guest's memory itself. */
final class FileDescriptor extends Descriptor {
    /** The JDK copies through a direct buffer as large as what is read or written at once, and keeps it. */
    private static final int MAX_TRANSFER = 1 << 20;

    private static final int SETTABLE_FLAGS = APPEND | NONBLOCK;

    private final FileChannel channel;
    private final boolean readable;
    private final boolean writable;
    private final DirectoryHandle parent;
    private final String name;
    private final BasicFileAttributes opened;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile int flags;

    /** The open {@code channel} of {@code name} in {@code parent}, of which this is a holder from now on. */
    FileDescriptor(
            FileChannel channel,
            boolean readable,
            boolean writable,
            int flags,
            DirectoryHandle parent,
            String name,
            BasicFileAttributes opened) {
        this.channel = channel;
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
        return transfer(memory, address, length, (buffer, done) -> channel.read(buffer));
    }

    @Override
    public int readAt(Memory memory, long address, int length, long offset) throws IOException, WasiException {
        requireOpenFor(readable);
        requireOffset(offset);
        memory.checked(address, length);
        return transfer(memory, address, length, (buffer, done) -> channel.read(buffer, offset + done));
    }

    @Override
    public int write(Memory memory, long address, int length) throws IOException, WasiException {
        requireOpenFor(writable);
        memory.checked(address, length);
        if ((flags & APPEND) == 0) {
            return transfer(memory, address, length, (buffer, done) -> channel.write(buffer));
        }
        synchronized (channel) {
            channel.position(channel.size());
            return transfer(memory, address, length, (buffer, done) -> channel.write(buffer));
        }
    }

    @Override
    public int writeAt(Memory memory, long address, int length, long offset) throws IOException, WasiException {
        requireOpenFor(writable);
        requireOffset(offset);
        memory.checked(address, length);
        return transfer(memory, address, length, (buffer, done) -> channel.write(buffer, offset + done));
    }

    private interface Transfer {
        int move(ByteBuffer buffer, int done) throws IOException;
    }

    /** Moves {@code length} bytes, or as many as the file gives or takes, piece by piece of the memory. */
    private static int transfer(Memory memory, long address, int length, Transfer transfer) throws IOException {
        int done = 0;
        while (done < length) {
            ByteBuffer buffer = memory.view(address + done, Math.min(length - done, MAX_TRANSFER));
            int wanted = buffer.remaining();
            int moved = transfer.move(buffer, done);
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
        synchronized (channel) {
            long base = switch (whence) {
                case SEEK_SET -> 0;
                case SEEK_CUR -> channel.position();
                case SEEK_END -> channel.size();
                default -> throw Errno.INVAL.exception();
            };
            long position = base + offset;
            requireOffset(position);
            channel.position(position);
            return position;
        }
    }

    @Override
    public FileStatus status() throws IOException {
        return FileStatus.of(attributes(), channel.size());
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
    public long available() throws IOException {
        return Math.max(0, channel.size() - channel.position());
    }

    @Override
    public void sync(boolean metadata) throws IOException {
        channel.force(metadata);
    }

    @Override
    public void resize(long size) throws IOException, WasiException {
        requireOpenFor(writable);
        requireOffset(size);
        synchronized (channel) {
            long position = channel.position();
            if (size < channel.size()) {
                channel.truncate(size);
            } else if (size > channel.size()) {
                channel.write(ByteBuffer.allocate(1), size - 1);
            }
            channel.position(position); // truncating moves it, where ftruncate does not
        }
    }

    @Override
    public void allocate(long size) throws IOException, WasiException {
        if (size > channel.size()) {
            resize(size);
        }
    }

    @Override
    public void times(FileTime accessed, FileTime modified) throws IOException, WasiException {
        if (!Objects.equals(parent.attributes(name).fileKey(), opened.fileKey())) {
            throw Errno.NOTSUP.exception(); // renamed or removed since: there is no way to it by handle
        }
        parent.setTimes(name, accessed, modified);
    }

    @Override
    public void close() throws IOException {
        if (closed.compareAndSet(false, true)) {
            channel.close();
            parent.release();
        }
    }
}
