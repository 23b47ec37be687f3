package org.amphora.benchmarks.swaps;

import java.io.IOException;
import org.osgi.framework.BundleException;

/** A way to have a guest in a framework and to replace it. */
interface Side extends AutoCloseable {
    /** How many calls a guest can serve at once: one for each client. */
    int INSTANCES = Clients.COUNT;

    /** Makes {@code version} the one that serves; the first makes the guest. Returns when it does. */
    void swap(long version) throws Exception;

    /**
     * What the guest says of its version, by code, data and a global.
     *
     * @throws NoGuestException if there is none at the moment
     */
    long[] stamp() throws Exception;

    /** Waits until there is a guest; a client does so after it has found none. */
    void awaitGuest() throws InterruptedException;

    @Override
    void close() throws IOException, BundleException;

    /** There is no guest that could be called. */
    final class NoGuestException extends Exception {
        private static final long serialVersionUID = 1;

        NoGuestException() {
            super("no guest", null, false, false);
        }
    }
}
