package org.amphora.guests;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the calls that run on a generation and closes it to new ones, in one word: the sign bit says closed, the rest
 * counts. So no call can slip in between "closed" and "empty", which reading a pointer and a counter apart would allow.
 */
final class Leases {
    private static final long CLOSED = Long.MIN_VALUE;

    private final AtomicLong word = new AtomicLong();

    /** Takes a lease; false if closed, and then the caller reads the pointer to the active generation again. */
    boolean acquire() {
        while (true) {
            long current = word.get();
            if (current < 0) {
                return false;
            }
            if (word.compareAndSet(current, current + 1)) {
                return true;
            }
        }
    }

    /** Gives a lease back; true exactly for the last one after {@link #close()}. */
    boolean release() {
        return word.decrementAndGet() == CLOSED;
    }

    /** Refuses further leases; true if none is out, so that either this or one {@link #release()} answers true. */
    boolean close() {
        return word.getAndUpdate(current -> current | CLOSED) == 0;
    }

    /** Leases that are out. */
    int count() {
        return (int) (word.get() & ~CLOSED);
    }
}
