package org.amphora.wasi.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** A file of a file system that is only read, by a channel with a position. */
final class ReadOnlyFile implements OpenFile {
    private final SeekableByteChannel channel;

    ReadOnlyFile(SeekableByteChannel channel) {
        this.channel = channel;
    }

    @Override
    public synchronized int read(ByteBuffer buffer, long position) throws IOException {
        channel.position(position);
        return channel.read(buffer);
    }

    @Override
    public int write(ByteBuffer buffer, long position) throws WasiException {
        throw Errno.ROFS.exception();
    }

    @Override
    public synchronized long size() throws IOException {
        return channel.size();
    }

    @Override
    public void resize(long size) throws WasiException {
        throw Errno.ROFS.exception();
    }

    @Override
    public void sync(boolean metadata) {
        // nothing was written
    }

    @Override
    public synchronized void close() throws IOException {
        channel.close();
    }
}
