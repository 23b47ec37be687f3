package org.amphora.benchmarks.suite;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A peer that runs each guest once before it is asked for a sample: what it keeps from run to run is then there. */
final class PreparedContender implements Contender {
    private static final int TIMEOUT_SECONDS = 180;

    private final Contender contender;
    private final Set<Workload> prepared = new HashSet<>();

    PreparedContender(Contender contender) {
        this.contender = contender;
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
        List<String> command = contender.command(workload);
        if (prepared.add(workload)) {
            List<String> once = new ArrayList<>(command);
            once.addAll(Timing.QUICK.cold().arguments());
            Processes.output(once, TIMEOUT_SECONDS);
        }
        return command;
    }
}
