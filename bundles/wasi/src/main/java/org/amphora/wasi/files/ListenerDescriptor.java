package org.amphora.wasi.files;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.amphora.api.Instance;
import org.amphora.api.Memory;

/** What takes connections: a channel of the host's, which is left open. */
public final class ListenerDescriptor extends SocketDescriptor {
    private final ServerSocketChannel channel;

    /** Takes connections from {@code channel}, which does not block from now on. */
    public ListenerDescriptor(ServerSocketChannel channel) throws IOException {
        super(channel, SelectionKey.OP_ACCEPT, 0, 0);
        this.channel = channel;
    }

    @Override
    long allRights() {
        return Rights.LISTENER;
    }

    @Override
    long allInheritedRights() {
        return Rights.CONNECTION;
    }

    @Override
    public Descriptor accept(int flags) throws IOException, WasiException {
        SocketChannel accepted = channel.accept();
        if (accepted == null) {
            throw Errno.AGAIN.exception();
        }
        try {
            return new ConnectionDescriptor(accepted, flags).openedThrough(this);
        } catch (IOException e) {
            accepted.close();
            throw e;
        }
    }

    @Override
    public int read(Memory memory, long address, int length) throws WasiException {
        throw Errno.NOTCONN.exception();
    }

    @Override
    public int write(Instance caller, long address, int length) throws WasiException {
        throw Errno.NOTCONN.exception();
    }
}
