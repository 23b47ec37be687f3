package org.amphora.wasi.files;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.amphora.api.Instance;

/**
 * A wait of a call, until a descriptor may be ready or time has passed. It ends with {@code EINTR} when the call is
 * cancelled, which at its deadline every call is. For one thread, but for {@link #wake}.
 *
 * <p>Descriptors are entered first, looked at, and looked at again after each {@link #rest}.
 */
public final class Wait {
    /** Without end. */
    public static final long FOREVER = Long.MAX_VALUE;

    /** Nobody need tell a wait that its call was cancelled: it looks that often. */
    private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** When the deadline has passed, for the engine to cancel the call. */
    private static final long LAST_NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Instance caller;
    private final Thread thread = Thread.currentThread();

    /** A wait inside of a call by {@code caller} on the current thread. */
    public Wait(Instance caller) {
        this.caller = caller;
    }

    /** Waits until {@code descriptor} may be ready to be read, or written. */
    static void until(Instance caller, Descriptor descriptor, boolean writing) throws IOException, WasiException {
        Wait wait = new Wait(caller);
        descriptor.enter(wait, writing);
        try {
            while (!descriptor.ready(writing)) {
                wait.rest(FOREVER);
            }
        } finally {
            descriptor.leave(wait);
        }
    }

    /** Waits until it is woken, or a short time has passed that is no longer than {@code nanos}. */
    public void rest(long nanos) throws WasiException {
        if (caller.cancelled()) {
            throw Errno.INTR.exception();
        }
        long nap = Math.min(Math.min(nanos, NAP_NANOS), Math.max(LAST_NAP_NANOS, caller.remainingNanos()));
        boolean interrupted = Thread.interrupted(); // which is not how a call is ended, and would keep it from resting
        try {
            LockSupport.parkNanos(this, nap);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Ends the rest that the thread takes, or the next. From any thread. */
    void wake() {
        LockSupport.unpark(thread);
    }
}
