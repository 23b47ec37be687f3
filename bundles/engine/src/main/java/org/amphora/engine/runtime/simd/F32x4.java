package org.amphora.engine.runtime.simd;

import org.amphora.engine.runtime.Numerics;

/** Halves of vectors of four floats. */
public final class F32x4 {
    private static final long SIGNS = 0x8000_0000_8000_0000L;

    private F32x4() {}

    static float first(long half) {
        return Float.intBitsToFloat((int) half);
    }

    static float second(long half) {
        return Float.intBitsToFloat((int) (half >>> 32));
    }

    static long pack(float first, float second) {
        return I32x4.pack(Float.floatToRawIntBits(first), Float.floatToRawIntBits(second));
    }

    private static long mask(boolean first, boolean second) {
        return (first ? 0xFFFF_FFFFL : 0) | (second ? 0xFFFF_FFFFL << 32 : 0);
    }

    /** {@code f32x4.splat}: both halves. */
    public static long splat(float value) {
        return pack(value, value);
    }

    /** {@code f32x4.extract_lane}. */
    public static float extractLane(long half, int lane) {
        return Float.intBitsToFloat(I32x4.extractLane(half, lane));
    }

    /** {@code f32x4.replace_lane}. */
    public static long replaceLane(long half, float value, int lane) {
        return I32x4.replaceLane(half, Float.floatToRawIntBits(value), lane);
    }

    /** {@code f32x4.abs}. */
    public static long abs(long a) {
        return a & ~SIGNS;
    }

    /** {@code f32x4.neg}. */
    public static long neg(long a) {
        return a ^ SIGNS;
    }

    /** {@code f32x4.ceil}. */
    public static long ceil(long a) {
        return pack(Numerics.f32Ceil(first(a)), Numerics.f32Ceil(second(a)));
    }

    /** {@code f32x4.floor}. */
    public static long floor(long a) {
        return pack(Numerics.f32Floor(first(a)), Numerics.f32Floor(second(a)));
    }

    /** {@code f32x4.trunc}. */
    public static long trunc(long a) {
        return pack(Numerics.f32Trunc(first(a)), Numerics.f32Trunc(second(a)));
    }

    /** {@code f32x4.nearest}. */
    public static long nearest(long a) {
        return pack(Numerics.f32Nearest(first(a)), Numerics.f32Nearest(second(a)));
    }

    /** {@code f32x4.sqrt}. */
    public static long sqrt(long a) {
        return pack(Numerics.f32Sqrt(first(a)), Numerics.f32Sqrt(second(a)));
    }

    /** {@code f32x4.add}. */
    public static long add(long a, long b) {
        return pack(first(a) + first(b), second(a) + second(b));
    }

    /** {@code f32x4.sub}. */
    public static long sub(long a, long b) {
        return pack(first(a) - first(b), second(a) - second(b));
    }

    /** {@code f32x4.mul}. */
    public static long mul(long a, long b) {
        return pack(first(a) * first(b), second(a) * second(b));
    }

    /** {@code f32x4.div}. */
    public static long div(long a, long b) {
        return pack(first(a) / first(b), second(a) / second(b));
    }

    /** {@code f32x4.min}. */
    public static long min(long a, long b) {
        return pack(Numerics.f32Min(first(a), first(b)), Numerics.f32Min(second(a), second(b)));
    }

    /** {@code f32x4.max}. */
    public static long max(long a, long b) {
        return pack(Numerics.f32Max(first(a), first(b)), Numerics.f32Max(second(a), second(b)));
    }

    /** {@code f32x4.pmin}. */
    public static long pmin(long a, long b) {
        return Swar.choose(b, a, lt(b, a));
    }

    /** {@code f32x4.pmax}. */
    public static long pmax(long a, long b) {
        return Swar.choose(b, a, lt(a, b));
    }

    /** {@code f32x4.eq}. */
    public static long eq(long a, long b) {
        return mask(first(a) == first(b), second(a) == second(b));
    }

    /** {@code f32x4.ne}. */
    public static long ne(long a, long b) {
        return mask(first(a) != first(b), second(a) != second(b));
    }

    /** {@code f32x4.lt}. */
    public static long lt(long a, long b) {
        return mask(first(a) < first(b), second(a) < second(b));
    }

    /** {@code f32x4.gt}. */
    public static long gt(long a, long b) {
        return mask(first(a) > first(b), second(a) > second(b));
    }

    /** {@code f32x4.le}. */
    public static long le(long a, long b) {
        return mask(first(a) <= first(b), second(a) <= second(b));
    }

    /** {@code f32x4.ge}. */
    public static long ge(long a, long b) {
        return mask(first(a) >= first(b), second(a) >= second(b));
    }

    /** {@code f32x4.relaxed_madd}: rounded twice. */
    public static long relaxedMadd(long a, long b, long c) {
        return add(mul(a, b), c);
    }

    /** {@code f32x4.relaxed_nmadd}: rounded twice. */
    public static long relaxedNmadd(long a, long b, long c) {
        return sub(c, mul(a, b));
    }

    /** {@code f32x4.convert_i32x4_s}. */
    public static long convertI32x4S(long a) {
        return pack((float) (int) a, (float) (int) (a >> 32));
    }

    /** {@code f32x4.convert_i32x4_u}. */
    public static long convertI32x4U(long a) {
        return pack(Numerics.f32ConvertI32U((int) a), Numerics.f32ConvertI32U((int) (a >> 32)));
    }

    /** {@code f32x4.demote_f64x2_zero}: the low half; the high one is zero. */
    public static long demoteF64x2Zero(long low, long high) {
        return pack((float) Double.longBitsToDouble(low), (float) Double.longBitsToDouble(high));
    }
}
