package org.amphora.wasi.files;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import org.amphora.api.Memory;

/** A socket, whose channel does not block: who waits, does so by a {@link Wait}. */
public abstract class SocketDescriptor extends Descriptor {
    private final SelectableChannel channel;
    private final int readOperation;
    private final int writeOperation;
    private volatile int flags;

    /** The operations are those of {@link java.nio.channels.SelectionKey} for reading, and for writing. */
    SocketDescriptor(SelectableChannel channel, int readOperation, int writeOperation, int flags) throws IOException {
        this.channel = channel;
        this.readOperation = readOperation;
        this.writeOperation = writeOperation;
        this.flags = flags;
        channel.configureBlocking(false);
    }

    @Override
    public final FileType type() {
        return FileType.SOCKET_STREAM;
    }

    @Override
    public final FileStatus status() {
        return FileStatus.SOCKET;
    }

    @Override
    public final int flags() {
        return flags;
    }

    @Override
    public final void flags(int flags) throws WasiException {
        if ((flags & ~NONBLOCK) != 0) {
            throw Errno.INVAL.exception();
        }
        this.flags = flags;
    }

    @Override
    public final SocketDescriptor socket() {
        return this;
    }

    @Override
    public final void enter(Wait wait, boolean writing) throws IOException {
        wait.enter(channel, operation(writing));
    }

    @Override
    public boolean ready(Wait wait, boolean writing) throws IOException {
        return wait.ready(channel, operation(writing));
    }

    private int operation(boolean writing) {
        return writing ? writeOperation : readOperation;
    }

    /** The next connection, with {@code flags}; fails with {@code EAGAIN} where it would wait. */
    public Descriptor accept(int flags) throws IOException, WasiException {
        throw Errno.INVAL.exception();
    }

    /** Reads without taking what it reads: from the byte {@code offset} of what comes next. */
    public int peek(Memory memory, long address, int length, int offset) throws IOException, WasiException {
        throw Errno.NOTCONN.exception();
    }

    /** Ends reading, or writing, or both. */
    public void shutdown(boolean reading, boolean writing) throws IOException, WasiException {
        throw Errno.NOTCONN.exception();
    }
}
