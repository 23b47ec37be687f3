package org.amphora.host.kv;

import org.amphora.api.HostFunction;
import org.amphora.api.Instance;

/**
 * What the functions of the module {@code kv} have in common: they work on the entries of the guest that calls. An
 * instance is bound to its entries once, so that no call looks them up.
 */
abstract class KvFunction implements HostFunction {
    private final KvStore store;

    KvFunction(KvStore store) {
        this.store = store;
    }

    /** Performs the call on the entries of the caller. */
    abstract void call(GuestEntries entries, Instance caller, long[] stack);

    @Override
    public final void call(Instance caller, long[] stack) {
        call(store.of(caller.name()), caller, stack);
    }

    @Override
    public final HostFunction bind(Instance instance) {
        GuestEntries entries = store.of(instance.name());
        return (caller, stack) -> call(entries, caller, stack);
    }
}
