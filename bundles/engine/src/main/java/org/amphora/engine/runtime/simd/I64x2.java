package org.amphora.engine.runtime.simd;

/** Halves of vectors of two 64-bit numbers. What the JVM has an instruction for is not here. */
public final class I64x2 {
    private I64x2() {}

    private static long mask(boolean condition) {
        return condition ? -1 : 0;
    }

    /** {@code i64x2.splat}: both halves. */
    public static long splat(long value) {
        return value;
    }

    /** {@code i64x2.extract_lane}; a half has one lane. */
    public static long extractLane(long half, int lane) {
        return half;
    }

    /** {@code i64x2.replace_lane}; a half has one lane. */
    public static long replaceLane(long half, long value, int lane) {
        return value;
    }

    /** {@code i64x2.abs}. */
    public static long abs(long a) {
        return Math.abs(a);
    }

    /** {@code i64x2.eq}. */
    public static long eq(long a, long b) {
        return mask(a == b);
    }

    /** {@code i64x2.ne}. */
    public static long ne(long a, long b) {
        return mask(a != b);
    }

    /** {@code i64x2.lt_s}. */
    public static long ltS(long a, long b) {
        return mask(a < b);
    }

    /** {@code i64x2.gt_s}. */
    public static long gtS(long a, long b) {
        return mask(a > b);
    }

    /** {@code i64x2.le_s}. */
    public static long leS(long a, long b) {
        return mask(a <= b);
    }

    /** {@code i64x2.ge_s}. */
    public static long geS(long a, long b) {
        return mask(a >= b);
    }

    /** {@code i64x2.all_true}. */
    public static int allTrue(long low, long high) {
        return low != 0 && high != 0 ? 1 : 0;
    }

    /** {@code i64x2.bitmask}. */
    public static int bitmask(long low, long high) {
        return (int) (low >>> 63) | ((int) (high >>> 63) << 1);
    }

    /** Lane 0 of a half of 32-bit numbers, sign-extended. */
    public static long extendLowS(long ints) {
        return (int) ints;
    }

    /** Lane 1 of a half of 32-bit numbers, sign-extended. */
    public static long extendHighS(long ints) {
        return ints >> 32;
    }

    /** Lane 0 of a half of 32-bit numbers, zero-extended. */
    public static long extendLowU(long ints) {
        return ints & 0xFFFF_FFFFL;
    }

    /** Lane 1 of a half of 32-bit numbers, zero-extended. */
    public static long extendHighU(long ints) {
        return ints >>> 32;
    }

    /** The product of lane 0 of halves of signed 32-bit numbers. */
    public static long extmulLowS(long a, long b) {
        return extendLowS(a) * extendLowS(b);
    }

    /** The product of lane 1 of halves of signed 32-bit numbers. */
    public static long extmulHighS(long a, long b) {
        return extendHighS(a) * extendHighS(b);
    }

    /** The product of lane 0 of halves of unsigned 32-bit numbers. */
    public static long extmulLowU(long a, long b) {
        return extendLowU(a) * extendLowU(b);
    }

    /** The product of lane 1 of halves of unsigned 32-bit numbers. */
    public static long extmulHighU(long a, long b) {
        return extendHighU(a) * extendHighU(b);
    }
}
