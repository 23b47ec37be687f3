package org.amphora.benchmarks.suite;

import java.io.IOException;
import java.util.List;

/** A peer that takes part: knows the command that runs a worker in it. */
interface Contender {
    /** How it is called on the command line and in tables. */
    String name();

    /** What it is, with its version. */
    String description();

    /**
     * The command of a worker, without the arguments that say how long it runs.
     *
     * @throws IOException if something had to be built for it, and could not
     */
    List<String> command(Workload workload) throws IOException;

    /** As long as it must take here. */
    default Timing adapt(Timing timing) {
        return timing;
    }

    /** Whether it can run this guest at all. */
    default boolean runs(Workload workload) {
        return true;
    }

    /** Whether it can run guests of others. */
    default boolean runsScripts() {
        return true;
    }
}
