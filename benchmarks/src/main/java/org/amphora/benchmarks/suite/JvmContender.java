package org.amphora.benchmarks.suite;

import java.util.ArrayList;
import java.util.List;

/**
 * An engine that runs in a JVM.
 *
 * @param java the JVM's command
 * @param options those of the JVM
 * @param classPath where the worker and the peer are
 * @param peer the class that adapts the engine
 * @param warmUps how many times as long as others it warms up
 */
record JvmContender(
        String name, String description, String java, List<String> options, String classPath, String peer, int warmUps)
        implements Contender {
    private static final String WORKER = "org.amphora.benchmarks.worker.Worker";

    /** The same with another option. */
    JvmContender with(String option) {
        List<String> more = new ArrayList<>(options);
        more.add(option);
        return new JvmContender(name, description, java, List.copyOf(more), classPath, peer, warmUps);
    }

    @Override
    public Timing adapt(Timing timing) {
        return timing.warmedUp(warmUps);
    }

    @Override
    public List<String> command(Workload workload) {
        List<String> command = new ArrayList<>();
        command.add(java);
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, WORKER, peer));
        command.addAll(List.of(workload.wasm().toString(), String.valueOf(workload.n())));
        return command;
    }
}
