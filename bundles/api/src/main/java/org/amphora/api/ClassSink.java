package org.amphora.api;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/** Takes the classes that an engine generates, to be kept for a {@link ClassSource}. */
@ConsumerType
@FunctionalInterface
public interface ClassSink {
    /**
     * Takes a class, or what belongs to the classes of a module.
     *
     * @param name a relative path with {@code /} between its parts; each comes once
     */
    void write(String name, byte[] content) throws IOException;
}
