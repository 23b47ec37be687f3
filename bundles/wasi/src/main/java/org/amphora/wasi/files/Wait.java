package org.amphora.wasi.files;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.amphora.api.Instance;

/**
 * A wait of a call, until a descriptor may be ready or time has passed. It ends with {@code EINTR} when the call is
 * cancelled, which at its deadline every call is. For one thread, but for {@link #wake}.
 *
 * <p>Descriptors are entered first. They are looked at after {@link #begin}, and again after each {@link #rest}.
 */
public final class Wait implements AutoCloseable {
    /** Without end. */
    public static final long FOREVER = Long.MAX_VALUE;

    /** Nobody need tell a wait that its call was cancelled: it looks that often. */
    private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** When the deadline has passed, for the engine to cancel the call. */
    private static final long LAST_NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Instance caller;
    private final Thread thread = Thread.currentThread();
    /** For sockets; null if none was entered. */
    private volatile Selector selector;

    /** A wait inside of a call by {@code caller} on the current thread. */
    public Wait(Instance caller) {
        this.caller = caller;
    }

    /** Waits until {@code descriptor} may be ready to be read, or written. */
    static void until(Instance caller, Descriptor descriptor, boolean writing) throws IOException, WasiException {
        try (Wait wait = new Wait(caller)) {
            descriptor.enter(wait, writing);
            try {
                wait.begin();
                while (!descriptor.ready(wait, writing)) {
                    wait.rest(FOREVER);
                }
            } finally {
                descriptor.leave(wait);
            }
        }
    }

    /** Enters a socket, for one of the operations of {@link SelectionKey}. */
    void enter(SelectableChannel channel, int operation) throws IOException {
        if (selector == null) {
            selector = Selector.open();
        }
        SelectionKey key = channel.keyFor(selector);
        channel.register(selector, operation | (key == null ? 0 : key.interestOps()));
    }

    /** Whether a socket that was entered is ready, or was closed since. */
    boolean ready(SelectableChannel channel, int operation) {
        SelectionKey key = channel.keyFor(selector);
        return key == null
                || !key.isValid()
                || (selector.selectedKeys().contains(key) && (key.readyOps() & operation) != 0);
    }

    /** Finds out what is ready already. */
    public void begin() throws IOException {
        if (selector != null) {
            selector.selectNow();
        }
    }

    /** Waits until it is woken, or a short time has passed that is no longer than {@code nanos}. */
    public void rest(long nanos) throws IOException, WasiException {
        if (caller.cancelled()) {
            throw Errno.INTR.exception();
        }
        long nap = Math.min(Math.min(nanos, NAP_NANOS), Math.max(LAST_NAP_NANOS, caller.remainingNanos()));
        boolean interrupted = Thread.interrupted(); // which is not how a call is ended, and would keep it from resting
        try {
            if (selector == null) {
                LockSupport.parkNanos(this, nap);
            } else {
                selector.selectedKeys().clear();
                selector.select(TimeUnit.NANOSECONDS.toMillis(nap) + 1);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Ends the rest that the thread takes, or the next. From any thread. */
    void wake() {
        Selector sockets = selector;
        if (sockets == null) {
            LockSupport.unpark(thread);
        } else {
            sockets.wakeup();
        }
    }

    @Override
    public void close() throws IOException {
        if (selector != null) {
            selector.close();
        }
    }
}
