package org.amphora.shell;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in columns that are as wide as their widest cell. */
final class TextTable {
    private static final String GAP = "  ";

    private final List<String[]> rows = new ArrayList<>();

    /** A table that begins with a row of headings; without any, the first row added is the first line. */
    TextTable(String... headings) {
        if (headings.length > 0) {
            rows.add(headings);
        }
    }

    /** Adds a row; null is an empty cell. All rows have as many cells. */
    TextTable row(Object... cells) {
        String[] row = new String[cells.length];
        for (int i = 0; i < cells.length; i++) {
            row[i] = cells[i] == null ? "" : cells[i].toString();
        }
        rows.add(row);
        return this;
    }

    /** The lines of {@link #lines}, without a line break at the end. */
    String text() {
        return String.join("\n", lines(""));
    }

    /** A line a row, each behind {@code indent} and without trailing blanks. */
    List<String> lines(String indent) {
        int[] widths = new int[rows.isEmpty() ? 0 : rows.get(0).length];
        for (String[] row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder(indent);
            for (int i = 0; i < widths.length; i++) {
                line.append(i == 0 ? "" : GAP).append(row[i]).append(" ".repeat(widths[i] - row[i].length()));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
