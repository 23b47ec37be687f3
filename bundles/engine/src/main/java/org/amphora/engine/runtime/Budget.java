package org.amphora.engine.runtime;

/**
 * What all memories, or all tables, of one instance may take together. Thread-safe: a memory that is exported may be grown
 * by another instance's thread.
 */
public final class Budget {
    private final long limit;
    private long used;

    private Budget(long limit) {
        this.limit = limit;
    }

    /** A budget of {@code limit} units: bytes of memory, or elements of tables. */
    public static Budget of(long limit) {
        return new Budget(limit);
    }

    /** For what the host made itself: only the JVM limits it. */
    public static Budget unlimited() {
        return new Budget(Long.MAX_VALUE);
    }

    /** Takes {@code units} and returns true, or takes nothing and returns false. */
    public synchronized boolean take(long units) {
        if (units < 0 || units > limit - used) {
            return false;
        }
        used += units;
        return true;
    }

    /** Gives {@code units} back. */
    public synchronized void release(long units) {
        used -= units;
    }

    /** The limit, in units. */
    public long limit() {
        return limit;
    }
}
