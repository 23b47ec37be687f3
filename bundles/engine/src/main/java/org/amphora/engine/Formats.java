package org.amphora.engine;

import java.util.Optional;
import java.util.function.Supplier;
import org.amphora.api.MalformedModuleException;
import org.amphora.api.TextFormat;

/** Tells the binary format and the text format apart, and has the latter turned into the former. Thread-safe. */
final class Formats {
    private final Supplier<Optional<TextFormat>> textFormat;

    /** Looks for the text format as any program may. */
    static final class Found implements Supplier<Optional<TextFormat>> {
        @Override
        public Optional<TextFormat> get() {
            return TextFormat.find();
        }
    }

    /** @param textFormat asked whenever a text comes */
    Formats(Supplier<Optional<TextFormat>> textFormat) {
        this.textFormat = textFormat;
    }

    /** A module in the binary format, in an array that nobody else has. */
    byte[] binary(byte[] bytes) {
        if (!TextFormat.isText(bytes)) {
            return bytes.clone();
        }
        return textFormat
                .get()
                .orElseThrow(() -> new MalformedModuleException(
                        "magic header not detected: the module is in the text format, which the bundle org.amphora.text"
                                + " reads: install it, or put its jar on the class path or module path",
                        0))
                .toBinary(bytes);
    }
}
