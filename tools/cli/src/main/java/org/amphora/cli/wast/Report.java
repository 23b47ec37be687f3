package org.amphora.cli.wast;

import java.util.ArrayList;
import java.util.List;

/** What became of the assertions of a script. Every assertion counts as one; of other commands, only those that fail. */
public final class Report {
    private final String file;
    private int passed;
    private int skipped;
    private int contradicting;
    private final List<String> failures = new ArrayList<>();

    /** An empty report on {@code file}. */
    public Report(String file) {
        this.file = file;
    }

    void pass() {
        passed++;
    }

    void skip() {
        skipped++;
    }

    void contradict() {
        contradicting++;
    }

    void fail(int line, String command, String what) {
        failures.add(file + ":" + line + ": " + command + ": " + what);
    }

    /** Adds what another script, or a part of this one, did. */
    public void add(Report part) {
        passed += part.passed;
        skipped += part.skipped;
        contradicting += part.contradicting;
        failures.addAll(part.failures);
    }

    /** The name of the script. */
    public String file() {
        return file;
    }

    /** How many assertions hold. */
    public int passed() {
        return passed;
    }

    /** How many assertions could not be looked at, because a command before them failed. */
    public int skipped() {
        return skipped;
    }

    /** How many assertions are wrong, and known to be so: see {@link Contradiction}. */
    public int contradicting() {
        return contradicting;
    }

    /** A text for each command that failed: file and line, the command, what was expected and what came. */
    public List<String> failures() {
        return List.copyOf(failures);
    }

    /** All counts in words, such as {@code 459 passed, 0 failed, 0 skipped}. */
    public String total() {
        return passed + " passed, " + failures.size() + " failed, " + skipped + " skipped" + contradictions();
    }

    private String contradictions() {
        return contradicting == 0 ? "" : ", " + contradicting + " contradict 3.0";
    }

    /** The counts in words, such as {@code 459 passed}; those that are zero are left out, except of {@code passed}. */
    public String summary() {
        return passed + " passed"
                + (failures.isEmpty() ? "" : ", " + failures.size() + " failed")
                + (skipped == 0 ? "" : ", " + skipped + " skipped")
                + contradictions();
    }
}
