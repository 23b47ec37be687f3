package org.amphora.wasi.files;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.amphora.api.Instance;

/** Guests' threads that wait for one of the host's. Thread-safe. */
final class Waiters {
    private final Set<Wait> waits = new HashSet<>();

    /** Waits until {@code condition} holds, of which {@link #wake} tells; fails with {@code EINTR} when the call is cancelled. */
    void await(Instance caller, BooleanSupplier condition) throws IOException, WasiException {
        for (int i = 0; i < HostThreads.SPINS; i++) {
            if (condition.getAsBoolean()) {
                return;
            }
            Thread.onSpinWait();
        }
        try (Wait wait = new Wait(caller)) {
            enter(wait);
            try {
                while (!condition.getAsBoolean()) {
                    wait.rest(Wait.FOREVER);
                }
            } finally {
                leave(wait);
            }
        }
    }

    synchronized void enter(Wait wait) {
        waits.add(wait);
    }

    synchronized void leave(Wait wait) {
        waits.remove(wait);
    }

    /** Has all look. */
    synchronized void wake() {
        waits.forEach(Wait::wake);
    }
}
