package org.amphora.api;

import java.util.Objects;

/** The type of a global: type of its value, and whether it can be set (WebAssembly 3.0, section 2.3.14). Immutable. */
public final class GlobalType implements ExternType {
    private final ValueType value;
    private final boolean mutable;

    private GlobalType(ValueType value, boolean mutable) {
        this.value = Objects.requireNonNull(value, "value");
        this.mutable = mutable;
    }

    /** A constant of type {@code value}. */
    public static GlobalType constant(ValueType value) {
        return new GlobalType(value, false);
    }

    /** A variable of type {@code value}. */
    public static GlobalType variable(ValueType value) {
        return new GlobalType(value, true);
    }

    /** The type of the value. */
    public ValueType value() {
        return value;
    }

    /** Whether the global can be set. */
    public boolean mutable() {
        return mutable;
    }

    @Override
    public String kind() {
        return "global";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GlobalType that && mutable == that.mutable && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode() * 2 + (mutable ? 1 : 0);
    }

    /** As in the text format: {@code global i32} or {@code global (mut i32)}. */
    @Override
    public String toString() {
        return "global " + (mutable ? "(mut " + value + ")" : value.toString());
    }
}
