package org.amphora.engine.runtime;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;

/** What is to be closed after an instance, last added first. Thread-safe. */
final class Resources {
    private final String owner;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private boolean refusing;

    Resources(String owner) {
        this.owner = owner;
    }

    /** Adds {@code resource}, or closes it at once if the instance is closed. */
    void add(AutoCloseable resource) {
        synchronized (this) {
            if (!refusing) {
                open.push(resource);
                return;
            }
        }
        close(resource);
    }

    /** From now on, what is added is closed at once. */
    synchronized void refuse() {
        refusing = true;
    }

    /** Closes all that is still open. A failure is logged: it must not keep the others open. */
    void close() {
        for (AutoCloseable next = next(); next != null; next = next()) {
            close(next);
        }
    }

    private synchronized AutoCloseable next() {
        return open.poll();
    }

    private void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception | LinkageError | AssertionError e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            // not in a field: most instances never need it, and it is not cheap at start
            Logger log = System.getLogger("org.amphora.engine");
            log.log(Level.WARNING, "closing a resource of instance " + owner + " failed: " + e, e);
        }
    }
}
