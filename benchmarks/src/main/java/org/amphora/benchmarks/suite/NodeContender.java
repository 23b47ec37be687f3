package org.amphora.benchmarks.suite;

import java.nio.file.Path;
import java.util.List;

/**
 * V8, in Node.
 *
 * @param script {@code v8.mjs}
 */
record NodeContender(String name, String description, Path script) implements Contender {
    @Override
    public List<String> command(Workload workload) {
        return List.of("node", script.toString(), workload.wasm().toString(), String.valueOf(workload.n()));
    }
}
