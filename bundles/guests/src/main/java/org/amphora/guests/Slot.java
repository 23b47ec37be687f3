package org.amphora.guests;

import java.util.concurrent.atomic.AtomicReference;
import org.amphora.api.CancelledException;
import org.amphora.api.ExitException;
import org.amphora.api.Instance;
import org.amphora.api.TagException;
import org.amphora.api.Trap;

/**
 * A place for one instance of a generation. The thread that owns the slot may use the instance; only it touches {@link
 * #depth}, {@link #spent} and {@link #shared}.
 *
 * <p>The owner also is what a re-entrant call is known by: no thread-local could be forgotten in a pooled thread and
 * hold the generation.
 */
final class Slot {
    private final Generation generation;
    private final boolean forOneCall;
    private final AtomicReference<Thread> owner = new AtomicReference<>();
    private volatile boolean givenUp;
    private volatile Instance instance;
    private int depth;
    private boolean spent;
    private GuestGroup shared;

    /** @param forOneCall whether an instance goes after the call that it was made for */
    Slot(Generation generation, boolean forOneCall) {
        this.generation = generation;
        this.forOneCall = forOneCall;
    }

    Generation generation() {
        return generation;
    }

    /** The instance, or null if none was made yet or the last one ended. */
    Instance instance() {
        return instance;
    }

    void instance(Instance fresh) {
        instance = fresh;
    }

    boolean ownedBy(Thread thread) {
        return owner.get() == thread;
    }

    /** The thread that is inside, or null. */
    Thread owner() {
        return owner.get();
    }

    boolean busy() {
        return owner.get() != null;
    }

    boolean take(Thread thread) {
        return owner.get() == null && !givenUp && owner.compareAndSet(null, thread);
    }

    /** The owner gives it to {@code other}. */
    void passTo(Thread other) {
        owner.set(other);
    }

    /** Leaves the slot without an instance until {@link #revive}; the owner goes. */
    void giveUp() {
        givenUp = true;
        owner.set(null);
    }

    /** Lets the slot be used again; false if it was not given up. */
    boolean revive() {
        boolean revived = givenUp;
        givenUp = false;
        return revived;
    }

    void free() {
        owner.set(null);
    }

    /** What the owner's call shares until it ends, or null. */
    GuestGroup shared() {
        return shared;
    }

    void shares(GuestGroup group) {
        shared = group;
    }

    /** The owner enters, for the first time or again out of a host function. */
    void enter() {
        depth++;
    }

    /** The owner leaves; true if it left altogether. */
    boolean leave() {
        return --depth == 0;
    }

    /**
     * Takes note of how a call ended. A trap leaves the instance in use, as the specification does, unless the guest is
     * configured otherwise. After an exit there
     * is nothing to go on with, and a cancelled call was stopped anywhere, perhaps with a lock of the guest held.
     */
    void failed(Throwable failure) {
        boolean trapped = failure instanceof Trap || failure instanceof TagException;
        if ((trapped && generation.configuration().pool().discardTrapped())
                || failure instanceof ExitException
                || (failure instanceof CancelledException cancelled
                        && cancelled.guest().equals(instance.name()))) {
            spent = true;
        }
    }

    /** For the owner that leaves altogether: takes the instance out if it has come to its end; null if it stays. */
    Instance removeEnded() {
        Instance ended = instance;
        if (ended == null || !(spent || forOneCall || ended.closed())) {
            return null;
        }
        spent = false;
        instance = null;
        return ended;
    }
}
