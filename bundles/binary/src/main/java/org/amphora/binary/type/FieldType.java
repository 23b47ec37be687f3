package org.amphora.binary.type;

import org.amphora.api.NumberType;
import org.amphora.api.ValueType;

/**
 * A field of a structure, or the elements of an array: how it is stored, and whether it can be set (WebAssembly 3.0,
 * section 2.3.8, <i>Field Types</i>). Immutable.
 */
public final class FieldType {
    private final ValueType value;
    private final int packedBits;
    private final boolean mutable;

    private FieldType(ValueType value, int packedBits, boolean mutable) {
        this.value = value;
        this.packedBits = packedBits;
        this.mutable = mutable;
    }

    /** A field that holds values of type {@code value}. */
    public static FieldType of(ValueType value, boolean mutable) {
        return new FieldType(value, 0, mutable);
    }

    /** A field that holds the low 8 or 16 bits of an i32. */
    public static FieldType packed(int bits, boolean mutable) {
        return new FieldType(NumberType.I32, bits, mutable);
    }

    /** The type of the values that are read from and written to the field: i32 for a packed one. */
    public ValueType value() {
        return value;
    }

    /** 8 or 16 for a packed field, else 0. */
    public int packedBits() {
        return packedBits;
    }

    /** Whether the field can be set. */
    public boolean mutable() {
        return mutable;
    }

    /** As in the text format: {@code i8} or {@code (mut i32)}. */
    @Override
    public String toString() {
        String storage = packedBits == 0 ? value.toString() : "i" + packedBits;
        return mutable ? "(mut " + storage + ")" : storage;
    }
}
