package org.amphora.wasi.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
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

    /** Waking a thread takes 10 to 30 µs, a write often 1 µs: so each side looks that often before it sleeps. */
    private static final int SPINS = Runtime.getRuntime().availableProcessors() > 1 ? 500 : 0;

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
    private final Set<Wait> waits = new HashSet<>();
    private volatile State state = State.FREE;
    private int length;
    private IOException failure;
    private boolean running;

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

    /** Writes and flushes a piece; fails with {@code EINTR} when the call is cancelled before. */
    void write(OutputStream stream, Instance caller, long address, int length) throws IOException, WasiException {
        Memory memory = caller.memory();
        while (!begin(stream, memory, address, length)) {
            await(State.FREE, caller);
        }
        boolean written = false;
        try {
            await(State.WRITTEN, caller);
            written = true;
        } finally {
            end(written);
        }
    }

    private synchronized boolean begin(OutputStream stream, Memory memory, long address, int length) {
        if (state != State.FREE) {
            return false;
        }
        memory.read(address, buffer, 0, length);
        this.length = length;
        if (!running) {
            HostThreads.execute(() -> run(stream));
            running = true;
        }
        become(State.WRITING);
        return true;
    }

    /** The owner goes. */
    private synchronized void end(boolean written) throws IOException {
        if (!written && state == State.WRITING) {
            become(State.ABANDONED);
            return;
        }
        become(State.FREE);
        IOException thrown = failure;
        failure = null;
        if (written && thrown != null) {
            throw thrown;
        }
    }

    private synchronized void become(State next) {
        state = next;
        notifyAll(); // the pump's thread
        waits.forEach(Wait::wake);
    }

    private void await(State wanted, Instance caller) throws IOException, WasiException {
        for (int i = 0; i < SPINS; i++) {
            if (state == wanted) {
                return;
            }
            Thread.onSpinWait();
        }
        try (Wait wait = new Wait(caller)) {
            synchronized (this) {
                waits.add(wait);
            }
            try {
                while (state != wanted) {
                    wait.rest(Wait.FOREVER);
                }
            } finally {
                synchronized (this) {
                    waits.remove(wait);
                }
            }
        }
    }

    private boolean hasPiece() {
        State now = state;
        return now == State.WRITING || now == State.ABANDONED;
    }

    /** What the thread of the pump does, until there has been nothing to do for a while. */
    private void run(OutputStream stream) {
        while (awaitPiece()) {
            IOException thrown = null;
            try {
                stream.write(buffer, 0, length); // they are this thread's as long as it writes
                stream.flush();
            } catch (IOException e) {
                thrown = e;
            } catch (RuntimeException | Error e) {
                thrown = new IOException(e);
            }
            written(thrown);
        }
    }

    private boolean awaitPiece() {
        for (int i = 0; i < SPINS; i++) {
            if (hasPiece()) {
                return true;
            }
            Thread.onSpinWait();
        }
        synchronized (this) {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(HostThreads.IDLE_SECONDS);
            while (!hasPiece()) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    running = false;
                    return false;
                }
                try {
                    wait(left);
                } catch (InterruptedException e) {
                    // nobody has a reason to; the thread ends by itself
                }
            }
            return true;
        }
    }

    private synchronized void written(IOException thrown) {
        failure = state == State.ABANDONED ? null : thrown;
        become(state == State.ABANDONED ? State.FREE : State.WRITTEN);
    }
}
