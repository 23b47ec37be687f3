package org.amphora.benchmarks.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A report in JSON: with each sample, for whoever wants to compare or to draw. */
final class JsonReport {
    private JsonReport() {}

    /** The whole report. */
    static String write(Report report) {
        Timing timing = report.timing();
        return object(
                        0,
                        List.of(
                                field("machine", string(report.machine())),
                                field("samples", String.valueOf(timing.samples())),
                                field("warmUpMillis", String.valueOf(timing.warmUpMillis())),
                                field("peers", strings(report.peers())),
                                field("missing", strings(report.missing())),
                                field("steadyState", section(report.steady())),
                                field("thirdParty", section(report.thirdParty())),
                                field("hostCalls", section(report.hostCalls())),
                                field("firstResult", section(report.firstResult())),
                                field("interruption", section(report.interruption())),
                                field("summary", string(report.summary()))))
                + "\n";
    }

    private static String section(Results results) {
        List<String> guests = new ArrayList<>();
        for (Workload guest : results.guests()) {
            List<String> peers = results.peers().stream()
                    .map(peer -> field(peer, cell(results.cell(guest, peer), results.nanos(guest, peer))))
                    .toList();
            guests.add(field(
                    guest.name(),
                    object(2, List.of(field("n", String.valueOf(guest.n())), field("peers", object(3, peers))))));
        }
        return object(1, guests);
    }

    /** What is null is what was not measured. */
    private static String cell(Cell cell, double nanos) {
        if (cell.failed()) {
            return inline(List.of(field("failure", string(cell.failure()))));
        } else if (!cell.measured()) {
            return "null";
        }
        return inline(List.of(
                field("nanos", String.format(Locale.ROOT, "%.0f", nanos)),
                field("process", samples(cell, Sample::processNanos)),
                field("first", samples(cell, Sample::firstNanos)),
                field("best", samples(cell, Sample::bestNanos)),
                field("rounds", samples(cell, Sample::rounds))));
    }

    private static String samples(Cell cell, java.util.function.ToLongFunction<Sample> figure) {
        return cell.samples().stream()
                .map(sample -> String.valueOf(figure.applyAsLong(sample)))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String strings(Map<String, String> map) {
        return object(
                1,
                map.entrySet().stream()
                        .map(entry -> field(entry.getKey(), string(entry.getValue())))
                        .toList());
    }

    private static String field(String name, String value) {
        return string(name) + ": " + value;
    }

    private static String inline(List<String> fields) {
        return "{" + String.join(", ", fields) + "}";
    }

    private static String object(int depth, List<String> fields) {
        if (fields.isEmpty()) {
            return "{}";
        }
        String indent = "  ".repeat(depth);
        return fields.stream()
                .collect(Collectors.joining(",\n" + indent + "  ", "{\n" + indent + "  ", "\n" + indent + "}"));
    }

    private static String string(String value) {
        StringBuilder text = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        return text.append('"').toString();
    }
}
