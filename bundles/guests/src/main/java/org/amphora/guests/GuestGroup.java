package org.amphora.guests;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Guests that are only replaced together. Calls of its members share the group; a swap has it alone, so that no call begins
 * before the swap in one member and goes on after it in another. Thread-safe.
 */
final class GuestGroup {
    private final String name;
    /** Fair: a swap is not kept waiting by calls that come after it, and those do not wait for the next swap. */
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock(true);

    GuestGroup(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** A call begins; one of a thread that is inside already never waits. */
    void enter() {
        lock.readLock().lock();
    }

    /** A call ends, on the thread that it began on. */
    void leave() {
        lock.readLock().unlock();
    }

    /** Waits until no call runs, and keeps others from beginning; false if calls that run did not end within that time. */
    boolean close(Duration patience) {
        try {
            return lock.writeLock().tryLock(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Lets calls begin again. */
    void open() {
        lock.writeLock().unlock();
    }
}
