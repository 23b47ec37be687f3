package org.amphora.guests;

import java.time.Duration;
import java.util.concurrent.Future;

/** Runs a task once for all calls that come within a delay, after it. Thread-safe. */
final class Debounce implements Runnable {
    private final Housekeeper housekeeper;
    private final Duration delay;
    private final Runnable task;
    private Future<?> scheduled;

    Debounce(Housekeeper housekeeper, Duration delay, Runnable task) {
        this.housekeeper = housekeeper;
        this.delay = delay;
        this.task = task;
    }

    @Override
    public synchronized void run() {
        if (scheduled == null) {
            scheduled = housekeeper.runAfter(delay, this::fire);
        }
    }

    private void fire() {
        // before the task: a call that comes while it runs may know of what the task does not see
        rearm();
        task.run();
    }

    private synchronized void rearm() {
        scheduled = null;
    }
}
