package org.amphora.wasi.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.BooleanSupplier;
import org.amphora.api.Instance;
import org.amphora.api.Memory;

/**
 * Writes to a stream of the host for guests, piece by piece, in a thread of its own: the guest waits until its piece is written,
 * but no longer than its call goes on. What it does not wait for any more is written when the stream takes it. One for each
 * stream, whoever uses it. Thread-safe.
 */
final class OutputPump {
    /** Most a piece can have. */
    static final int PIECE_BYTES = 8_192;

    // by equals, which streams have from Object; a pump must not refer to its stream, or that would stay for ever
    private static final Map<OutputStream, OutputPump> PUMPS = new WeakHashMap<>();

    private static final Class<?> NULL_STREAM = OutputStream.nullOutputStream().getClass();

    /** Where the one piece is that can be under way. */
    private enum State {
        /** There is none. */
        FREE,
        /** The pump has it, and its owner waits. */
        WRITING,
        /** The pump has it, and nobody waits. */
        ABANDONED,
        /** The owner has not looked yet what came of it. */
        WRITTEN
    }

    private final byte[] buffer = new byte[PIECE_BYTES];
    private final Waiters waiters = new Waiters();
    private volatile State state = State.FREE;
    private int length;
    /** Where the piece under way goes; null if there is none. */
    private OutputStream stream;

    private IOException failure;

    // made once, as a guest may print a million lines
    private final Runnable task = this::writePiece;
    private final BooleanSupplier free = this::isFree;
    private final BooleanSupplier written = this::isWritten;

    private OutputPump() {}

    /** The pump of {@code stream}; null if that is known to keep nobody waiting. */
    static OutputPump of(OutputStream stream) {
        if (stream instanceof NeverBlocks
                || stream.getClass() == ByteArrayOutputStream.class
                || stream.getClass() == NULL_STREAM) {
            return null;
        }
        synchronized (PUMPS) {
            return PUMPS.computeIfAbsent(stream, added -> new OutputPump());
        }
    }

    private boolean isFree() {
        return state == State.FREE;
    }

    private boolean isWritten() {
        return state == State.WRITTEN;
    }

    /** Writes and flushes a piece; fails with {@code EINTR} when the call is cancelled before. */
    void write(OutputStream stream, Instance caller, long address, int length) throws IOException, WasiException {
        Memory memory = caller.memory();
        while (!begin(stream, memory, address, length)) {
            waiters.await(caller, free);
        }
        try {
            waiters.await(caller, written);
        } finally {
            end();
        }
    }

    private synchronized boolean begin(OutputStream stream, Memory memory, long address, int length) {
        if (state != State.FREE) {
            return false;
        }
        memory.read(address, buffer, 0, length);
        this.length = length;
        this.stream = stream;
        state = State.WRITING;
        HostThreads.execute(task);
        return true;
    }

    /** In a thread of the host's, whose the buffer is meanwhile. */
    private void writePiece() {
        IOException thrown = null;
        try {
            stream.write(buffer, 0, length);
            stream.flush();
        } catch (IOException e) {
            thrown = e;
        } catch (RuntimeException | Error e) {
            thrown = new IOException(e);
        }
        pieceWritten(thrown);
    }

    private synchronized void pieceWritten(IOException thrown) {
        stream = null;
        failure = state == State.ABANDONED ? null : thrown;
        become(state == State.ABANDONED ? State.FREE : State.WRITTEN);
    }

    /** The owner goes, whether or not it was cancelled. */
    private synchronized void end() throws IOException {
        if (state == State.WRITING) {
            become(State.ABANDONED);
            return;
        }
        become(State.FREE);
        if (failure != null) {
            throw failure;
        }
    }

    private void become(State next) {
        state = next;
        waiters.wake();
    }
}
