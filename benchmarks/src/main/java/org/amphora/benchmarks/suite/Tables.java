package org.amphora.benchmarks.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Makes tables of results. */
final class Tables {
    private static final double NANOS_PER_MILLI = 1e6;

    private Tables() {}

    /** Milliseconds of the baseline, and how many times that the others take. */
    static TextTable ratios(Results results) {
        String base = results.baseline();
        List<String> others =
                results.peers().stream().filter(peer -> !peer.equals(base)).toList();
        List<String> header = new ArrayList<>(List.of("guest", base + " ms"));
        header.addAll(others);
        TextTable table = new TextTable(header);
        for (String guest : results.guests()) {
            List<String> row = new ArrayList<>();
            row.add(guest);
            row.add(millis(results.cell(guest, base)));
            others.forEach(peer -> row.add(ratio(results, guest, peer, base)));
            table.row(row);
        }
        List<String> means = new ArrayList<>(List.of("geometric mean", ""));
        others.forEach(peer -> means.add(number(results.mean(peer, base))));
        table.row(means);
        return table;
    }

    private static String millis(Cell cell) {
        return cell.failed() ? "failed" : number(cell.nanos() / NANOS_PER_MILLI);
    }

    private static String ratio(Results results, String guest, String peer, String base) {
        Cell cell = results.cell(guest, peer);
        if (cell.failed()) {
            return "failed";
        } else if (results.cell(guest, base).measured()) {
            return number(results.ratio(guest, peer, base));
        }
        return cell.measured() ? millis(cell) + " ms" : "-";
    }

    /** Three digits that count. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        String format = value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f";
        return String.format(Locale.ROOT, format, value);
    }
}
