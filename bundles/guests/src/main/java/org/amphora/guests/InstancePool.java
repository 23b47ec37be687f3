package org.amphora.guests;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.amphora.api.CancelledException;
import org.amphora.api.Instance;
import org.amphora.api.LimitExceededException;
import org.amphora.api.LinkException;
import org.amphora.api.guest.GuestConstants;

/**
 * The instances of a generation that serve side by side. They are made when first needed. Calls wait in the order in
 * which they came while all serve; calls that still wait when the generation is replaced move on to its successor.
 */
final class InstancePool {
    /** Permits that end all waiting at once; more than threads can ever wait, less than what overflows the semaphore. */
    private static final int ALL = Integer.MAX_VALUE / 2;

    private final String guest;
    private final Slot[] slots;
    private final Supplier<Instance> factory;
    private final Semaphore free;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile boolean closed;

    /**
     * @param factory links and starts an instance
     */
    InstancePool(String guest, Slot[] slots, Supplier<Instance> factory) {
        this.guest = guest;
        this.slots = slots;
        this.factory = factory;
        this.free = new Semaphore(slots.length, true);
    }

    /** Makes the first instance, before anybody else sees the pool. */
    Instance start() {
        Instance first = factory.get();
        slots[0].instance(first);
        return first;
    }

    /** The instance that was made first, if it still is there. */
    Instance first() {
        return slots[0].instance();
    }

    /** The slot that {@code thread} is inside of, or null. */
    Slot ownedBy(Thread thread) {
        for (Slot slot : slots) {
            if (slot.ownedBy(thread)) {
                return slot;
            }
        }
        return null;
    }

    /**
     * A slot with an instance, or null if there will be none any more.
     *
     * @param limit how long to wait for one; zero for ever
     * @param queue how many may wait
     */
    Slot take(Duration limit, int queue) {
        while (true) {
            // a barging tryAcquire only if nobody waits: calls are served in order, and an interrupted thread is not
            // refused
            if (free.hasQueuedThreads() || !free.tryAcquire()) {
                await(limit, queue);
            }
            if (closed) {
                free.release();
                return null;
            }
            Slot slot = claim(Thread.currentThread());
            if (slot.instance() != null || fill(slot)) {
                return slot;
            }
        }
    }

    private void await(Duration limit, int queue) {
        try {
            // where none come any more, there is no queue either: the call goes on to the next generation
            if (waiting.incrementAndGet() > queue && !closed) {
                throw new LimitExceededException(
                        guest,
                        GuestConstants.WASM_GUEST_QUEUE_LIMIT,
                        "guest " + guest + ": all instances serve (" + slots.length + "), and as many calls wait as "
                                + GuestConstants.WASM_GUEST_QUEUE_LIMIT + " allows (" + queue + ")");
            }
            if (limit.isZero()) {
                free.acquire();
            } else if (!free.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new CancelledException(
                        guest, "none of its " + slots.length + " instances was free for " + limit.toMillis() + " ms");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException(guest, "interrupted while it waited for an instance");
        } finally {
            waiting.decrementAndGet();
        }
    }

    /** A permit is held, so a slot is free or about to be; those that have an instance go first. */
    private Slot claim(Thread thread) {
        while (true) {
            for (Slot slot : slots) {
                if (slot.instance() != null && slot.take(thread)) {
                    return slot;
                }
            }
            for (Slot slot : slots) {
                if (slot.take(thread)) {
                    return slot;
                }
            }
            Thread.onSpinWait();
        }
    }

    /**
     * Makes an instance for a slot that has none.
     *
     * <p>If a host function has gone since the generation was linked, no more instances can be made of it, but those it
     * has go on: the slot is given up, its permit with it, and false says to wait for another.
     */
    private boolean fill(Slot slot) {
        boolean filled = false;
        boolean givenUp = false;
        try {
            slot.instance(factory.get());
            filled = true;
        } catch (LinkException e) {
            givenUp = instances() > 0;
            if (!givenUp) {
                throw e;
            }
            slot.giveUp();
        } finally {
            if (!filled && !givenUp) {
                give(slot);
            }
        }
        return filled;
    }

    /** Uses the slots again that were given up: what could not be linked to may be there again. */
    synchronized void revive() {
        for (Slot slot : slots) {
            if (slot.revive()) {
                free.release();
            }
        }
    }

    /** Gives a slot back. If its instance was taken out, the next call in its place makes a fresh one. */
    void give(Slot slot) {
        slot.free();
        free.release();
    }

    /** Sends those who wait, and those who come, away. Those who serve go on. */
    void close() {
        closed = true;
        free.release(ALL);
    }

    /** Cancels the calls that run. */
    void cancel(String reason) {
        for (Slot slot : slots) {
            Instance instance = slot.instance();
            if (instance != null && slot.busy()) {
                instance.cancel(reason);
            }
        }
    }

    /** Closes all instances; nobody uses them any more. */
    void dispose() {
        for (Slot slot : slots) {
            Instance instance = slot.instance();
            if (instance != null) {
                instance.close();
                slot.instance(null);
            }
        }
    }

    /** The threads whose calls are served. */
    List<Thread> owners() {
        return Arrays.stream(slots).map(Slot::owner).filter(Objects::nonNull).toList();
    }

    /** Instances that live. */
    int instances() {
        int count = 0;
        for (Slot slot : slots) {
            if (slot.instance() != null) {
                count++;
            }
        }
        return count;
    }
}
