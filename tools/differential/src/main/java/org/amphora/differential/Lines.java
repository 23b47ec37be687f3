package org.amphora.differential;

import java.util.ArrayList;
import java.util.List;

/** The lines of a run, up to a limit. Thread-safe: a run that does not come back is left alone. */
final class Lines {
    private static final int LIMIT = 20_000;

    private final List<String> lines = new ArrayList<>();

    synchronized void add(String line) {
        if (lines.size() < LIMIT) {
            lines.add(line.replace('\n', ' '));
        }
    }

    synchronized List<String> all() {
        return List.copyOf(lines);
    }
}
