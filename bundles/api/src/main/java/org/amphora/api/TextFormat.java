package org.amphora.api;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Turns modules in the text format (WebAssembly 3.0, chapter 6) into the binary format. Thread-safe.
 *
 * <pre>{@code
 * byte[] binary = TextFormat.find().orElseThrow().toBinary(Files.readAllBytes(Path.of("add.wat")));
 * }</pre>
 *
 * An {@link Engine} uses it by itself: {@link Engine#compile(byte[])} takes either format. In OSGi the text format is a
 * service; {@link #find()} is for plain Java.
 */
@ProviderType
public interface TextFormat {
    /** What may be different. */
    enum Option {
        /** Writes no custom section with the names that the text uses; stack traces then show numbers. */
        WITHOUT_NAMES
    }

    /** The first text format that the class path or module path has: org.amphora.text brings it. */
    static Optional<TextFormat> find() {
        return org.amphora.api.spi.TextFormats.find();
    }

    /**
     * Parses a module. Whether it is valid is not checked.
     *
     * @param text UTF-8: {@code (module …)}, or only what would stand in it
     * @return a new array
     * @throws MalformedModuleException if the text is no module; it knows line and column
     */
    byte[] toBinary(byte[] text, Option... options);
}
