package org.amphora.guests;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import org.amphora.api.GuestUnavailableException;
import org.amphora.api.Instance;
import org.amphora.api.guest.Guest;

/**
 * A guest as its callers see it: a pointer to the active generation, and the way in and out of it. Thread-safe.
 *
 * <p>A call reads the pointer and takes a lease of what it found. If that was being replaced just then, the lease is
 * refused and the pointer read again, so a swap is invisible to callers. A call from a thread that is inside the guest
 * already stays on its instance, also when that is of a generation that drains.
 */
final class ManagedGuest implements Guest {
    private static final Generation[] NONE = {};

    private final String name;
    private final Map<Class<?>, WeakReference<Facade>> facades = new WeakHashMap<>();
    private volatile GuestGroup group;
    private volatile Generation active;
    private volatile Generation[] draining = NONE;
    private volatile long lastNumber;
    private volatile String lastDigest;

    ManagedGuest(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long generation() {
        // the one pointer that calls go by: whoever has seen a number is served by that generation, or a later one
        Generation generation = active;
        return generation == null ? lastNumber : generation.number();
    }

    @Override
    public String digest() {
        Generation generation = active;
        return generation == null ? lastDigest : generation.digest();
    }

    @Override
    public long[] call(String export, long... parameters) {
        return with(instance -> instance.function(export).call(parameters));
    }

    @Override
    public <T, E extends Exception> T with(Work<T, E> work) throws E {
        Objects.requireNonNull(work, "work");
        Slot slot = enter();
        Throwable failure = null;
        try {
            return work.on(slot.instance());
        } catch (Throwable e) {
            failure = e;
            throw e;
        } finally {
            leave(slot, failure);
        }
    }

    @Override
    public <T> T as(Class<T> type) {
        // the instance knows best whether its exports fit, and says what is missing
        with(instance -> instance.as(type));
        synchronized (facades) {
            WeakReference<Facade> known = facades.get(type);
            Facade facade = known == null ? null : known.get();
            if (facade == null) {
                facade = new Facade(this, type);
                facades.put(type, new WeakReference<>(facade));
            }
            return type.cast(facade.proxy());
        }
    }

    /** Enters an instance; {@link #leave} must follow. */
    Slot enter() {
        Slot owned = ownedBy(Thread.currentThread());
        if (owned != null) {
            owned.enter();
            return owned;
        }
        GuestGroup shared = group;
        if (shared != null) {
            shared.enter();
        }
        Slot slot = null;
        try {
            slot = enterActive();
            slot.shares(shared);
            return slot;
        } finally {
            if (slot == null && shared != null) {
                shared.leave();
            }
        }
    }

    private Slot enterActive() {
        Slot slot = null;
        while (slot == null) {
            Generation generation = active;
            if (generation == null) {
                throw new GuestUnavailableException(name, "guest " + name + " was removed");
            }
            slot = generation.enter();
        }
        slot.enter();
        return slot;
    }

    /** @param failure what the call threw, or null */
    void leave(Slot slot, Throwable failure) {
        if (failure != null) {
            slot.failed(failure);
        }
        if (!slot.leave()) {
            return;
        }
        Instance ended = slot.removeEnded();
        if (ended != null) {
            // before the slot is free: the next owner must not find what belonged to the instance that ended
            forEachFacade(facade -> facade.forget(slot));
        }
        GuestGroup shared = slot.shared();
        slot.generation().leave(slot);
        if (shared != null) {
            shared.leave();
        }
        slot.generation().callEnded(failure);
        if (ended != null) {
            ended.close();
        }
    }

    /** The active generation is asked first: it becomes a draining one, never the other way round. */
    private Slot ownedBy(Thread thread) {
        Generation generation = active;
        Slot slot = generation == null ? null : generation.ownedBy(thread);
        if (slot != null) {
            return slot;
        }
        for (Generation old : draining) {
            slot = old.ownedBy(thread);
            if (slot != null) {
                return slot;
            }
        }
        return null;
    }

    /** Those that it is replaced with, or null. */
    GuestGroup group() {
        return group;
    }

    /** Calls that begin from now on are calls of {@code joined}, or of no group if that is null. */
    void group(GuestGroup joined) {
        group = joined;
    }

    /** The generation that serves, or null. */
    Generation active() {
        return active;
    }

    /** Generations that were replaced and still finish calls, oldest first. Not to be changed. */
    Generation[] draining() {
        return draining;
    }

    /**
     * Makes {@code next} the active generation, or none if it is null. The one before is listed as draining before the
     * pointer moves, so that threads inside it find it at any time.
     *
     * @return the one before, which the caller drains and then {@link #retired retires}; null if there was none
     */
    synchronized Generation swap(Generation next) {
        Generation before = active;
        if (before != null) {
            List<Generation> more = new ArrayList<>(List.of(draining));
            more.add(before);
            draining = more.toArray(NONE);
        }
        if (next != null) {
            next.activate();
            lastNumber = next.number();
            lastDigest = next.digest();
        }
        active = next;
        return before;
    }

    /** Forgets a generation that has finished its calls. */
    synchronized void retired(Generation generation) {
        List<Generation> rest = new ArrayList<>(List.of(draining));
        rest.remove(generation);
        draining = rest.toArray(NONE);
        forEachFacade(facade -> facade.forget(generation));
    }

    private void forEachFacade(Consumer<Facade> action) {
        synchronized (facades) {
            for (WeakReference<Facade> reference : facades.values()) {
                Facade facade = reference.get();
                if (facade != null) {
                    action.accept(facade);
                }
            }
        }
    }
}
