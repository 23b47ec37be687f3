package org.amphora.wasi.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.amphora.api.Instance;
import org.amphora.api.Memory;

/**
 * A connection. Java cannot look at what has arrived without taking it, so what was looked at, or counted, is kept here
 * until it is read.
 */
final class ConnectionDescriptor extends SocketDescriptor {
    /** The JDK copies through a direct buffer as large as what is read or written at once, and keeps it. */
    private static final int MAX_TRANSFER = 1 << 16;

    private static final int MAX_PEEKED = 1 << 16;

    /** How many bytes at least are looked at to know how many there are. */
    private static final int COUNTED = 1 << 12;

    private final SocketChannel channel;
    private final Object readLock = new Object();
    private final Object writeLock = new Object();
    // what was looked at; under readLock
    private ByteBuffer peeked = ByteBuffer.allocate(0);
    private volatile boolean ended;

    /** The open {@code channel}, which is closed with this. */
    ConnectionDescriptor(SocketChannel channel, int flags) throws IOException {
        super(channel, SelectionKey.OP_READ, SelectionKey.OP_WRITE, flags);
        this.channel = channel;
    }

    @Override
    long allRights() {
        return Rights.CONNECTION;
    }

    @Override
    public int read(Memory memory, long address, int length) throws IOException, WasiException {
        memory.checked(address, length);
        synchronized (readLock) {
            return peeked.hasRemaining() ? take(memory, address, length) : receive(memory, address, length);
        }
    }

    private int take(Memory memory, long address, int length) {
        int n = Math.min(length, peeked.remaining());
        memory.write(address, peeked.array(), peeked.position(), n);
        peeked.position(peeked.position() + n);
        return n;
    }

    private int receive(Memory memory, long address, int length) throws IOException, WasiException {
        for (int done = 0; done < length; ) {
            ByteBuffer buffer = memory.view(address + done, Math.min(length - done, MAX_TRANSFER));
            int n = channel.read(buffer);
            if (n < 0) {
                ended = true;
                return done;
            }
            done += n;
            if (buffer.hasRemaining()) {
                return someOf(done);
            }
        }
        return length;
    }

    private static int someOf(int done) throws WasiException {
        if (done == 0) {
            throw Errno.AGAIN.exception();
        }
        return done;
    }

    @Override
    public int peek(Memory memory, long address, int length, int offset) throws IOException, WasiException {
        memory.checked(address, length);
        synchronized (readLock) {
            lookAt(offset + length);
            int n = Math.min(length, peeked.remaining() - offset);
            if (n <= 0) {
                return ended || length == 0 ? 0 : someOf(0);
            }
            memory.write(address, peeked.array(), peeked.position() + offset, n);
            return n;
        }
    }

    /** Takes what has arrived into the buffer, as far as there is room, for it to have {@code wanted} bytes. */
    private void lookAt(int wanted) throws IOException {
        int bytes = Math.min(wanted, MAX_PEEKED);
        if (peeked.remaining() >= bytes) {
            return;
        }
        ByteBuffer buffer = peeked.capacity() >= bytes
                ? peeked.compact()
                : ByteBuffer.allocate(bytes).put(peeked);
        try {
            ended |= channel.read(buffer) < 0;
        } finally {
            peeked = buffer.flip();
        }
    }

    @Override
    public long available() throws IOException {
        synchronized (readLock) {
            lookAt(COUNTED);
            return peeked.remaining();
        }
    }

    @Override
    public boolean ready(Wait wait, boolean writing) throws IOException {
        return (!writing && looked()) || super.ready(wait, writing);
    }

    private boolean looked() {
        synchronized (readLock) {
            return peeked.hasRemaining();
        }
    }

    @Override
    public boolean hungUp() {
        return ended;
    }

    @Override
    public int write(Instance caller, long address, int length) throws IOException, WasiException {
        Memory memory = caller.memory();
        memory.checked(address, length);
        synchronized (writeLock) {
            for (int done = 0; done < length; ) {
                ByteBuffer buffer = memory.view(address + done, Math.min(length - done, MAX_TRANSFER));
                done += send(buffer);
                if (buffer.hasRemaining()) {
                    return someOf(done);
                }
            }
            return length;
        }
    }

    private int send(ByteBuffer buffer) throws IOException, WasiException {
        try {
            return channel.write(buffer);
        } catch (ClosedChannelException e) {
            throw channel.isOpen() ? Errno.PIPE.exception() : Errno.BADF.exception(); // shut down, or closed
        }
    }

    @Override
    public void shutdown(boolean reading, boolean writing) throws IOException {
        if (reading) {
            channel.shutdownInput();
        }
        if (writing) {
            channel.shutdownOutput();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
