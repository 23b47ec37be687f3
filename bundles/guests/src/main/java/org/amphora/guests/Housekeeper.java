package org.amphora.guests;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The one thread for what happens later: time limits, retries, closing. After {@link #stop()} nothing runs any more. */
final class Housekeeper {
    private static final Logger LOG = System.getLogger(Housekeeper.class.getName());

    private final ScheduledThreadPoolExecutor executor;

    Housekeeper() {
        executor = new ScheduledThreadPoolExecutor(1, Housekeeper::newThread, new ThreadPoolExecutor.DiscardPolicy());
        executor.setRemoveOnCancelPolicy(true);
    }

    private static Thread newThread(Runnable task) {
        Thread thread = new Thread(task, "amphora-guests-housekeeping");
        thread.setDaemon(true);
        return thread;
    }

    /** Runs {@code task} soon. */
    void run(Runnable task) {
        executor.execute(() -> runLogged(task));
    }

    /** Runs {@code task} once after {@code delay}, unless the future is cancelled before. */
    Future<?> runAfter(Duration delay, Runnable task) {
        return executor.schedule(() -> runLogged(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Runs {@code task} after {@code delay} and then again and again, until the future is cancelled. */
    Future<?> runRepeatedly(Duration delay, Duration pause, Runnable task) {
        return executor.scheduleWithFixedDelay(
                () -> runLogged(task), delay.toNanos(), pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static void runLogged(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "housekeeping of guests failed", e);
        }
    }

    void stop() {
        executor.shutdownNow();
    }
}
