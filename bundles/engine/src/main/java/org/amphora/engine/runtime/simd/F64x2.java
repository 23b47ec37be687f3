package org.amphora.engine.runtime.simd;

import org.amphora.engine.runtime.Numerics;

/** Halves of vectors of two doubles. */
public final class F64x2 {
    private F64x2() {}

    private static double value(long half) {
        return Double.longBitsToDouble(half);
    }

    private static long half(double value) {
        return Double.doubleToRawLongBits(value);
    }

    private static long mask(boolean condition) {
        return condition ? -1 : 0;
    }

    /** {@code f64x2.splat}: both halves. */
    public static long splat(double value) {
        return half(value);
    }

    /** {@code f64x2.extract_lane}; a half has one lane. */
    public static double extractLane(long half, int lane) {
        return value(half);
    }

    /** {@code f64x2.replace_lane}; a half has one lane. */
    public static long replaceLane(long half, double value, int lane) {
        return half(value);
    }

    /** {@code f64x2.abs}. */
    public static long abs(long a) {
        return a & Long.MAX_VALUE;
    }

    /** {@code f64x2.neg}. */
    public static long neg(long a) {
        return a ^ Long.MIN_VALUE;
    }

    /** {@code f64x2.ceil}. */
    public static long ceil(long a) {
        return half(Numerics.f64Ceil(value(a)));
    }

    /** {@code f64x2.floor}. */
    public static long floor(long a) {
        return half(Numerics.f64Floor(value(a)));
    }

    /** {@code f64x2.trunc}. */
    public static long trunc(long a) {
        return half(Numerics.f64Trunc(value(a)));
    }

    /** {@code f64x2.nearest}. */
    public static long nearest(long a) {
        return half(Numerics.f64Nearest(value(a)));
    }

    /** {@code f64x2.sqrt}. */
    public static long sqrt(long a) {
        return half(Numerics.f64Sqrt(value(a)));
    }

    /** {@code f64x2.add}. */
    public static long add(long a, long b) {
        return half(value(a) + value(b));
    }

    /** {@code f64x2.sub}. */
    public static long sub(long a, long b) {
        return half(value(a) - value(b));
    }

    /** {@code f64x2.mul}. */
    public static long mul(long a, long b) {
        return half(value(a) * value(b));
    }

    /** {@code f64x2.div}. */
    public static long div(long a, long b) {
        return half(value(a) / value(b));
    }

    /** {@code f64x2.min}. */
    public static long min(long a, long b) {
        return half(Numerics.f64Min(value(a), value(b)));
    }

    /** {@code f64x2.max}. */
    public static long max(long a, long b) {
        return half(Numerics.f64Max(value(a), value(b)));
    }

    /** {@code f64x2.pmin}. */
    public static long pmin(long a, long b) {
        return value(b) < value(a) ? b : a;
    }

    /** {@code f64x2.pmax}. */
    public static long pmax(long a, long b) {
        return value(a) < value(b) ? b : a;
    }

    /** {@code f64x2.eq}. */
    public static long eq(long a, long b) {
        return mask(value(a) == value(b));
    }

    /** {@code f64x2.ne}. */
    public static long ne(long a, long b) {
        return mask(value(a) != value(b));
    }

    /** {@code f64x2.lt}. */
    public static long lt(long a, long b) {
        return mask(value(a) < value(b));
    }

    /** {@code f64x2.gt}. */
    public static long gt(long a, long b) {
        return mask(value(a) > value(b));
    }

    /** {@code f64x2.le}. */
    public static long le(long a, long b) {
        return mask(value(a) <= value(b));
    }

    /** {@code f64x2.ge}. */
    public static long ge(long a, long b) {
        return mask(value(a) >= value(b));
    }

    /** {@code f64x2.relaxed_madd}: rounded twice. */
    public static long relaxedMadd(long a, long b, long c) {
        return half(value(a) * value(b) + value(c));
    }

    /** {@code f64x2.relaxed_nmadd}: rounded twice. */
    public static long relaxedNmadd(long a, long b, long c) {
        return half(value(c) - value(a) * value(b));
    }

    /** Lane 0 of a half of signed 32-bit numbers. */
    public static long convertLowS(long ints) {
        return half((int) ints);
    }

    /** Lane 1 of a half of signed 32-bit numbers. */
    public static long convertHighS(long ints) {
        return half((int) (ints >> 32));
    }

    /** Lane 0 of a half of unsigned 32-bit numbers. */
    public static long convertLowU(long ints) {
        return half((double) (ints & 0xFFFF_FFFFL));
    }

    /** Lane 1 of a half of unsigned 32-bit numbers. */
    public static long convertHighU(long ints) {
        return half((double) (ints >>> 32));
    }
}
