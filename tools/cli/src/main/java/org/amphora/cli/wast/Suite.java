package org.amphora.cli.wast;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.amphora.api.Engine;

/** Runs many scripts, as many at a time as there are processors, each with an engine of its own. */
public final class Suite implements AutoCloseable {
    private final ExecutorService threads =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), Suite::thread);
    private final Supplier<Engine> engines;

    /** A suite whose engines {@code engines} makes. */
    public Suite(Supplier<Engine> engines) {
        this.engines = engines;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "wast");
        thread.setDaemon(true);
        return thread;
    }

    /** Starts all of {@code scripts}; the runs are in the same order. */
    public List<Run> start(List<Script> scripts) {
        List<Run> runs = new ArrayList<>();
        for (Script script : scripts) {
            runs.add(new Run(script, threads.submit(() -> run(script))));
        }
        return runs;
    }

    private Report run(Script script) throws IOException {
        try (Engine engine = engines.get()) {
            return script.run(engine);
        }
    }

    /** Gives up what has not begun. */
    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** A script that was started. */
    public static final class Run {
        private final Script script;
        private final Future<Report> report;

        Run(Script script, Future<Report> report) {
            this.script = script;
            this.report = report;
        }

        /** The script. */
        public Script script() {
            return script;
        }

        /**
         * Its report, once it has ended.
         *
         * @throws IOException if it cannot be read
         */
        public Report report() throws IOException, InterruptedException {
            try {
                return report.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof IOException io) {
                    throw io;
                }
                throw new IllegalStateException(script.name() + " could not be run", e.getCause());
            }
        }
    }
}
