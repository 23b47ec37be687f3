package org.amphora.api;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Where classes lie that {@link WasmModule#generate} wrote: the engine takes them instead of generating them. What they do,
 * the JVM runs; so a source deserves the trust that is given to a jar on the class path. Must be thread-safe.
 */
@ConsumerType
@FunctionalInterface
public interface ClassSource {
    /**
     * The content that was written under {@code name}; null if there is none.
     *
     * @param name as {@link ClassSink} got it
     * @throws IOException if it cannot be read; it is generated anew then
     */
    byte[] read(String name) throws IOException;
}
