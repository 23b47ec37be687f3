package org.amphora.engine.compile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Tells engines apart whose generated code may differ. */
final class EngineIdentity {
    /** The digest of the engine's classes, which the build writes beside them. */
    private static final String RESOURCE = "identity";

    private EngineIdentity() {}

    /** The identity of this engine. */
    static String get() {
        try (InputStream in = EngineIdentity.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the engine has no resource " + RESOURCE
                        + ", by which its generated classes are told from those of other engines; its build writes it");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("the identity of the engine cannot be read", e);
        }
    }
}
