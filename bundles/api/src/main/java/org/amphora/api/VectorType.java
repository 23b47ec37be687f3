package org.amphora.api;

/** A vector type (WebAssembly 3.0, section 2.3.2). */
public enum VectorType implements ValueType {
    /** 128 bits; two slots, low half first. */
    V128;

    @Override
    public int slots() {
        return 2;
    }

    @Override
    public char letter() {
        return 'v';
    }

    @Override
    public String toString() {
        return "v128";
    }
}
