package org.amphora.api;

/**
 * A 31-bit integer as a reference: what {@code ref.i31} makes (WebAssembly 3.0, section 4.2.1, <i>Values</i>). Immutable;
 * compares by value, as {@code ref.eq} does.
 */
public final class I31 {
    private static final int SMALLEST_KEPT = -128;
    private static final int LARGEST_KEPT = 1023;
    private static final I31[] KEPT = new I31[LARGEST_KEPT - SMALLEST_KEPT + 1];

    static {
        for (int i = 0; i < KEPT.length; i++) {
            KEPT[i] = new I31(SMALLEST_KEPT + i);
        }
    }

    private final int value;

    private I31(int value) {
        this.value = value;
    }

    /** The low 31 bits of {@code value}; its highest bit is ignored. */
    public static I31 of(int value) {
        int signed = value << 1 >> 1;
        return signed >= SMALLEST_KEPT && signed <= LARGEST_KEPT ? KEPT[signed - SMALLEST_KEPT] : new I31(signed);
    }

    /** The number as a signed one, from -2^30 to 2^30-1: as {@code i31.get_s} reads it. */
    public int signed() {
        return value;
    }

    /** The number as an unsigned one, from 0 to 2^31-1: as {@code i31.get_u} reads it. */
    public int unsigned() {
        return value & Integer.MAX_VALUE;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof I31 that && value == that.value;
    }

    @Override
    public int hashCode() {
        return value;
    }

    /** Such as {@code i31 -1}. */
    @Override
    public String toString() {
        return "i31 " + value;
    }
}
