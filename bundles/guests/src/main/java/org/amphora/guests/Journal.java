package org.amphora.guests;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The one place that hears of every step: it writes the log, and tells whoever listens the same. A listener that fails fails
 * alone. Thread-safe.
 */
final class Journal {
    private static final Logger LOG = System.getLogger(Journal.class.getPackageName());

    private final List<Consumer<GuestStep>> listeners = new CopyOnWriteArrayList<>();

    /** @param listener is called on the thread of the step, which it must not keep */
    void tellAlso(Consumer<GuestStep> listener) {
        listeners.add(listener);
    }

    void tell(GuestStep step) {
        LOG.log(step.kind().level(), step.message());
        for (Consumer<GuestStep> listener : listeners) {
            try {
                listener.accept(step);
            } catch (RuntimeException | LinkageError e) {
                LOG.log(Level.DEBUG, () -> "guest " + step.guest() + ": a listener failed", e);
            }
        }
    }
}
