package org.amphora.engine.runtime;

import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends calls at their deadlines and pursues cancelled calls until they have ended. One for each engine; its daemon thread
 * starts when it is first needed and ends when there was nothing to do for a while. Thread-safe.
 *
 * <p>A call with a deadline costs one comparison: instances are known once and for all, and the thread looks which of
 * their calls run. It is woken only for a deadline before the time at which it would look anyway.
 */
public final class Watchdog {
    private static final long FIRST_PURSUIT_NANOS = 10_000_000L;
    private static final long LAST_PURSUIT_NANOS = 1_000_000_000L;
    private static final long IDLE_NANOS = 10_000_000_000L;

    private final long origin = System.nanoTime();
    private final Queue<WeakReference<ModuleInstance>> timed = new ConcurrentLinkedQueue<>();
    private final Queue<Pursuit> pursuits = new ConcurrentLinkedQueue<>();
    private volatile Thread thread;
    private volatile boolean closed;
    // when the thread looks next, by now(); MAX_VALUE while it looks, so that nothing that begins meanwhile is missed
    private volatile long nextLook = Long.MAX_VALUE;

    private static final class Pursuit {
        private final Cancellation cancellation;
        private long due;
        private long interval = FIRST_PURSUIT_NANOS;

        Pursuit(Cancellation cancellation, long now) {
            this.cancellation = cancellation;
            this.due = now + interval;
        }

        /** When to look again, or MAX_VALUE if the call has ended. */
        long look(long now) {
            if (!cancellation.isRunning()) {
                cancellation.settle();
                return Long.MAX_VALUE;
            }
            if (due <= now) {
                cancellation.pursue();
                interval = Math.min(interval * 2, LAST_PURSUIT_NANOS);
                due = now + interval;
            }
            return due;
        }
    }

    /** Nanoseconds since this was made. */
    long now() {
        return System.nanoTime() - origin;
    }

    /** From now on, calls of {@code instance} end at their deadlines. */
    void watch(ModuleInstance instance) {
        timed.add(new WeakReference<>(instance));
    }

    /** A call with a deadline has begun. */
    void wakeBefore(long deadline) {
        // the thread must see the call, or this the time at which the thread looks
        VarHandle.fullFence();
        if (deadline < nextLook) {
            wake();
        }
    }

    /** Pursues a cancelled call until it has ended. */
    void pursue(Cancellation cancellation) {
        Pursuit pursuit = new Pursuit(cancellation, now());
        pursuits.add(pursuit);
        wakeBefore(pursuit.due);
    }

    /** Nanoseconds until the first deadline of the calls that the current thread is inside of; MAX_VALUE if none has one. */
    long remainingNanos() {
        long first = Long.MAX_VALUE;
        for (WeakReference<ModuleInstance> reference : timed) {
            ModuleInstance instance = reference.get();
            if (instance != null) {
                first = Math.min(first, instance.callState().deadlineOnThisThread());
            }
        }
        return first == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(0, first - now());
    }

    /** Ends the thread as soon as no call is left to watch. */
    public void close() {
        closed = true;
        Thread running = thread;
        if (running != null) {
            LockSupport.unpark(running);
        }
    }

    private void wake() {
        Thread running = thread;
        if (running == null) {
            running = start();
        }
        LockSupport.unpark(running);
    }

    private synchronized Thread start() {
        if (thread == null) {
            Thread made = new Thread(null, this::run, "amphora-watchdog", 0, false);
            made.setDaemon(true);
            made.setContextClassLoader(null);
            thread = made;
            made.start();
        }
        return thread;
    }

    private synchronized boolean stop() {
        thread = null;
        if (look() == Long.MAX_VALUE) {
            return true;
        }
        // something began before the caller could see that this thread ends
        thread = Thread.currentThread();
        return false;
    }

    private void run() {
        long idleSince = now();
        while (true) {
            long wait = look();
            long now = now();
            if (wait != Long.MAX_VALUE) {
                idleSince = now;
                LockSupport.parkNanos(this, wait);
            } else if (!closed && now - idleSince < IDLE_NANOS) {
                // may return at once: every call that ends before this thread looks has left a permit
                LockSupport.parkNanos(this, IDLE_NANOS - (now - idleSince));
            } else if (stop()) {
                return;
            }
        }
    }

    /** Deals with all that is due; returns nanoseconds until the next is, or MAX_VALUE if nothing runs. */
    private long look() {
        nextLook = Long.MAX_VALUE;
        VarHandle.fullFence();
        long now = now();
        long next = Long.MAX_VALUE;
        for (Iterator<WeakReference<ModuleInstance>> all = timed.iterator(); all.hasNext(); ) {
            ModuleInstance instance = all.next().get();
            if (instance == null || instance.retired()) {
                all.remove();
            } else {
                next = Math.min(next, instance.callState().expire(now));
            }
        }
        for (Iterator<Pursuit> all = pursuits.iterator(); all.hasNext(); ) {
            long due = all.next().look(now);
            if (due == Long.MAX_VALUE) {
                all.remove();
            }
            next = Math.min(next, due);
        }
        nextLook = next;
        return next == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(1, next - now);
    }
}
