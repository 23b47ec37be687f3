package org.amphora.benchmarks.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** The samples of a guest in a peer, or why there are none. */
final class Cell {
    private final List<Sample> samples = new ArrayList<>();
    private String failure;
    private boolean different;

    void add(Sample sample) {
        samples.add(sample);
    }

    /** Takes note that a sample failed. The peer is not asked again for this guest. */
    void fail(String reason) {
        if (failure == null) {
            failure = reason;
        }
    }

    /** Takes note of a wrong checksum. */
    void differ(String reason) {
        different = true;
        fail(reason);
    }

    /** Whether a checksum was wrong: worse than a guest that a peer cannot run. */
    boolean different() {
        return different;
    }

    /** Why there is no figure, or null if there is one. */
    String failure() {
        return failure;
    }

    boolean failed() {
        return failure != null;
    }

    /** Whether there is a figure. */
    boolean measured() {
        return failure == null && !samples.isEmpty();
    }

    List<Sample> samples() {
        return List.copyOf(samples);
    }

    /** The median of the samples' best rounds; not a number if there is none. */
    double nanos() {
        return median(Sample::bestNanos);
    }

    /** The median over the samples of one of their figures; not a number if there is none. */
    double median(ToLongFunction<Sample> figure) {
        if (!measured()) {
            return Double.NaN;
        }
        long[] sorted = samples.stream().mapToLong(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2.0;
    }
}
