package org.amphora.wasi.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.NoSuchFileException;
import org.amphora.wasi.FileSource;

/**
 * A file of a source, read as a stream: it takes no memory, however large the file and however many a guest opens. To go back
 * it begins anew.
 */
final class SourceFile implements OpenFile {
    private static final int CHUNK = 8_192;

    private final FileSource source;
    private final String path;
    private final long size;
    private InputStream stream;
    private long streamPosition;
    private boolean closed;

    SourceFile(FileSource source, String path) throws IOException {
        FileSource.Entry entry = source.entry(path);
        if (entry == null) {
            throw new NoSuchFileException(path);
        }
        this.source = source;
        this.path = path;
        this.size = entry.bytes();
        this.stream = source.open(path); // fails now, if it does
    }

    @Override
    public synchronized int read(ByteBuffer buffer, long position) throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        long left = size - position;
        if (left <= 0 || !moveTo(position)) {
            return -1;
        }
        byte[] chunk = new byte[(int) Math.min(Math.min(buffer.remaining(), left), CHUNK)];
        int total = 0;
        while (buffer.hasRemaining() && total < left) {
            int n = stream.read(chunk, 0, (int) Math.min(Math.min(buffer.remaining(), left - total), CHUNK));
            if (n < 0) {
                break;
            }
            buffer.put(chunk, 0, n);
            streamPosition += n;
            total += n;
        }
        return total == 0 ? -1 : total;
    }

    /** Whether the stream goes that far. */
    private boolean moveTo(long position) throws IOException {
        if (position < streamPosition) {
            stream.close();
            stream = source.open(path);
            streamPosition = 0;
        }
        while (streamPosition < position) {
            long skipped = stream.skip(position - streamPosition);
            if (skipped <= 0) { // which may be the end, or not
                if (stream.read() < 0) {
                    return false;
                }
                skipped = 1;
            }
            streamPosition += skipped;
        }
        return true;
    }

    @Override
    public int write(ByteBuffer buffer, long position) throws WasiException {
        throw Errno.ROFS.exception();
    }

    @Override
    public long size() {
        return size;
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
        closed = true;
        stream.close();
    }
}
