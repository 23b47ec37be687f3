package org.amphora.guests;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Guests that are only replaced together. Calls of its members share the group; a swap has it alone, so that no call begins
 * before the swap in one member and goes on after it in another. Thread-safe.
 */
final class GuestGroup {
    private final String name;
    /** Fair: a swap is not kept waiting by calls that come after it, and those do not wait for the next swap. */
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock(true);

    /** Set with the lock for writing, hence while no call runs; null while calls may begin. */
    private volatile Closing closing;

    GuestGroup(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** A call begins; one of a thread that is inside already never waits, nor does one of the thread that closed the group. */
    void enter() {
        lock.readLock().lock();
        for (Closing present = closing; present != null && present.by != Thread.currentThread(); present = closing) {
            leave();
            present.opened.join();
            lock.readLock().lock();
        }
    }

    /** A call ends, on the thread that it began on. */
    void leave() {
        lock.readLock().unlock();
    }

    /** Waits until no call runs, and keeps others from beginning; null if calls that run did not end within that time. */
    Closing close(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            while (lock.writeLock().tryLock(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                Closing other = closing;
                try {
                    if (other == null) {
                        closing = new Closing();
                        return closing;
                    }
                } finally {
                    lock.writeLock().unlock();
                }
                Void unused = other.opened.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException e) {
            return null;
        }
        return null;
    }

    /** That a swap has the group alone. Not the lock itself, which only the thread that took it could give back. */
    final class Closing {
        private final Thread by = Thread.currentThread();
        private final CompletableFuture<Void> opened = new CompletableFuture<>();

        private Closing() {}

        /** Lets calls begin again. On any thread, and again without effect. */
        synchronized void open() {
            if (!opened.isDone()) {
                closing = null;
                opened.complete(null);
            }
        }
    }
}
