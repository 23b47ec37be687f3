package org.amphora.api;

import java.io.IOException;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Turns modules in the text format (WebAssembly 3.0, chapter 6) into the binary format, and back. Thread-safe.
 *
 * <pre>{@code
 * byte[] binary = TextFormat.find().orElseThrow().toBinary(Files.readAllBytes(Path.of("add.wat")));
 * String text = TextFormat.find().orElseThrow().toText(binary);
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

    /**
     * Prints a module: a line for each instruction, indented by the blocks around it. Names from the name section become
     * identifiers; comments tell indices. {@link #toBinary} makes an equivalent module of the text; the same bytes, if
     * the module is encoded as {@link #toBinary} does it. Whether the module is valid is not checked: what it names and does
     * not have appears by its index.
     *
     * @param binary a module in the binary format
     * @throws MalformedModuleException if it is none; it knows the offset
     * @throws InvalidModuleException if the module names types that do not exist, exceeds a limit of the engine, or would
     *     become a very long text, as only hostile ones do: more than 256 characters for each byte and 64 Mi, or more than a
     *     string can hold
     */
    String toText(byte[] binary);

    /**
     * Prints a module as {@link #toText(byte[])} does, piece by piece, so that the text need not fit into memory.
     *
     * @param out where it goes; where an exception is thrown, what was printed before has been written
     * @throws IOException if {@code out} throws it
     */
    void toText(byte[] binary, Appendable out) throws IOException;

    /**
     * Tells the formats apart: whether, behind white space, something begins that only a text begins with, a parenthesis or
     * a comment. Neither this nor its contrary says that {@code bytes} are a module.
     */
    static boolean isText(byte[] bytes) {
        for (byte b : bytes) {
            switch (b) {
                case ' ', '\t', '\n', '\r' -> {}
                case '(', ';' -> {
                    return true;
                }
                default -> {
                    return false;
                }
            }
        }
        return false;
    }
}
