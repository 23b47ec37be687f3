package org.amphora.wasi.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.WeakHashMap;
import org.amphora.api.Memory;

/**
 * Reads a stream of the host for guests, none of which it keeps waiting: where the stream may block, a thread of its own
 * reads. It reads no more than was asked for, and keeps what nobody waits for any more for who reads next. One for each
 * stream, whoever uses it. Thread-safe.
 */
final class InputPump {
    private static final int BUFFER_BYTES = 8_192;

    // by equals, which streams have from Object; a pump must not refer to its stream, or that would stay for ever
    private static final Map<InputStream, InputPump> PUMPS = new WeakHashMap<>();

    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final Waiters waiters = new Waiters();
    private int start;
    private int end;
    private boolean reading;
    private boolean ended;
    private IOException failure;

    private InputPump() {}

    /** The pump of {@code stream}. */
    static InputPump of(InputStream stream) {
        synchronized (PUMPS) {
            return PUMPS.computeIfAbsent(stream, added -> new InputPump());
        }
    }

    /** Moves what is there, or fails with {@code EAGAIN} and has it read; 0 is the end. */
    synchronized int read(InputStream stream, Memory memory, long address, int length)
            throws IOException, WasiException {
        int wanted = Math.min(length, BUFFER_BYTES);
        if (!has(stream)) {
            fetch(stream, wanted);
            throw Errno.AGAIN.exception();
        }
        if (failure != null) {
            IOException thrown = failure;
            failure = null;
            throw thrown;
        } else if (ended) {
            ended = false; // a terminal goes on after its end
            return 0;
        }
        refill(stream, wanted);
        int moved = Math.min(wanted, end - start);
        memory.write(address, buffer, start, moved);
        start += moved;
        return moved;
    }

    /** Adds what is there without waiting, so that the byte that told so does not come alone. */
    private void refill(InputStream stream, int wanted) throws IOException {
        if (start == end) {
            start = 0;
            end = 0;
        }
        int missing = Math.min(wanted - (end - start), BUFFER_BYTES - end);
        int ready = missing > 0 ? Math.min(missing, stream.available()) : 0;
        if (ready > 0) {
            end += Math.max(0, stream.read(buffer, end, ready));
        }
    }

    /** Whether the next {@link #read} does not fail with {@code EAGAIN}. */
    synchronized boolean has(InputStream stream) throws IOException {
        return start < end || ended || failure != null || (!reading && stream.available() > 0);
    }

    /** How many bytes there are by now. */
    synchronized long available(InputStream stream) throws IOException {
        return (long) end - start + (reading ? 0 : stream.available());
    }

    /** Has the first byte read, unless it is there, and {@code wait} woken then. */
    synchronized void enter(InputStream stream, Wait wait) throws IOException {
        waiters.enter(wait);
        if (!has(stream)) {
            fetch(stream, 1);
        }
    }

    /** Undoes {@link #enter}; what was asked for is kept when it comes. */
    synchronized void leave(Wait wait) {
        waiters.leave(wait);
    }

    private void fetch(InputStream stream, int wanted) {
        if (!reading) {
            reading = true;
            HostThreads.execute(() -> fill(stream, wanted));
        }
    }

    private void fill(InputStream stream, int wanted) {
        int read = 0;
        IOException thrown = null;
        try {
            read = stream.read(buffer, 0, wanted); // the buffer is this thread's as long as it reads
        } catch (IOException e) {
            thrown = e;
        } catch (RuntimeException | Error e) {
            thrown = new IOException(e);
        }
        filled(read, thrown);
    }

    private synchronized void filled(int read, IOException thrown) {
        reading = false;
        start = 0;
        end = Math.max(0, read);
        failure = thrown;
        ended = thrown == null && read <= 0;
        waiters.wake();
    }
}
