package org.amphora.benchmarks.swaps;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Half of them call without pause, half at 250 calls a second each. How long calls take is told of the latter, from when they
 * were due, those that fail included: a pause delays all that are due in it.
 */
final class Clients {
    static final int COUNT = 8;

    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(4);
    private static final long MOST_NANOS = TimeUnit.MINUTES.toNanos(10);

    final LongAdder started = new LongAdder();
    final LongAdder failed = new LongAdder();
    final LongAdder mixed = new LongAdder();

    private final Side side;
    private final ExecutorService threads = Executors.newFixedThreadPool(COUNT);
    private final List<Future<?>> running = new ArrayList<>();
    private volatile Histogram latencies = latencies();
    private volatile boolean stop;

    Clients(Side side) {
        this.side = side;
        for (int i = 0; i < COUNT / 2; i++) {
            running.add(threads.submit(this::callWithoutPause));
            running.add(threads.submit(this::callAtAConstantRate));
        }
    }

    private static Histogram latencies() {
        return new ConcurrentHistogram(MOST_NANOS, 2);
    }

    /** What calls at a constant rate have taken since the last time, in nanoseconds. */
    Histogram takeLatencies() {
        Histogram taken = latencies;
        latencies = latencies();
        return taken;
    }

    private Void callWithoutPause() throws InterruptedException {
        while (!stop) {
            if (!call()) {
                side.awaitGuest();
            }
        }
        return null;
    }

    private void callAtAConstantRate() {
        for (long due = System.nanoTime(); !stop; due += PERIOD_NANOS) {
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            call();
            latencies.recordValue(Math.min(MOST_NANOS, System.nanoTime() - due));
        }
    }

    private boolean call() {
        started.increment();
        try {
            long[] stamp = side.stamp();
            if (stamp[0] != stamp[1] || stamp[0] != stamp[2]) {
                mixed.increment();
            }
            return true;
        } catch (Exception e) {
            failed.increment();
            return false;
        }
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
