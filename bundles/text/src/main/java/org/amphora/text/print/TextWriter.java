package org.amphora.text.print;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes indented lines. What is written between {@link #line} and the next one stands on the same line. */
final class TextWriter {
    private static final String INDENTATION = "  ";

    private final Appendable out;
    private int depth;

    TextWriter(Appendable out) {
        this.out = out;
    }

    /** Begins a new line with {@code text}. */
    TextWriter line(String text) {
        add("\n");
        for (int i = 0; i < depth; i++) {
            add(INDENTATION);
        }
        return add(text);
    }

    /** Goes on with {@code text}. */
    TextWriter add(CharSequence text) {
        try {
            out.append(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** The lines from here on stand further to the right. */
    void indent() {
        depth++;
    }

    /** Undoes one {@link #indent}. */
    void outdent() {
        depth--;
    }
}
