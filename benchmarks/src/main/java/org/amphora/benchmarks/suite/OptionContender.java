package org.amphora.benchmarks.suite;

import java.io.IOException;
import java.util.List;

/**
 * An engine in a JVM with an option that depends on the guest.
 *
 * @param contender all but the option
 * @param option makes it
 */
record OptionContender(JvmContender contender, Option option) implements Contender {
    /** What makes an option of a JVM for a guest. */
    @FunctionalInterface
    interface Option {
        /**
         * The option.
         *
         * @throws IOException if something had to be built for it, and could not
         */
        String of(Workload workload) throws IOException;
    }

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
        return contender.with(option.of(workload)).command(workload);
    }

    @Override
    public boolean runsScripts() {
        return contender.runsScripts();
    }
}
