package org.amphora.engine.runtime;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.amphora.api.CancelledException;

/**
 * The cancelling of one running call, from the request to the end of the call. Thread-safe.
 *
 * <p>The code of the module that was called is made to poll at once. A call may have gone on into the code of other
 * modules, through imports, tables or the host; so the {@link Watchdog} looks at the stack of the thread as long as the
 * call does not end, and makes poll whatever is found there.
 */
final class Cancellation {
    private static final Object LOCK = new Object();
    // written under LOCK; nearly always empty, so a call pays one load to see that there is nothing to look at
    private static volatile Cancellation[] active = {};

    private final ModuleInstance instance;
    private final CallState state;
    private final Thread thread;
    private final long call;
    private final String reason;
    private final Set<ModuleCode> interrupted = new HashSet<>();
    private boolean ended;

    Cancellation(ModuleInstance instance, CallState state, Thread thread, long call, String reason) {
        this.instance = instance;
        this.state = state;
        this.thread = thread;
        this.call = call;
        this.reason = reason;
    }

    /** Throws if a call that the current thread is inside of was cancelled. */
    static void poll() {
        Cancellation cancellation = ofCurrentThread();
        if (cancellation != null) {
            throw cancellation.exception();
        }
    }

    /** Whether a call that the current thread is inside of was cancelled. */
    static boolean pending() {
        return ofCurrentThread() != null;
    }

    private static Cancellation ofCurrentThread() {
        Cancellation[] candidates = active;
        if (candidates.length == 0) {
            return null;
        }
        Thread current = Thread.currentThread();
        for (Cancellation cancellation : candidates) {
            if (cancellation.thread == current && cancellation.isRunning()) {
                return cancellation;
            }
        }
        return null;
    }

    boolean isRunning() {
        return state.isRunning(call);
    }

    boolean isOf(long number) {
        return call == number;
    }

    CancelledException exception() {
        return new CancelledException(instance.name(), reason);
    }

    /** Makes the code of the called module poll. */
    synchronized void begin() {
        if (!ended) {
            synchronized (LOCK) {
                Cancellation[] more = Arrays.copyOf(active, active.length + 1);
                more[active.length] = this;
                active = more;
            }
            interrupt(instance.code());
            unparkWaiter();
        }
    }

    /** Makes the code that the thread is in now poll. */
    void pursue() {
        StackTraceElement[] stack = thread.getStackTrace();
        synchronized (this) {
            if (ended || !isRunning()) {
                return;
            }
            for (StackTraceElement element : stack) {
                ModuleCode code = ModuleCode.of(element);
                if (code != null) {
                    interrupt(code);
                }
            }
            unparkWaiter();
        }
    }

    /** A thread that waits in {@link WaitQueue} looks by itself, once it is unparked; to others it does no harm. */
    private void unparkWaiter() {
        LockSupport.unpark(thread);
    }

    private void interrupt(ModuleCode code) {
        if (interrupted.add(code)) {
            code.interrupt();
        }
    }

    /** Puts everything back; to be called when the call has ended, any number of times. */
    synchronized void end() {
        if (!ended) {
            ended = true;
            synchronized (LOCK) {
                active = Arrays.stream(active).filter(other -> other != this).toArray(Cancellation[]::new);
            }
            interrupted.forEach(ModuleCode::resume);
            interrupted.clear();
        }
    }

    /** To be called when the call has ended but the thread that ran it may not have seen the cancellation. */
    void settle() {
        state.settle(this);
    }
}
