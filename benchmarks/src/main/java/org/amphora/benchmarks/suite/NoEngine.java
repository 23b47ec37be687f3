package org.amphora.benchmarks.suite;

import java.util.List;
import org.amphora.benchmarks.worker.Exports;
import org.amphora.benchmarks.worker.Import;
import org.amphora.benchmarks.worker.ImportedMemory;
import org.amphora.benchmarks.worker.Peer;

/** No engine at all: what a JVM takes that does nothing. It answers what the property {@value #ANSWER} says. */
public final class NoEngine implements Peer {
    static final String ANSWER = "amphora.bench.answer";

    /** For {@code Worker}. */
    public NoEngine() {}

    @Override
    public Guest load(byte[] wasm) {
        return new Answer();
    }

    @Override
    public Exports link(byte[] wasm, List<Import> imports, ImportedMemory memory) {
        throw new UnsupportedOperationException("without an engine no script has anything to call");
    }

    private static final class Answer implements Guest {
        @Override
        public long run(int n) {
            return Long.getLong(ANSWER);
        }
    }
}
