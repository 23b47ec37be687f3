package org.amphora.benchmarks.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table: a header, and rows of as many cells. The first column is text, the others are figures. */
final class TextTable {
    private final List<List<String>> rows = new ArrayList<>();

    TextTable(List<String> header) {
        rows.add(List.copyOf(header));
    }

    void row(List<String> cells) {
        rows.add(List.copyOf(cells));
    }

    /** For a terminal: columns side by side, figures flush right. */
    String plain() {
        List<Integer> widths = IntStream.range(0, rows.get(0).size())
                .mapToObj(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toList();
        return rows.stream()
                .map(row -> IntStream.range(0, row.size())
                        .mapToObj(column -> String.format(
                                "%" + (column == 0 ? "-" : "") + widths.get(column) + "s", row.get(column)))
                        .collect(Collectors.joining("  ")))
                .map(line -> line.stripTrailing() + "\n")
                .collect(Collectors.joining());
    }

    /** In Markdown. */
    String markdown() {
        List<String> rule = IntStream.range(0, rows.get(0).size())
                .mapToObj(column -> column == 0 ? "---" : "---:")
                .toList();
        List<List<String>> all = new ArrayList<>(rows);
        all.add(1, rule);
        return all.stream().map(row -> "| " + String.join(" | ", row) + " |\n").collect(Collectors.joining());
    }
}
