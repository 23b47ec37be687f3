package org.amphora.api;

import java.util.OptionalLong;

/**
 * Least and greatest size of a memory (in pages) or table (in elements) (WebAssembly 3.0, section 2.3.11). Sizes are
 * unsigned 64-bit numbers. Immutable; compares by value.
 */
public final class Limits {
    private final long min;
    private final boolean bounded;
    private final long max;

    private Limits(long min, boolean bounded, long max) {
        this.min = min;
        this.bounded = bounded;
        this.max = max;
    }

    /** At least {@code min}, without an upper bound of its own. */
    public static Limits atLeast(long min) {
        return new Limits(min, false, 0);
    }

    /** From {@code min} to {@code max}. That {@code max} is not below {@code min} is checked where the limits are used. */
    public static Limits of(long min, long max) {
        return new Limits(min, true, max);
    }

    /** The least size. */
    public long min() {
        return min;
    }

    /** The greatest size, if there is one. */
    public OptionalLong max() {
        return bounded ? OptionalLong.of(max) : OptionalLong.empty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Limits that && min == that.min && bounded == that.bounded && max == that.max;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(min * 31 + max);
    }

    /** As in the text format: {@code 1} or {@code 1 16}. */
    @Override
    public String toString() {
        return Long.toUnsignedString(min) + (bounded ? " " + Long.toUnsignedString(max) : "");
    }
}
