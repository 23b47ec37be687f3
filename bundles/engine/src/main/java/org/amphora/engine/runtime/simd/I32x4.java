package org.amphora.engine.runtime.simd;

import org.amphora.engine.runtime.Numerics;

/** Halves of vectors of four 32-bit numbers. */
public final class I32x4 {
    private static final long HIGH = 0x8000_0000_8000_0000L;
    private static final int WIDTH = 32;

    private I32x4() {}

    /** {@code i32x4.add}. */
    public static long add(long a, long b) {
        return Swar.add(a, b, HIGH);
    }

    /** {@code i32x4.sub}. */
    public static long sub(long a, long b) {
        return Swar.sub(a, b, HIGH);
    }

    /** {@code i32x4.neg}. */
    public static long neg(long a) {
        return Swar.sub(0, a, HIGH);
    }

    /** {@code i32x4.abs}. */
    public static long abs(long a) {
        return Swar.abs(a, HIGH, WIDTH);
    }

    /** All bits of each lane whose highest bit is set in {@code bits}: what comparisons, which give those, are defined to. */
    public static long spread(long bits) {
        return Swar.spread(bits, WIDTH);
    }

    /** {@code i32x4.eq}. */
    public static long eq(long a, long b) {
        return Swar.eq(a, b, HIGH);
    }

    /** {@code i32x4.ne}. */
    public static long ne(long a, long b) {
        return eq(a, b) ^ HIGH;
    }

    /** {@code i32x4.lt_s}. */
    public static long ltS(long a, long b) {
        return Swar.lessS(a, b, HIGH);
    }

    /** {@code i32x4.gt_s}. */
    public static long gtS(long a, long b) {
        return ltS(b, a);
    }

    /** {@code i32x4.le_s}. */
    public static long leS(long a, long b) {
        return ltS(b, a) ^ HIGH;
    }

    /** {@code i32x4.ge_s}. */
    public static long geS(long a, long b) {
        return ltS(a, b) ^ HIGH;
    }

    /** {@code i32x4.min_s}. */
    public static long minS(long a, long b) {
        return pack(Math.min((int) a, (int) b), Math.min((int) (a >> 32), (int) (b >> 32)));
    }

    /** {@code i32x4.max_s}. */
    public static long maxS(long a, long b) {
        return pack(Math.max((int) a, (int) b), Math.max((int) (a >> 32), (int) (b >> 32)));
    }

    /** {@code i32x4.lt_u}. */
    public static long ltU(long a, long b) {
        return Swar.lessU(a, b, HIGH);
    }

    /** {@code i32x4.gt_u}. */
    public static long gtU(long a, long b) {
        return ltU(b, a);
    }

    /** {@code i32x4.le_u}. */
    public static long leU(long a, long b) {
        return ltU(b, a) ^ HIGH;
    }

    /** {@code i32x4.ge_u}. */
    public static long geU(long a, long b) {
        return ltU(a, b) ^ HIGH;
    }

    /** {@code i32x4.min_u}. */
    public static long minU(long a, long b) {
        return Swar.choose(a, b, spread(ltU(a, b)));
    }

    /** {@code i32x4.max_u}. */
    public static long maxU(long a, long b) {
        return Swar.choose(b, a, spread(ltU(a, b)));
    }

    /** {@code i32x4.shl}. */
    public static long shl(long a, int count) {
        return Swar.shl(a, count & (WIDTH - 1), HIGH, WIDTH);
    }

    /** {@code i32x4.shr_s}. */
    public static long shrS(long a, int count) {
        return Swar.shrS(a, count & (WIDTH - 1), HIGH, WIDTH);
    }

    /** {@code i32x4.shr_u}. */
    public static long shrU(long a, int count) {
        return Swar.shrU(a, count & (WIDTH - 1), HIGH, WIDTH);
    }

    /** {@code i32x4.all_true}. */
    public static int allTrue(long low, long high) {
        return Swar.allTrue(low, HIGH) && Swar.allTrue(high, HIGH) ? 1 : 0;
    }

    /** {@code i32x4.bitmask}. */
    public static int bitmask(long low, long high) {
        return bits(low) | (bits(high) << 2);
    }

    private static int bits(long half) {
        return ((int) (half >>> 31) & 1) | ((int) (half >>> 63) << 1);
    }

    static long pack(int first, int second) {
        return (first & 0xFFFF_FFFFL) | ((long) second << 32);
    }

    /** {@code i32x4.splat}: both halves. */
    public static long splat(int value) {
        return pack(value, value);
    }

    /** {@code i32x4.extract_lane}. */
    public static int extractLane(long half, int lane) {
        return (int) (half >>> (lane << 5));
    }

    /** {@code i32x4.replace_lane}. */
    public static long replaceLane(long half, int value, int lane) {
        int shift = lane << 5;
        return (half & ~(0xFFFF_FFFFL << shift)) | ((value & 0xFFFF_FFFFL) << shift);
    }

    /** {@code i32x4.mul}. */
    public static long mul(long a, long b) {
        // the low bits of a product depend on the low bits of its factors alone
        return ((a * b) & 0xFFFF_FFFFL) | (((a >>> 32) * (b >>> 32)) << 32);
    }

    /** {@code i32x4.dot_i16x8_s}. */
    public static long dotI16x8S(long a, long b) {
        int first = (short) a * (short) b + (short) (a >> 16) * (short) (b >> 16);
        int second = (short) (a >> 32) * (short) (b >> 32) + (int) (a >> 48) * (int) (b >> 48);
        return pack(first, second);
    }

    /** {@code i32x4.relaxed_dot_i8x16_i7x16_add_s}: as the sum of {@link I16x8#relaxedDotI8x16I7x16S}. */
    public static long relaxedDotI8x16I7x16AddS(long a, long b, long c) {
        return add(extaddPairwiseI16x8S(I16x8.relaxedDotI8x16I7x16S(a, b)), c);
    }

    /** {@code i32x4.extadd_pairwise_i16x8_s}. */
    public static long extaddPairwiseI16x8S(long a) {
        return pack((short) a + (short) (a >> 16), (short) (a >> 32) + (int) (a >> 48));
    }

    /** {@code i32x4.extadd_pairwise_i16x8_u}. */
    public static long extaddPairwiseI16x8U(long a) {
        return (a & 0x0000_FFFF_0000_FFFFL) + ((a >>> 16) & 0x0000_FFFF_0000_FFFFL);
    }

    /** Lanes 0 and 1 of a half of 16-bit numbers, sign-extended. */
    public static long extendLowS(long shorts) {
        return pack((short) shorts, (short) (shorts >> 16));
    }

    /** Lanes 2 and 3 of a half of 16-bit numbers, sign-extended. */
    public static long extendHighS(long shorts) {
        return pack((short) (shorts >> 32), (int) (shorts >> 48));
    }

    /** Lanes 0 and 1 of a half of 16-bit numbers, zero-extended. */
    public static long extendLowU(long shorts) {
        return (shorts & 0xFFFFL) | ((shorts & 0xFFFF_0000L) << 16);
    }

    /** Lanes 2 and 3 of a half of 16-bit numbers, zero-extended. */
    public static long extendHighU(long shorts) {
        return extendLowU(shorts >>> 32);
    }

    /** Products of lanes 0 and 1 of halves of signed 16-bit numbers. */
    public static long extmulLowS(long a, long b) {
        return pack((short) a * (short) b, (short) (a >> 16) * (short) (b >> 16));
    }

    /** Products of lanes 2 and 3 of halves of signed 16-bit numbers. */
    public static long extmulHighS(long a, long b) {
        return extmulLowS(a >> 32, b >> 32);
    }

    /** Products of lanes 0 and 1 of halves of unsigned 16-bit numbers. */
    public static long extmulLowU(long a, long b) {
        return ((a & 0xFFFFL) * (b & 0xFFFFL)) | ((((a >>> 16) & 0xFFFFL) * ((b >>> 16) & 0xFFFFL)) << 32);
    }

    /** Products of lanes 2 and 3 of halves of unsigned 16-bit numbers. */
    public static long extmulHighU(long a, long b) {
        return extmulLowU(a >>> 32, b >>> 32);
    }

    /** {@code i32x4.trunc_sat_f32x4_s}. */
    public static long truncSatF32x4S(float first, float second) {
        return pack((int) first, (int) second);
    }

    /** {@code i32x4.trunc_sat_f32x4_u}. */
    public static long truncSatF32x4U(float first, float second) {
        return pack(Numerics.i32TruncSatF32U(first), Numerics.i32TruncSatF32U(second));
    }

    /** {@code i32x4.trunc_sat_f64x2_s_zero}: the low half; the high one is zero. */
    public static long truncSatF64x2SZero(long low, long high) {
        return pack((int) Double.longBitsToDouble(low), (int) Double.longBitsToDouble(high));
    }

    /** {@code i32x4.trunc_sat_f64x2_u_zero}: the low half; the high one is zero. */
    public static long truncSatF64x2UZero(long low, long high) {
        return pack(
                Numerics.i32TruncSatF64U(Double.longBitsToDouble(low)),
                Numerics.i32TruncSatF64U(Double.longBitsToDouble(high)));
    }
}
