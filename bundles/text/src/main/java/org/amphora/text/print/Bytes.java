package org.amphora.text.print;

/** Prints bytes as strings, so many on a line that it stays readable. */
final class Bytes {
    private static final int ON_A_LINE = 64;

    private Bytes() {}

    /** The bytes from {@code from} to before {@code to}: behind a space if they fit the line, else on lines of their own. */
    static void print(byte[] bytes, int from, int to, TextWriter out) {
        if (to - from <= ON_A_LINE) {
            out.add(" ").add(Literals.string(bytes, from, to));
            return;
        }
        for (int i = from; i < to; i += ON_A_LINE) {
            out.line(Literals.string(bytes, i, Math.min(to, i + ON_A_LINE)));
        }
    }
}
