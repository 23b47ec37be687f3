package org.amphora.benchmarks.suite;

import java.util.HashMap;
import java.util.Map;

/**
 * What a worker measured.
 *
 * @param checksum what the guest answered first
 * @param differing what a later round answered, the warm-up's among them, if one answered otherwise; else the checksum
 * @param processNanos CPU time of the whole process until the first answer
 * @param firstNanos the first round
 * @param bestNanos the best round after the warm-up
 * @param rounds how many there were
 */
record Sample(long checksum, long differing, long processNanos, long firstNanos, long bestNanos, long rounds) {
    /** Reads what a worker printed, such as {@code checksum=1 differing=1 process=2 first=3 best=4 rounds=5}. */
    static Sample parse(String output) {
        String line = output.strip();
        Map<String, Long> values = new HashMap<>();
        for (String field : line.split(" ", -1)) {
            int equals = field.indexOf('=');
            try {
                values.put(field.substring(0, Math.max(equals, 0)), Long.valueOf(field.substring(equals + 1)));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("a worker printed '" + line + "', which is no sample", e);
            }
        }
        return new Sample(
                value(values, "checksum", line),
                value(values, "differing", line),
                value(values, "process", line),
                value(values, "first", line),
                value(values, "best", line),
                value(values, "rounds", line));
    }

    /** What is wrong with the answers, or null if each was what it had to be. */
    String wrong(long expected) {
        if (checksum != expected) {
            return "answers " + checksum + " instead of " + expected;
        } else if (differing != expected) {
            return "answers " + differing + " in a later round instead of " + expected;
        }
        return null;
    }

    private static long value(Map<String, Long> values, String name, String line) {
        Long value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("a worker printed '" + line + "', in which " + name + " is missing");
        }
        return value;
    }
}
