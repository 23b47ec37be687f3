package org.amphora.wasi.preview1;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A clock of a process: one of the host's, or a fake one that a program cannot tell the host's load by. Thread-safe. */
final class ProcessClock {
    /** 2022-01-01T00:00:00Z. */
    static final long FAKE_WALL_START_NANOS = 1_640_995_200_000_000_000L;

    private static final long FAKE_TICK_NANOS = 1_000_000;

    private final LongSupplier host;
    private final AtomicLong fakeNanos;
    private final long resolutionNanos;

    private ProcessClock(LongSupplier host, AtomicLong fakeNanos, long resolutionNanos) {
        this.host = host;
        this.fakeNanos = fakeNanos;
        this.resolutionNanos = resolutionNanos;
    }

    /** A clock of the host's. */
    static ProcessClock host(LongSupplier nanos, long resolutionNanos) {
        return new ProcessClock(nanos, null, resolutionNanos);
    }

    /** A clock that reads {@code startNanos} first, and a millisecond more each time. */
    static ProcessClock fake(long startNanos, long resolutionNanos) {
        return new ProcessClock(null, new AtomicLong(startNanos), resolutionNanos);
    }

    long readNanos() {
        return host != null ? host.getAsLong() : fakeNanos.getAndAdd(FAKE_TICK_NANOS);
    }

    long resolutionNanos() {
        return resolutionNanos;
    }

    /** Lets time pass, where it does not pass by itself. */
    void sleptNanos(long nanos) {
        if (host == null) {
            fakeNanos.updateAndGet(now -> Math.max(now, now + nanos)); // a sleep without end
        }
    }
}
