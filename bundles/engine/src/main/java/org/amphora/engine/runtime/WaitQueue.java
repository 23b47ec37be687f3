package org.amphora.engine.runtime;

import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The threads that wait for a notification at addresses of one shared memory (threads proposal, <i>Wait and Notify</i>).
 * Thread-safe.
 *
 * <p>A thread that waits is not in guest code, where a cancelled call would see that it is: it looks itself, whenever it is
 * unparked, and {@link Cancellation} unparks it. So neither a cancelled call nor a closed instance leaves a thread behind.
 */
final class WaitQueue {
    /** The result of a wait that a notification ended. */
    static final int NOTIFIED = 0;

    /** The result of a wait that did not begin, for memory held another value. */
    static final int NOT_EQUAL = 1;

    /** The result of a wait that ended by itself. */
    static final int TIMED_OUT = 2;

    private final Map<Long, Deque<Waiter>> queues = new HashMap<>();
    // how many wait or are about to look at memory; written under the lock, and read without it by notify
    private volatile int waiting;

    private static final class Waiter {
        private final Thread thread = Thread.currentThread();
        private final Long address;
        // written under the lock
        private volatile boolean notified;

        Waiter(long address) {
            this.address = address;
        }
    }

    /**
     * Waits at {@code address} if {@code equal} says, while nobody can notify, that memory holds what was expected there.
     *
     * @param timeoutNanos how long at most; for ever if it is negative
     * @throws org.amphora.api.CancelledException if a call that the thread is inside of is cancelled
     */
    int await(long address, BooleanSupplier equal, long timeoutNanos) {
        Waiter waiter = new Waiter(address);
        try {
            return enter(waiter, equal) ? park(waiter, timeoutNanos) : NOT_EQUAL;
        } finally {
            leave(waiter);
        }
    }

    private synchronized boolean enter(Waiter waiter, BooleanSupplier equal) {
        waiting++;
        queues.computeIfAbsent(waiter.address, address -> new ArrayDeque<>()).add(waiter);
        return equal.getAsBoolean();
    }

    private int park(Waiter waiter, long timeoutNanos) {
        long start = System.nanoTime();
        boolean interrupted = false;
        try {
            while (!waiter.notified) {
                Cancellation.poll();
                if (timeoutNanos < 0) {
                    LockSupport.park(this);
                } else {
                    long left = timeoutNanos - (System.nanoTime() - start);
                    if (left <= 0) {
                        return leave(waiter) ? TIMED_OUT : NOTIFIED;
                    }
                    LockSupport.parkNanos(this, left);
                }
                // an interrupted thread would not park; who wants the call to end, cancels it
                interrupted |= Thread.interrupted();
            }
            return NOTIFIED;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Takes out a waiter that was not notified; whether it was there. */
    private synchronized boolean leave(Waiter waiter) {
        Deque<Waiter> queue = queues.get(waiter.address);
        if (waiter.notified || queue == null || !queue.remove(waiter)) {
            return false;
        }
        removed(waiter.address, queue);
        return true;
    }

    private synchronized void removed(Long address, Deque<Waiter> queue) {
        waiting--;
        if (queue.isEmpty()) {
            queues.remove(address);
        }
    }

    /**
     * Ends the waits that have lasted longest at {@code address}, at most {@code count}, an unsigned number.
     *
     * @return how many
     */
    int wake(long address, int count) {
        // what the caller wrote before comes before the look at waiting, as a waiter writes it before it reads
        VarHandle.fullFence();
        return waiting == 0 ? 0 : wakeWaiters(address, count);
    }

    private synchronized int wakeWaiters(Long address, int count) {
        Deque<Waiter> queue = queues.get(address);
        int done = 0;
        while (queue != null && !queue.isEmpty() && done != count) {
            Waiter waiter = queue.remove();
            waiter.notified = true;
            LockSupport.unpark(waiter.thread);
            removed(address, queue);
            done++;
        }
        return done;
    }

    /** How many threads wait, at any address. */
    int waiting() {
        return waiting;
    }

    /** What thread dumps show a waiting thread to be parked on. */
    @Override
    public String toString() {
        return "memory.atomic.wait of a guest";
    }
}
