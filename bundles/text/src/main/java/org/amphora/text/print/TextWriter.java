package org.amphora.text.print;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.amphora.api.InvalidModuleException;

/** Writes indented lines. What is written between {@link #line} and the next one stands on the same line. */
final class TextWriter {
    private static final int INDENTATION = 2;
    /** Deeper lines are not indented any further: a module with deep blocks would be mostly space. */
    private static final int MAX_INDENTED = 50;

    private static final String[] INDENTATIONS = new String[MAX_INDENTED + 1];

    static {
        Arrays.setAll(INDENTATIONS, indented -> "\n" + " ".repeat(INDENTATION * indented));
    }

    private final Appendable out;
    private final long limit;
    private long written;
    private int depth;
    /** The depth at which the present line begins. */
    private int lineDepth;

    /** Writes at most {@code limit} characters. */
    TextWriter(Appendable out, long limit) {
        this.out = out;
        this.limit = limit;
    }

    /** Begins a new line with {@code text}. */
    TextWriter line(String text) {
        lineDepth = depth;
        return add(INDENTATIONS[Math.max(0, Math.min(depth, MAX_INDENTED))]).add(text);
    }

    /** Goes on with {@code text}. */
    TextWriter add(CharSequence text) {
        written += text.length();
        if (written > limit) {
            throw new InvalidModuleException(
                    "text too long: of a module of this size, at most " + limit + " characters are written");
        }
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

    /** Undoes one {@link #indent} and closes the parenthesis in front of it: on a line of its own if lines came between. */
    void close() {
        outdent();
        if (lineDepth > depth) {
            line(")");
        } else {
            add(")");
        }
    }
}
