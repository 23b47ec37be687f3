package org.amphora.benchmarks.suite;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    private static final Pattern WHOLE = Pattern.compile("user=(\\d+)[.,](\\d{3}) system=(\\d+)[.,](\\d{3})");
    private static final long NANOS_PER_MILLI = 1_000_000;

    /**
     * Reads what a worker printed, such as {@code checksum=1 differing=1 process=2 first=3 best=4 rounds=5}. If a second line
     * such as {@code user=0.120 system=0.030} follows, it says what the process took.
     */
    static Sample parse(String output) {
        String[] lines = output.strip().split("\n", 2);
        Sample sample = parseLine(lines[0]);
        return lines.length == 1
                ? sample
                : new Sample(
                        sample.checksum,
                        sample.differing,
                        whole(lines[1]),
                        sample.firstNanos,
                        sample.bestNanos,
                        sample.rounds);
    }

    private static long whole(String line) {
        Matcher times = WHOLE.matcher(line);
        if (!times.matches()) {
            throw new IllegalArgumentException("the shell printed '" + line + "', which are no times");
        }
        return (Long.parseLong(times.group(1) + times.group(2)) + Long.parseLong(times.group(3) + times.group(4)))
                * NANOS_PER_MILLI;
    }

    private static Sample parseLine(String line) {
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
