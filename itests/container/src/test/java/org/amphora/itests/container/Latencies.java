package org.amphora.itests.container;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** How long calls took, to three percent. Thread-safe. */
final class Latencies {
    private static final int STEPS = 32;

    private final AtomicLongArray counts = new AtomicLongArray(64 * STEPS);
    private final AtomicLong longest = new AtomicLong();

    void add(long nanos) {
        counts.incrementAndGet(bucket(Math.max(1, nanos)));
        longest.accumulateAndGet(nanos, Math::max);
    }

    /** Thirty-two buckets for each power of two. */
    private static int bucket(long nanos) {
        int power = 63 - Long.numberOfLeadingZeros(nanos);
        long step = power < 5 ? 0 : (nanos >>> (power - 5)) - STEPS;
        return power * STEPS + (int) step;
    }

    private static double upperMillis(int bucket) {
        int power = bucket / STEPS;
        int step = bucket % STEPS + 1;
        return Math.scalb(1 + (double) step / STEPS, power) / 1e6;
    }

    /** The milliseconds that a call of this rank, from 0 to 1, took at most. */
    double millis(double rank) {
        long all = 0;
        for (int i = 0; i < counts.length(); i++) {
            all += counts.get(i);
        }
        long wanted = (long) Math.ceil(all * rank);
        for (int i = 0; i < counts.length(); i++) {
            wanted -= counts.get(i);
            if (wanted <= 0) {
                return upperMillis(i);
            }
        }
        return 0;
    }

    /** The median, the 99.9th percentile and the longest. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.3f ms, %.1f ms, %.1f ms", millis(0.5), millis(0.999), longest.get() / 1e6);
    }
}
