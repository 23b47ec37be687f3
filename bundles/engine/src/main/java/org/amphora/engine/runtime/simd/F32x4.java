package org.amphora.engine.runtime.simd;

/**
 * Vectors of four floats, and their way from and to halves. Arithmetic is that of floats, lane by lane; comparisons give
 * the half of a mask that belongs to two lanes.
 */
public final class F32x4 {
    private F32x4() {}

    /** The lower float of a half. */
    public static float first(long half) {
        return Float.intBitsToFloat((int) half);
    }

    /** The upper float of a half. */
    public static float second(long half) {
        return Float.intBitsToFloat((int) (half >>> 32));
    }

    /** The half of two floats. */
    public static long pack(float first, float second) {
        return I32x4.pack(Float.floatToRawIntBits(first), Float.floatToRawIntBits(second));
    }

    private static long mask(boolean first, boolean second) {
        return (first ? 0xFFFF_FFFFL : 0) | (second ? 0xFFFF_FFFFL << 32 : 0);
    }

    /** {@code f32x4.pmin} of one lane. */
    public static float pmin(float a, float b) {
        return b < a ? b : a;
    }

    /** {@code f32x4.pmax} of one lane. */
    public static float pmax(float a, float b) {
        return a < b ? b : a;
    }

    /** {@code f32x4.eq} of two lanes. */
    public static long eq(float a0, float b0, float a1, float b1) {
        return mask(a0 == b0, a1 == b1);
    }

    /** {@code f32x4.ne} of two lanes. */
    public static long ne(float a0, float b0, float a1, float b1) {
        return mask(a0 != b0, a1 != b1);
    }

    /** {@code f32x4.lt} of two lanes. */
    public static long lt(float a0, float b0, float a1, float b1) {
        return mask(a0 < b0, a1 < b1);
    }

    /** {@code f32x4.gt} of two lanes. */
    public static long gt(float a0, float b0, float a1, float b1) {
        return mask(a0 > b0, a1 > b1);
    }

    /** {@code f32x4.le} of two lanes. */
    public static long le(float a0, float b0, float a1, float b1) {
        return mask(a0 <= b0, a1 <= b1);
    }

    /** {@code f32x4.ge} of two lanes. */
    public static long ge(float a0, float b0, float a1, float b1) {
        return mask(a0 >= b0, a1 >= b1);
    }
}
