package org.amphora.benchmarks.suite;

import java.util.HashMap;
import java.util.Map;

/**
 * What a worker measured.
 *
 * @param checksum what the guest answered
 * @param processNanos CPU time of the whole process until the first answer
 * @param firstNanos the first round
 * @param bestNanos the best round after the warm-up
 * @param rounds how many there were
 */
record Sample(long checksum, long processNanos, long firstNanos, long bestNanos, long rounds) {
    /** Reads what a worker printed, such as {@code checksum=1 process=2 first=3 best=4 rounds=5}. */
    static Sample parse(String line) {
        Map<String, Long> values = new HashMap<>();
        for (String field : line.strip().split(" ", -1)) {
            int equals = field.indexOf('=');
            try {
                values.put(field.substring(0, Math.max(equals, 0)), Long.valueOf(field.substring(equals + 1)));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("a worker printed '" + line + "', which is no sample", e);
            }
        }
        return new Sample(
                value(values, "checksum", line),
                value(values, "process", line),
                value(values, "first", line),
                value(values, "best", line),
                value(values, "rounds", line));
    }

    private static long value(Map<String, Long> values, String name, String line) {
        Long value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("a worker printed '" + line + "', in which " + name + " is missing");
        }
        return value;
    }
}
