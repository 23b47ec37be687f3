package org.amphora.benchmarks.suite;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What a section of the benchmarks found: cells by guest and peer, in the order in which they came. */
final class Results {
    private final List<String> peers;
    private final ToDoubleFunction<Cell> figure;
    private final Map<Workload, Map<String, Cell>> rows = new LinkedHashMap<>();

    /**
     * Nothing yet.
     *
     * @param figure what is compared: nanoseconds of CPU time
     */
    Results(List<String> peers, ToDoubleFunction<Cell> figure) {
        this.peers = List.copyOf(peers);
        this.figure = figure;
    }

    List<String> peers() {
        return peers;
    }

    List<Workload> guests() {
        return List.copyOf(rows.keySet());
    }

    /** The cell of a guest in a peer; empty at first. */
    Cell cell(Workload guest, String peer) {
        return rows.computeIfAbsent(guest, name -> new LinkedHashMap<>()).computeIfAbsent(peer, name -> new Cell());
    }

    /** Nanoseconds of a guest in a peer; not a number if there is no figure. */
    double nanos(Workload guest, String peer) {
        return figure.applyAsDouble(cell(guest, peer));
    }

    /** How many times the CPU time of {@code base} a peer takes for a guest; not a number if either is missing. */
    double ratio(Workload guest, String peer, String base) {
        return nanos(guest, peer) / nanos(guest, base);
    }

    /** The geometric mean of the ratios of all guests that both run; not a number if there is none. */
    double mean(String peer, String base) {
        List<Double> ratios = guests().stream()
                .map(guest -> ratio(guest, peer, base))
                .filter(ratio -> !ratio.isNaN())
                .toList();
        double logarithms = ratios.stream().mapToDouble(Math::log).sum();
        return ratios.isEmpty() ? Double.NaN : Math.exp(logarithms / ratios.size());
    }

    /** What went wrong, a line each. */
    List<String> failures() {
        List<String> failures = new ArrayList<>();
        rows.forEach((guest, row) -> row.forEach((peer, cell) -> {
            if (cell.failed()) {
                failures.add(guest.name() + " in " + peer + ": " + cell.failure());
            }
        }));
        return failures;
    }

    /** Whether a checksum was wrong anywhere, or {@code peer} failed. */
    boolean spoiltBy(String peer) {
        return rows.values().stream()
                .flatMap(row -> row.entrySet().stream())
                .anyMatch(entry -> entry.getValue().different()
                        || (entry.getKey().startsWith(peer) && entry.getValue().failed()));
    }
}
