package org.amphora.benchmarks.suite;

import java.util.List;

/**
 * How long a sample takes.
 *
 * @param samples processes for each guest in each peer
 * @param warmUpMillis how long a guest runs before it is measured
 * @param rounds how often it then runs at most
 * @param measureMillis how long it then runs at most
 */
record Timing(int samples, int warmUpMillis, int rounds, int measureMillis) {
    private static final int COLD = -1;

    /** For figures to be quoted. */
    static final Timing FULL = new Timing(3, 4_000, 30, 1_000);

    /** For a first look. */
    static final Timing QUICK = new Timing(1, 800, 5, 100);

    /** Until the first result, and no further. */
    Timing cold() {
        return new Timing(2 * samples + 1, COLD, 0, 0);
    }

    /** With so many times the warm-up; none is none. */
    Timing warmedUp(int times) {
        return warmUpMillis == COLD ? this : new Timing(samples, warmUpMillis * times, rounds, measureMillis);
    }

    /** The last arguments of each worker. */
    List<String> arguments() {
        String warmUp = warmUpMillis == COLD ? "cold" : String.valueOf(warmUpMillis);
        return List.of(warmUp, String.valueOf(rounds), String.valueOf(measureMillis));
    }
}
