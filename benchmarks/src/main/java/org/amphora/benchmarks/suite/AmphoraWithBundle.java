package org.amphora.benchmarks.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.amphora.api.Engine;
import org.amphora.api.WasmModule;

/** Amphora that runs what {@code ./amphora compile} makes of a guest: the file that the property {@value #BUNDLE} names. */
public final class AmphoraWithBundle extends AmphoraPeer {
    static final String BUNDLE = "amphora.bench.bundle";

    /** For {@code Worker}. */
    public AmphoraWithBundle() {}

    @Override
    WasmModule compile(Engine engine, byte[] wasm) {
        try {
            return engine.compile(Path.of(System.getProperty(BUNDLE)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
