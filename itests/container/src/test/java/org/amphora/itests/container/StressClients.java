package org.amphora.itests.container;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.amphora.api.guest.Guest;

/**
 * Eight clients of a guest: four call without pause, four at a constant rate. How long calls take is told of the latter, from when
 * they were due: a pause delays all that are due in it.
 */
final class StressClients {
    private static final int OF_EACH_KIND = 4;
    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

    final AtomicLong started = new AtomicLong();
    final AtomicLong succeeded = new AtomicLong();
    final AtomicLong failed = new AtomicLong();
    final AtomicLong mixed = new AtomicLong();

    private final Guest guest;
    private final ExecutorService threads = Executors.newFixedThreadPool(2 * OF_EACH_KIND);
    private final List<Future<?>> running = new ArrayList<>();
    private volatile Latencies latencies = new Latencies();
    private volatile boolean stop;
    private volatile Throwable firstFailure;

    StressClients(Guest guest) {
        this.guest = guest;
        for (int i = 0; i < OF_EACH_KIND; i++) {
            running.add(threads.submit(this::callWithoutPause));
            running.add(threads.submit(this::callAtAConstantRate));
        }
    }

    /** Counts how long calls at a constant rate take in other latencies from now on. */
    void countIn(Latencies fresh) {
        latencies = fresh;
    }

    private void callWithoutPause() {
        while (!stop) {
            call();
        }
    }

    private void callAtAConstantRate() {
        for (long due = System.nanoTime(); !stop; due += PERIOD_NANOS) {
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            if (call()) {
                latencies.add(System.nanoTime() - due);
            }
        }
    }

    private boolean call() {
        started.incrementAndGet();
        try {
            long[] stamp = guest.call("stamp");
            // code, data, global and a nested call are of one version, and both answers of one provider
            boolean whole =
                    stamp[0] == stamp[1] && stamp[0] == stamp[2] && stamp[0] == stamp[3] && stamp[4] == stamp[5];
            if (!whole) {
                mixed.incrementAndGet();
            }
            succeeded.incrementAndGet();
            return true;
        } catch (Throwable e) {
            failed.incrementAndGet();
            if (firstFailure == null) {
                firstFailure = e;
            }
            return false;
        }
    }

    /** What one of the failed calls threw; null if none failed. */
    Throwable failure() {
        return firstFailure;
    }

    /** Ends the calls. */
    void finish() throws Exception {
        stop = true;
        for (Future<?> client : running) {
            client.get(60, TimeUnit.SECONDS);
        }
        threads.shutdown();
    }
}
