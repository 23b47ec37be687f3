package org.amphora.differential;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts verdicts. Thread-safe. */
final class Summary {
    private final String noun;
    private int alike;
    private int different;
    private final Map<String, Integer> skipped = new TreeMap<>();

    /** {@code noun} is what is counted, such as {@code seeds}. */
    Summary(String noun) {
        this.noun = noun;
    }

    synchronized void add(Verdict verdict) {
        switch (verdict.kind()) {
            case ALIKE -> alike++;
            case DIFFERENT -> different++;
            case SKIPPED -> skipped.merge(verdict.why(), 1, Integer::sum);
        }
    }

    /** Whether at least one was alike and none differed. */
    synchronized boolean passed() {
        return different == 0 && alike > 0;
    }

    /** Such as {@code 10 seeds: 8 alike, 0 different, 2 skipped (limit of one side: 2)}. */
    @Override
    public synchronized String toString() {
        int skippedCount = skipped.values().stream().mapToInt(Integer::intValue).sum();
        String reasons = skipped.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining(", "));
        return (alike + different + skippedCount) + " " + noun + ": " + alike + " alike, " + different + " different, "
                + skippedCount + " skipped" + (reasons.isEmpty() ? "" : " (" + reasons + ")");
    }
}
