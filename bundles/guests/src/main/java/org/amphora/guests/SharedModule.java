package org.amphora.guests;

import java.util.concurrent.atomic.AtomicInteger;
import org.amphora.api.WasmModule;

/**
 * A compiled module and how many need it: generations made of it, and its guest for as long as it is the latest content.
 * The last one closes it.
 */
final class SharedModule {
    private final WasmModule module;
    private final AtomicInteger users = new AtomicInteger(1);

    /** Begins with one user, its maker. */
    SharedModule(WasmModule module) {
        this.module = module;
    }

    WasmModule module() {
        return module;
    }

    SharedModule retain() {
        users.incrementAndGet();
        return this;
    }

    void release() {
        if (users.decrementAndGet() == 0) {
            module.close();
        }
    }
}
