package org.amphora.benchmarks.suite;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Cells by guest and peer, in the order in which they came. */
final class Results {
    private final List<String> peers;
    private final Map<String, Map<String, Cell>> rows = new LinkedHashMap<>();

    Results(List<String> peers) {
        this.peers = List.copyOf(peers);
    }

    List<String> peers() {
        return peers;
    }

    List<String> guests() {
        return List.copyOf(rows.keySet());
    }

    /** The cell of a guest in a peer; empty at first. */
    Cell cell(String guest, String peer) {
        return rows.computeIfAbsent(guest, name -> new LinkedHashMap<>()).computeIfAbsent(peer, name -> new Cell());
    }

    /** What the others are compared with: the native programs if they take part, else the first peer. */
    String baseline() {
        return peers.contains("native") ? "native" : peers.get(0);
    }

    /** How many times the CPU time of {@code base} a peer takes for a guest; not a number if either is missing. */
    double ratio(String guest, String peer, String base) {
        return cell(guest, peer).nanos() / cell(guest, base).nanos();
    }

    /** The geometric mean of the ratios of all guests that both run; not a number if there is none. */
    double mean(String peer, String base) {
        List<Double> ratios = ratios(peer, base);
        double logarithms = ratios.stream().mapToDouble(Math::log).sum();
        return ratios.isEmpty() ? Double.NaN : Math.exp(logarithms / ratios.size());
    }

    /** How many guests both run. */
    int common(String peer, String base) {
        return ratios(peer, base).size();
    }

    private List<Double> ratios(String peer, String base) {
        return guests().stream()
                .map(guest -> ratio(guest, peer, base))
                .filter(ratio -> !ratio.isNaN())
                .toList();
    }

    /** What went wrong, a line each. */
    List<String> failures() {
        List<String> failures = new ArrayList<>();
        rows.forEach((guest, row) -> row.forEach((peer, cell) -> {
            if (cell.failed()) {
                failures.add(guest + " in " + peer + ": " + cell.failure());
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
