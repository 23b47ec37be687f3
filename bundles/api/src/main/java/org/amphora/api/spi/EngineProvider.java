package org.amphora.api.spi;

import org.amphora.api.Engine;
import org.amphora.api.EngineConfig;
import org.osgi.annotation.versioning.ConsumerType;

/** Makes engines; found by {@link java.util.ServiceLoader}. Thread-safe. */
@ConsumerType
public interface EngineProvider {
    /** A new engine of its own. */
    Engine newEngine(EngineConfig config);
}
