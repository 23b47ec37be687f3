package org.amphora.benchmarks.suite;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Takes the samples: each guest in each peer in turn, and that again, so that a slow minute of the machine hits all alike. */
final class Sampling {
    private static final int TIMEOUT_SECONDS = 180;

    private final PrintStream progress;

    Sampling(PrintStream progress) {
        this.progress = progress;
    }

    /** Runs all guests in all peers. */
    Results run(String title, List<Workload> workloads, List<Contender> contenders, Timing timing) {
        Results results = new Results(contenders.stream().map(Contender::name).toList());
        for (int i = 0; i < timing.samples(); i++) {
            for (Workload workload : workloads) {
                progress.print("\r" + pad(title + ": " + workload.name() + ", " + (i + 1) + " of " + timing.samples()));
                for (Contender contender : contenders) {
                    Cell cell = results.cell(workload.name(), contender.name());
                    if (contender.runs(workload) && !cell.failed()) {
                        sample(workload, contender, timing, cell);
                    }
                }
            }
        }
        progress.print("\r" + pad("") + "\r");
        return results;
    }

    private static void sample(Workload workload, Contender contender, Timing timing, Cell cell) {
        try {
            List<String> command = new ArrayList<>(contender.command(workload));
            command.addAll(timing.arguments());
            Sample sample = Sample.parse(Processes.output(command, TIMEOUT_SECONDS));
            if (sample.checksum() == workload.checksum()) {
                cell.add(sample);
            } else {
                cell.differ("answers " + sample.checksum() + " instead of " + workload.checksum());
            }
        } catch (IOException | IllegalArgumentException e) {
            cell.fail(e.getMessage());
        }
    }

    private static String pad(String text) {
        return String.format("%-60s", text);
    }
}
