package org.amphora.api;

/** A number type (WebAssembly 3.0, section 2.3.1). */
public enum NumberType implements ValueType {
    /** 32-bit integer; Java's {@code int}. */
    I32('i'),
    /** 64-bit integer; Java's {@code long}. */
    I64('I'),
    /** 32-bit IEEE 754 number; Java's {@code float}. */
    F32('f'),
    /** 64-bit IEEE 754 number; Java's {@code double}. */
    F64('F');

    private final char letter;

    NumberType(char letter) {
        this.letter = letter;
    }

    @Override
    public int slots() {
        return 1;
    }

    @Override
    public char letter() {
        return letter;
    }

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
