package org.amphora.benchmarks.suite;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Takes the samples: each guest in each peer in turn, and that again, so that a slow minute of the machine hits all alike. */
final class Sampling {
    private static final int TIMEOUT_SECONDS = 180;

    private final PrintStream progress;

    /** Tells of its progress, a line for each guest. */
    Sampling(PrintStream progress) {
        this.progress = progress;
    }

    /**
     * Runs all guests in all peers.
     *
     * @param figure see {@link Results}
     */
    Results run(
            String section,
            List<Workload> workloads,
            List<Contender> contenders,
            Timing timing,
            ToDoubleFunction<Cell> figure) {
        Results results = new Results(contenders.stream().map(Contender::name).toList(), figure);
        for (int i = 0; i < timing.samples(); i++) {
            for (Workload workload : workloads) {
                progress.println(section + ", sample " + (i + 1) + " of " + timing.samples() + ": " + workload.name());
                for (Contender contender : contenders) {
                    Cell cell = results.cell(workload, contender.name());
                    if (contender.runs(workload) && !cell.failed()) {
                        sample(workload, contender, timing, cell);
                    }
                }
            }
        }
        return results;
    }

    private static void sample(Workload workload, Contender contender, Timing timing, Cell cell) {
        try {
            List<String> command = new ArrayList<>(contender.command(workload));
            command.addAll(contender.adapt(timing).arguments());
            Sample sample = Sample.parse(Processes.output(command, TIMEOUT_SECONDS));
            String wrong = sample.wrong(workload.checksum());
            if (wrong == null) {
                cell.add(sample);
            } else {
                cell.differ(wrong);
            }
        } catch (IOException | IllegalArgumentException e) {
            cell.fail(e.getMessage());
        }
    }
}
