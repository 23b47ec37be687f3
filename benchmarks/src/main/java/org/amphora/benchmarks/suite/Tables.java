package org.amphora.benchmarks.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** The tables of a report. */
final class Tables {
    private static final double NANOS_PER_MILLI = 1e6;

    private Tables() {}

    /** Milliseconds of the base, and how many times that the others take. */
    static TextTable ratios(Results results, String base) {
        List<String> others =
                results.peers().stream().filter(peer -> !peer.equals(base)).toList();
        List<String> header = new ArrayList<>(List.of("guest", base + " [ms]"));
        others.forEach(peer -> header.add(peer + " [x]"));
        TextTable table = new TextTable(header);
        for (Workload guest : results.guests()) {
            List<String> row = new ArrayList<>(List.of(guest.name(), millis(results, guest, base)));
            others.forEach(peer -> row.add(cell(results, guest, peer, results.ratio(guest, peer, base))));
            table.row(row);
        }
        if (others.isEmpty()) {
            return table;
        }
        List<String> means = new ArrayList<>(List.of("geometric mean", ""));
        others.forEach(peer -> means.add(Report.number(results.mean(peer, base))));
        table.row(means);
        return table;
    }

    /** Nanoseconds for each of the n rounds in a guest. */
    static TextTable nanosEach(Results results) {
        return figures(
                results,
                peer -> peer + " [ns]",
                (guest, peer) -> cell(results, guest, peer, results.nanos(guest, peer) / guest.n()));
    }

    /** Milliseconds. */
    static TextTable millis(Results results) {
        return figures(results, peer -> peer + " [ms]", (guest, peer) -> millis(results, guest, peer));
    }

    private static TextTable figures(
            Results results, UnaryOperator<String> title, BiFunction<Workload, String, String> figure) {
        List<String> header = new ArrayList<>(List.of("guest"));
        results.peers().forEach(peer -> header.add(title.apply(peer)));
        TextTable table = new TextTable(header);
        for (Workload guest : results.guests()) {
            List<String> row = new ArrayList<>(List.of(guest.name()));
            results.peers().forEach(peer -> row.add(figure.apply(guest, peer)));
            table.row(row);
        }
        return table;
    }

    private static String millis(Results results, Workload guest, String peer) {
        return cell(results, guest, peer, results.nanos(guest, peer) / NANOS_PER_MILLI);
    }

    private static String cell(Results results, Workload guest, String peer, double value) {
        Cell cell = results.cell(guest, peer);
        return cell.different() ? "differ" : cell.failed() ? "failed" : Report.number(value);
    }
}
