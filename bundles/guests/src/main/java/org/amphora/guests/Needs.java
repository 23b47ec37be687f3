package org.amphora.guests;

import java.util.Map;

/** What guests need of their surroundings, and whom a change there concerns. Thread-safe. */
final class Needs {
    private final HostFunctions hostFunctions;
    private final Interfaces interfaces;

    Needs(HostFunctions hostFunctions, Interfaces interfaces) {
        this.hostFunctions = hostFunctions;
        this.interfaces = interfaces;
    }

    /** Whether other host functions than before may be what it waits for, or lacks now. */
    boolean awaitsHostFunctions(GuestRecord record) {
        Generation active = record.guest().active();
        return record.fails(Reason::awaitsHostFunctions)
                || !record.granted().equals(hostFunctions.granted(record.name()))
                || (active != null && !hasProviders(active));
    }

    /** Whether all host functions that it is bound to are there: those that it was linked to, or what the engine put there. */
    boolean hasProviders(Generation active) {
        if (!active.module().imports().isEmpty()) {
            active.bound(hostFunctions.providersOf(active.configuration().name(), active.digest()));
        }
        boolean present = hostFunctions.present(active.providers());
        if (present) {
            active.revive();
        }
        return present;
    }

    /** Whether the engine binds what is missing when it comes: a new generation would do the same, and lose the state. */
    static boolean onlyAwaits(Generation active) {
        Map<Long, String> providers = active.providers();
        return providers.containsValue(HostFunctions.AWAITED) && !providers.containsValue(HostFunctions.GONE);
    }

    /** Whether its Java interface is another one now, or may be there now. */
    boolean awaitsInterface(GuestRecord record) {
        Generation active = record.guest().active();
        return record.fails(reason -> reason == Reason.INTERFACE_UNAVAILABLE)
                || (active != null && active.type() != null && !isCurrent(active.type()));
    }

    private boolean isCurrent(Class<?> type) {
        try {
            return interfaces.find(type.getName()) == type;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** Whether it waits for memory. */
    static boolean awaitsMemory(GuestRecord record) {
        return record.fails(reason -> reason == Reason.INSUFFICIENT_MEMORY);
    }
}
