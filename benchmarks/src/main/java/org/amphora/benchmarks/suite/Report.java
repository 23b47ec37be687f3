package org.amphora.benchmarks.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * All that a run found, before it is written in one form or another.
 *
 * @param machine on what it ran
 * @param timing how long each sample took
 * @param peers what took part: names and descriptions
 * @param missing what did not: names, and what would make them available
 * @param steady guests, after their warm-up
 * @param thirdParty guests of others, after their warm-up
 * @param hostCalls guests that call their host in a loop
 * @param firstResult guests in fresh processes
 * @param interruption guests in {@link #INTERRUPTION}
 */
record Report(
        String machine,
        Timing timing,
        Map<String, String> peers,
        Map<String, String> missing,
        Results steady,
        Results thirdParty,
        Results hostCalls,
        Results firstResult,
        Results interruption) {
    static final String NATIVE = "native";
    static final String AMPHORA = "amphora";
    static final String DEADLINE = "amphora with deadline";
    static final String CLASS_CACHE = "amphora with the class cache";
    static final String PRECOMPILED = "amphora precompiled";
    static final String FLOOR = "no engine";
    static final String UNINTERRUPTIBLE = "amphora without checks";

    /** The peers of the section on interruption. */
    static final List<String> INTERRUPTION = List.of(UNINTERRUPTIBLE, AMPHORA, DEADLINE);

    private static final String ENDIVE = "endive";
    private static final String CALL = "host-call-2";

    /** What the steady states are compared with: the native programs if they take part, else the first peer. */
    String baseline() {
        return steady.peers().contains(NATIVE) || steady.peers().isEmpty()
                ? NATIVE
                : steady.peers().get(0);
    }

    /** The section headings with their results. */
    List<Results> sections() {
        return List.of(steady, thirdParty, hostCalls, firstResult, interruption);
    }

    /** What went wrong, a line each. */
    List<String> failures() {
        List<String> failures = new ArrayList<>();
        sections().forEach(section -> failures.addAll(section.failures()));
        return failures;
    }

    /** Whether a checksum was wrong, or Amphora failed. */
    boolean spoilt() {
        return sections().stream().anyMatch(section -> section.spoiltBy(AMPHORA));
    }

    /** The four figures, in a line that scripts may read. */
    String summary() {
        double call = hostCalls.guests().stream()
                .filter(guest -> guest.name().equals(CALL))
                .mapToDouble(guest -> hostCalls.nanos(guest, AMPHORA) / guest.n())
                .findFirst()
                .orElse(Double.NaN);
        return String.format(
                Locale.ROOT,
                "steady state: %s x native, %s x faster than Endive; host call %s ns; interruption %s x",
                number(steady.mean(AMPHORA, NATIVE)),
                number(steady.mean(ENDIVE, AMPHORA)),
                number(call),
                number(interruption.mean(DEADLINE, UNINTERRUPTIBLE)));
    }

    /** With two decimals at least; "-" for what was not measured. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        String format = value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f";
        return String.format(Locale.ROOT, format, value);
    }
}
