package org.amphora.engine.runtime.simd;

/** Vectors as bits, whatever their lanes. What the JVM has an instruction for is not here. */
public final class V128 {
    private V128() {}

    /** {@code v128.not}. */
    public static long not(long a) {
        return ~a;
    }

    /** {@code v128.andnot}. */
    public static long andnot(long a, long b) {
        return a & ~b;
    }

    /** {@code v128.bitselect}. */
    public static long bitselect(long a, long b, long mask) {
        return Swar.choose(a, b, mask);
    }

    /** {@code v128.any_true}. */
    public static int anyTrue(long low, long high) {
        return (low | high) != 0 ? 1 : 0;
    }
}
