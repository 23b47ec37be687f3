package org.amphora.benchmarks.suite;

import java.nio.file.Path;
import java.util.List;

/**
 * {@link NoEngine}, which reads a module that it makes nothing of, and no script.
 *
 * @param contender runs it
 * @param wasm what it reads
 */
record NoEngineContender(JvmContender contender, Path wasm) implements Contender {
    @Override
    public String name() {
        return contender.name();
    }

    @Override
    public String description() {
        return contender.description();
    }

    @Override
    public List<String> command(Workload workload) {
        return contender
                .with("-D" + NoEngine.ANSWER + "=" + workload.checksum())
                .command(new Workload(workload.name(), wasm, workload.n(), workload.checksum()));
    }
}
