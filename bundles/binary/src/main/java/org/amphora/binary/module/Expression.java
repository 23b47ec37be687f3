package org.amphora.binary.module;

/** A constant expression as a range of the module's bytes, its {@code end} included. Immutable. */
public final class Expression {
    private final int from;
    private final int to;

    /** The bytes from {@code from} to before {@code to}. */
    public Expression(int from, int to) {
        this.from = from;
        this.to = to;
    }

    /** The offset of the first instruction. */
    public int from() {
        return from;
    }

    /** The offset behind the {@code end}. */
    public int to() {
        return to;
    }
}
