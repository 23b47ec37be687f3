package org.amphora.guests;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Ends generations that were replaced: lets their calls finish, cancels what outlasts the drain timeout, then closes the
 * instances and unloads the module.
 */
final class Drainer {
    /** A call may pass between two looks of the engine at the moment of a cancellation, so it is repeated. */
    private static final Duration REPEAT = Duration.ofMillis(500);

    private final Housekeeper housekeeper;
    private final Journal journal;
    private final Set<Draining> running = ConcurrentHashMap.newKeySet();

    Drainer(Housekeeper housekeeper, Journal journal) {
        this.housekeeper = housekeeper;
        this.journal = journal;
    }

    /** Begins to end a generation that its guest does not hand out any more. */
    void drain(ManagedGuest guest, Generation generation) {
        Draining draining = new Draining(guest, generation);
        running.add(draining);
        draining.begin();
    }

    /** Lets calls finish for {@code patience}, then cancels them, and closes all whether or not they ended. */
    void finish(Duration patience, Duration grace) {
        if (!awaitEmpty(patience)) {
            running.forEach(Draining::cancel);
            awaitEmpty(grace);
        }
        running.forEach(Draining::end);
    }

    private boolean awaitEmpty(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!running.isEmpty() && System.nanoTime() < deadline) {
            try {
                TimeUnit.MILLISECONDS.sleep(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return running.isEmpty();
            }
        }
        return running.isEmpty();
    }

    /** One generation on its way out. */
    private final class Draining {
        private final ManagedGuest guest;
        private final Generation generation;
        private final long begun = System.nanoTime();
        private Future<?> timeout;
        private int cancellations;

        Draining(ManagedGuest guest, Generation generation) {
            this.guest = guest;
            this.generation = generation;
        }

        void begin() {
            timeout = housekeeper.runRepeatedly(generation.configuration().drainTimeout(), REPEAT, this::cancel);
            // closing may take its time, and the last call's thread is its caller's
            generation.drain(() -> housekeeper.run(this::end));
        }

        synchronized void cancel() {
            if (!running.contains(this)) {
                return;
            }
            cancellations++;
            if (cancellations == 1) {
                journal.tell(GuestStep.of(
                        GuestStep.Kind.CANCELLED,
                        generation,
                        ": " + generation.leases() + " calls outlast the drain timeout and are cancelled"));
            } else if (cancellations == 2) {
                generation.overdue();
                generation.stuck().forEach(this::warnOf);
            }
            generation.cancel(
                    "generation " + generation.number() + " was replaced or removed, and its drain timeout of "
                            + generation.configuration().drainTimeout().toMillis() + " ms has passed");
        }

        private void warnOf(String call) {
            journal.tell(GuestStep.of(
                    GuestStep.Kind.STUCK, generation, ": a call does not end although it was cancelled: " + call));
        }

        synchronized void end() {
            if (!running.remove(this)) {
                return;
            }
            timeout.cancel(false);
            generation.dispose();
            guest.retired(generation);
            journal.tell(GuestStep.of(
                    GuestStep.Kind.RETIRED,
                    generation,
                    " retired: digest " + generation.digest() + ", drained in "
                            + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun) + " ms"));
        }
    }
}
