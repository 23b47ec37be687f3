package org.amphora.benchmarks.swaps;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * What a run of one side found.
 *
 * @param started calls
 * @param failed calls of those
 * @param mixed calls that saw two versions
 * @param classes classes that were loaded after the last swap, more than after the first
 * @param quiet nanoseconds that calls at a constant rate took before the swaps
 * @param busy the same during the swaps
 */
record Outcome(long started, long failed, long mixed, long classes, Histogram quiet, Histogram busy) {
    private static final double NANOS_PER_MILLI = 1e6;

    /** As one line, for another process. */
    String line() {
        return String.join(
                " ",
                List.of(
                        String.valueOf(started),
                        String.valueOf(failed),
                        String.valueOf(mixed),
                        String.valueOf(classes),
                        encoded(quiet),
                        encoded(busy)));
    }

    /** What {@link #line()} wrote. */
    static Outcome read(String line) throws DataFormatException {
        String[] words = line.split(" ", -1);
        return new Outcome(
                Long.parseLong(words[0]),
                Long.parseLong(words[1]),
                Long.parseLong(words[2]),
                Long.parseLong(words[3]),
                decoded(words[4]),
                decoded(words[5]));
    }

    private static String encoded(Histogram histogram) {
        ByteBuffer bytes = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(bytes);
        bytes.position(0).limit(length);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(bytes.array(), length));
    }

    private static Histogram decoded(String text) throws DataFormatException {
        return Histogram.decodeFromCompressedByteBuffer(
                ByteBuffer.wrap(Base64.getDecoder().decode(text)), 1);
    }

    /** This one and another run of the same side, in one: calls add up, of the classes those of the worse run are told. */
    Outcome and(Outcome other) {
        Histogram bothQuiet = quiet.copy();
        bothQuiet.add(other.quiet);
        Histogram bothBusy = busy.copy();
        bothBusy.add(other.busy);
        return new Outcome(
                started + other.started,
                failed + other.failed,
                mixed + other.mixed,
                Math.max(classes, other.classes),
                bothQuiet,
                bothBusy);
    }

    /** The median, the 99.9th percentile and the longest, in milliseconds. */
    static String milliseconds(Histogram latencies) {
        return String.format(
                Locale.ROOT,
                "%.3f ms, %.1f ms, %.1f ms",
                latencies.getValueAtPercentile(50) / NANOS_PER_MILLI,
                latencies.getValueAtPercentile(99.9) / NANOS_PER_MILLI,
                latencies.getMaxValue() / NANOS_PER_MILLI);
    }
}
