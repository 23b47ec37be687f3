package org.amphora.guests;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What stands behind a guest's Java interface: enters the guest for a call and finds the interface of the instance that
 * the call got. Called by classes that {@link FacadeClass} generates; public for them alone.
 *
 * <p>Who keeps what: the caller keeps the generated object, which keeps this, which keeps the interfaces of living
 * instances and is told when one ends. The guest knows this weakly. So neither does a facade that nobody calls keep a
 * retired generation, nor a guest the class loader of a bundle that asked for a facade once.
 */
public final class Facade {
    private final ManagedGuest guest;
    private final Class<?> type;
    private final Map<Slot, Object> targets = new ConcurrentHashMap<>();
    private final Object proxy;

    Facade(ManagedGuest guest, Class<?> type) {
        this.guest = guest;
        this.type = type;
        this.proxy = FacadeClass.instantiate(type, this);
    }

    /** The generated object, of the interface's type. */
    Object proxy() {
        return proxy;
    }

    /** Begins a call. */
    public Object enter() {
        return guest.enter();
    }

    /** The interface of the instance that {@link #enter()} got. */
    public Object target(Object entered) {
        Slot slot = (Slot) entered;
        Object target = targets.get(slot);
        if (target == null) {
            target = slot.instance().as(type);
            targets.put(slot, target);
        }
        return target;
    }

    /** Ends a call; {@code failure} is what it threw, or null. */
    public void leave(Object entered, Throwable failure) {
        guest.leave((Slot) entered, failure);
    }

    /** The instance in {@code slot} ended. */
    void forget(Slot slot) {
        targets.remove(slot);
    }

    /** All instances of {@code generation} ended. */
    void forget(Generation generation) {
        targets.keySet().removeIf(slot -> slot.generation() == generation);
    }

    @Override
    public String toString() {
        return type.getName() + " of guest " + guest.name();
    }
}
