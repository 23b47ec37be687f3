package org.amphora.benchmarks.suite;

import java.util.Locale;
import java.util.function.Function;

/** A report as text: for a terminal, or in Markdown. */
final class TextReport {
    private final Report report;
    private final boolean markdown;
    private final StringBuilder text = new StringBuilder();

    private TextReport(Report report, boolean markdown) {
        this.report = report;
        this.markdown = markdown;
    }

    /** For a terminal. The last line is {@link Report#summary()}. */
    static String plain(Report report) {
        return new TextReport(report, false).write();
    }

    /** In Markdown. The last line is {@link Report#summary()}. */
    static String markdown(Report report) {
        return new TextReport(report, true).write();
    }

    private String write() {
        if (markdown) {
            text.append("# Amphora and its peers\n\n");
        }
        paragraph("On " + report.machine() + ". " + samples());
        report.peers().forEach((name, description) -> item(name + ": " + description));
        report.missing().forEach((name, remedy) -> item(name + " is missing; to have it, " + remedy));
        section(
                "Steady state",
                "CPU time of the best round after the warm-up; the others as multiples of it.",
                report.steady(),
                results -> Tables.ratios(results, report.baseline()));
        section(
                "Third-party guests",
                "The same for programs of others, of which none is native.",
                report.thirdParty(),
                results -> Tables.ratios(results, results.peers().get(0)));
        section(
                "Host calls",
                "CPU time for each turn of a loop in the guest that calls a host function, which counts or adds: so little that"
                        + " a compiler may take it into the loop.",
                report.hostCalls(),
                Tables::nanosEach);
        section(
                "First result",
                "CPU time of a fresh process in which a guest answers once: from the start of the process to its end, measured"
                        + " from outside. Below what a JVM takes with no engine in it, no engine for JVMs can be.",
                report.firstResult(),
                Tables::millis);
        section(
                "Interruption",
                "The same guests when nothing can end a call, when the host can, as always, and when a deadline would, too.",
                report.interruption(),
                results -> Tables.ratios(results, Report.UNINTERRUPTIBLE));
        if (!report.failures().isEmpty()) {
            heading("Failed");
            report.failures().forEach(this::item);
        }
        return text.append('\n').append(report.summary()).append('\n').toString();
    }

    private String samples() {
        Timing timing = report.timing();
        return "Median of " + timing.samples() + (timing.samples() == 1 ? " sample" : " samples")
                + ", each in a process of its own: the best of up to " + timing.rounds() + " rounds after "
                + timing.warmUpMillis() + " ms of warm-up.";
    }

    private void section(String title, String explanation, Results results, Function<Results, TextTable> table) {
        if (!results.guests().isEmpty()) {
            heading(title);
            paragraph(explanation);
            TextTable made = table.apply(results);
            text.append(markdown ? made.markdown() : made.plain());
        }
    }

    private void heading(String title) {
        text.append('\n').append(markdown ? "## " + title + "\n\n" : title.toUpperCase(Locale.ROOT) + "\n");
    }

    private void paragraph(String words) {
        text.append(words).append(markdown ? "\n\n" : "\n");
    }

    private void item(String words) {
        text.append(markdown ? "- " : "  ").append(words).append('\n');
    }
}
