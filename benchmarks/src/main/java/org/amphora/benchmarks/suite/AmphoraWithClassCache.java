package org.amphora.benchmarks.suite;

import java.nio.file.Path;
import org.amphora.api.Engine;
import org.amphora.api.EngineConfig;
import org.amphora.api.InstanceConfig;

/** Amphora that keeps the classes it generates in a folder, named by the property {@value #FOLDER}. */
public final class AmphoraWithClassCache extends AmphoraPeer {
    static final String FOLDER = "amphora.bench.classes";

    /** For {@code Worker}. */
    public AmphoraWithClassCache() {
        super(
                Engine.create(EngineConfig.defaults().classCache(Path.of(System.getProperty(FOLDER)))),
                InstanceConfig.defaults());
    }
}
