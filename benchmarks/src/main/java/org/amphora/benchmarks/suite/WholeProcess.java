package org.amphora.benchmarks.suite;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A peer whose processes are measured from outside: with the start of the JVM, and with nothing in them that measures. The
 * line of the shell stands behind that of the worker.
 *
 * @param contender what is measured
 */
record WholeProcess(Contender contender) implements Contender {
    private static final String MEASURE = "TIMEFORMAT='user=%3U system=%3S'; exec 3>&2; { time \"$@\" 2>&3; } 2>&1";

    @Override
    public String name() {
        return contender.name();
    }

    @Override
    public String description() {
        return contender.description();
    }

    @Override
    public List<String> command(Workload workload) throws IOException {
        List<String> command = new ArrayList<>(List.of("bash", "-c", MEASURE, "bash"));
        command.addAll(contender.command(workload));
        return command;
    }

    @Override
    public Timing adapt(Timing timing) {
        return contender.adapt(timing);
    }

    @Override
    public boolean runs(Workload workload) {
        return contender.runs(workload);
    }

    @Override
    public boolean runsScripts() {
        return contender.runsScripts();
    }
}
