package org.amphora.benchmarks.suite;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Runs the comparison of swaps, which is a module of its own: it needs a framework and a peer. */
final class SwapRuns {
    private static final String MAIN = "org.amphora.benchmarks.swaps.SwapComparison";

    private final PeerModules modules;

    SwapRuns(PeerModules modules) {
        this.modules = modules;
    }

    /** Prints a table, and returns the exit code: 1 if a call failed in Amphora or saw two versions. */
    int compare(int swaps) throws IOException {
        Path target = modules.built("swaps", "bundles");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                target.resolve("classes") + File.pathSeparator + target.resolve("lib") + File.separator + "*",
                MAIN,
                target.toString(),
                String.valueOf(swaps));
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
