package org.amphora.engine.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The running call of an instance: how deeply it is nested, which thread runs it, until when it may run, and whether it was
 * cancelled.
 *
 * <p>Only the calling thread writes {@link #depth}, without a fence: a call must not pay for those who may want to cancel
 * it. So a canceller may see a call as running that has just ended; the {@link Watchdog} then puts things back, and the
 * number of the call keeps the cancellation from a later one.
 */
final class CallState {
    private static final VarHandle DEPTH;

    static {
        try {
            DEPTH = MethodHandles.lookup().findVarHandle(CallState.class, "depth", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final ModuleInstance instance;
    private final Watchdog watchdog;
    private final long timeoutNanos;

    /** How many calls from Java are active, 0 if none. */
    int depth;

    // stays when the call has ended: most calls come from the thread of the one before, and the write of a reference
    // costs a garbage collector's barrier
    private Thread thread;
    private long number;
    private long deadline = Long.MAX_VALUE;
    private volatile Cancellation cancellation;

    /** {@code timeoutNanos} is 0 for calls without a deadline. */
    CallState(ModuleInstance instance, Watchdog watchdog, long timeoutNanos) {
        this.instance = instance;
        this.watchdog = watchdog;
        this.timeoutNanos = timeoutNanos;
    }

    /** An outermost call begins on this thread. */
    void begin() {
        if (cancellation != null) {
            settle(cancellation);
        }
        Cancellation.poll();
        Thread current = Thread.currentThread();
        if (thread != current) {
            thread = current;
        }
        number++;
        if (timeoutNanos == 0) {
            DEPTH.setRelease(this, 1);
        } else {
            deadline = watchdog.now() + timeoutNanos;
            DEPTH.setRelease(this, 1);
            watchdog.wakeBefore(deadline);
        }
    }

    /**
     * A nested call begins.
     *
     * @throws IllegalStateException if another thread's call runs
     */
    void nest() {
        Thread running = thread;
        if (running != Thread.currentThread()) {
            throw new IllegalStateException("instance " + instance.name() + " is serving a call on thread "
                    + running.getName() + "; it serves one call at a time");
        }
        Cancellation.poll();
    }

    /**
     * The outermost call has ended: {@link #depth} is 0 already.
     *
     * @return the cancellation that the call has to end with, or null
     */
    Cancellation end() {
        if (timeoutNanos != 0) {
            deadline = Long.MAX_VALUE;
        }
        Cancellation pending = cancellation;
        if (pending == null) {
            return null;
        }
        boolean mine = pending.isOf(number);
        settle(pending);
        return mine ? pending : null;
    }

    /** Whether the outermost call with the given number runs. */
    boolean isRunning(long call) {
        return (int) DEPTH.getAcquire(this) != 0 && number == call;
    }

    boolean isRunning() {
        return (int) DEPTH.getAcquire(this) != 0;
    }

    /** The thread whose call runs, or null. */
    Thread caller() {
        return isRunning() ? thread : null;
    }

    /** Cancels the running call, if one runs that is not cancelled yet. */
    void cancel(String reason) {
        Cancellation made;
        synchronized (this) {
            if (!isRunning()) {
                return;
            }
            Thread running = thread;
            long call = number;
            Cancellation present = cancellation;
            if (present != null && present.isOf(call)) {
                return;
            }
            if (present != null) {
                present.end();
            }
            made = new Cancellation(instance, this, running, call, reason);
            cancellation = made;
        }
        made.begin();
        watchdog.pursue(made);
    }

    /** Whether the running call was cancelled. */
    boolean cancelled() {
        Cancellation present = cancellation;
        return present != null && present.isRunning();
    }

    /** Forgets {@code ended}, whose call has ended. */
    synchronized void settle(Cancellation ended) {
        ended.end();
        if (cancellation == ended) {
            cancellation = null;
        }
    }

    /** Cancels the running call if its deadline has passed; otherwise returns the deadline, or MAX_VALUE if none. */
    long expire(long now) {
        if (!isRunning()) {
            return Long.MAX_VALUE;
        }
        long due = deadline;
        if (due > now) {
            return due;
        }
        boolean wholeMillis = timeoutNanos % 1_000_000 == 0;
        cancel("it took longer than its callTimeout of "
                + (wholeMillis ? timeoutNanos / 1_000_000 + " ms" : timeoutNanos + " ns"));
        return Long.MAX_VALUE;
    }

    /** The deadline of the running call, if the current thread runs it; else MAX_VALUE. */
    long deadlineOnThisThread() {
        return isRunning() && thread == Thread.currentThread() ? deadline : Long.MAX_VALUE;
    }
}
