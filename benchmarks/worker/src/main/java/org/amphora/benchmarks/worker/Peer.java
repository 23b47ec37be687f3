package org.amphora.benchmarks.worker;

import java.util.List;

/** An engine, as the benchmarks see it. Implementations have a public constructor without parameters. */
public interface Peer {
    /**
     * Compiles and instantiates a guest. What it may import are five functions of module {@code env}: {@code add (i32, i32)
     * -> i32} and {@code six (i64, i64, i64, i64, i64, i64) -> i64}, which add their parameters, {@code reset () -> ()},
     * {@code tick () -> ()} and {@code ticks () -> i32}, which begin, go on and tell of a {@link Ticks}.
     *
     * @param wasm the module; it exports a function {@code run (i32) -> i64}
     */
    Guest load(byte[] wasm);

    /**
     * Compiles and instantiates a guest for its script.
     *
     * @param imports its host functions
     * @param memory what it imports, or null
     */
    Exports link(byte[] wasm, List<Import> imports, ImportedMemory memory);

    /** An instance of a guest. */
    @FunctionalInterface
    interface Guest {
        /** Does {@code n} times the work of the guest and returns its checksum. */
        long run(int n);
    }
}
