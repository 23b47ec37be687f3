package org.amphora.benchmarks.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The guest's source as a program of the machine. Compiled when first needed, and again when a source is newer.
 *
 * @param guests where {@code build.sh} and the sources are
 * @param programs where the programs go
 * @param compiler the C compiler
 */
record NativeContender(String name, String description, Path guests, Path programs, String compiler)
        implements Contender {
    private static final int BUILD_SECONDS = 1_800; // a function of a megabyte takes a C compiler minutes
    private static final int WARM_UP_MILLIS = 100;

    @Override
    public List<String> command(Workload workload) throws IOException {
        Path program = programs.resolve(workload.name());
        if (!Files.exists(program)
                || newestSource(workload) > Files.getLastModifiedTime(program).toMillis()) {
            List<String> build = List.of(
                    guests.resolve("build.sh").toString(), "native", compiler, programs.toString(), workload.name());
            Processes.output(build, BUILD_SECONDS);
        }
        return List.of(program.toString(), String.valueOf(workload.n()));
    }

    /** Caches and branch predictors are all there is to warm up. */
    @Override
    public Timing adapt(Timing timing) {
        int warmUpMillis = Math.min(timing.warmUpMillis(), WARM_UP_MILLIS);
        return new Timing(timing.samples(), warmUpMillis, timing.rounds(), timing.measureMillis());
    }

    @Override
    public boolean runs(Workload workload) {
        return Files.exists(source(workload, ".c")) || Files.exists(source(workload, ".rs"));
    }

    /** Only modules of theirs are there. */
    @Override
    public boolean runsScripts() {
        return false;
    }

    private long newestSource(Workload workload) throws IOException {
        long newest = 0;
        for (Path source : List.of(
                source(workload, ".c"),
                source(workload, ".rs"),
                guests.resolve("src/guest.h"),
                guests.resolve("src/interp.h"),
                guests.resolve("native.c"),
                guests.resolve("build.sh"))) {
            if (Files.exists(source)) {
                newest = Math.max(newest, Files.getLastModifiedTime(source).toMillis());
            }
        }
        return newest;
    }

    private Path source(Workload workload, String ending) {
        return guests.resolve("src").resolve(workload.name() + ending);
    }
}
