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
    /** For figures to be quoted. */
    static final Timing FULL = new Timing(3, 4_000, 30, 1_000);

    /** For a first look. */
    static final Timing QUICK = new Timing(1, 800, 5, 100);

    /** Until the first result, and no further. */
    Timing cold() {
        return new Timing(2 * samples - 1, 0, 1, 0);
    }

    /** The last arguments of each worker. */
    List<String> arguments() {
        return List.of(String.valueOf(warmUpMillis), String.valueOf(rounds), String.valueOf(measureMillis));
    }
}
