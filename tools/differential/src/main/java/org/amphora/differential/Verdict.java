package org.amphora.differential;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What came out for a module.
 *
 * @param why it was skipped, in words that are counted; of a difference, what kind it is, or empty
 * @param detail the first difference, in a line; empty if there is none
 */
record Verdict(Kind kind, String why, String detail) {
    enum Kind {
        ALIKE,
        DIFFERENT,
        SKIPPED
    }

    static Verdict alike() {
        return new Verdict(Kind.ALIKE, "", "");
    }

    static Verdict different(String detail) {
        return new Verdict(Kind.DIFFERENT, "", detail);
    }

    static Verdict skipped(String why) {
        return new Verdict(Kind.SKIPPED, why, "");
    }

    /** This difference, taken for none. */
    Verdict excused(String why) {
        return new Verdict(Kind.SKIPPED, why, detail);
    }

    /** In a line: {@code different: line 3: …}. */
    @Override
    public String toString() {
        return Stream.of(kind.name().toLowerCase(Locale.ROOT), why, detail)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(": "));
    }
}
