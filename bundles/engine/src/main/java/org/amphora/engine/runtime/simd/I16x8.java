package org.amphora.engine.runtime.simd;

/** Halves of vectors of eight 16-bit numbers. */
public final class I16x8 {
    private static final long HIGH = 0x8000_8000_8000_8000L;
    private static final int WIDTH = 16;

    private I16x8() {}

    /** {@code i16x8.add}. */
    public static long add(long a, long b) {
        return Swar.add(a, b, HIGH);
    }

    /** {@code i16x8.sub}. */
    public static long sub(long a, long b) {
        return Swar.sub(a, b, HIGH);
    }

    /** {@code i16x8.neg}. */
    public static long neg(long a) {
        return Swar.sub(0, a, HIGH);
    }

    /** {@code i16x8.abs}. */
    public static long abs(long a) {
        return Swar.abs(a, HIGH, WIDTH);
    }

    /** {@code i16x8.add_sat_s}. */
    public static long addSatS(long a, long b) {
        return Swar.addSatS(a, b, HIGH, WIDTH);
    }

    /** {@code i16x8.add_sat_u}. */
    public static long addSatU(long a, long b) {
        return Swar.addSatU(a, b, HIGH, WIDTH);
    }

    /** {@code i16x8.sub_sat_s}. */
    public static long subSatS(long a, long b) {
        return Swar.subSatS(a, b, HIGH, WIDTH);
    }

    /** {@code i16x8.sub_sat_u}. */
    public static long subSatU(long a, long b) {
        return Swar.subSatU(a, b, HIGH, WIDTH);
    }

    /** {@code i16x8.avgr_u}. */
    public static long avgrU(long a, long b) {
        return Swar.avgrU(a, b, HIGH);
    }

    /** All bits of each lane whose highest bit is set in {@code bits}: what comparisons, which give those, are defined to. */
    public static long spread(long bits) {
        return Swar.spread(bits, WIDTH);
    }

    /** {@code i16x8.eq}. */
    public static long eq(long a, long b) {
        return Swar.eq(a, b, HIGH);
    }

    /** {@code i16x8.ne}. */
    public static long ne(long a, long b) {
        return eq(a, b) ^ HIGH;
    }

    /** {@code i16x8.lt_s}. */
    public static long ltS(long a, long b) {
        return Swar.lessS(a, b, HIGH);
    }

    /** {@code i16x8.gt_s}. */
    public static long gtS(long a, long b) {
        return ltS(b, a);
    }

    /** {@code i16x8.le_s}. */
    public static long leS(long a, long b) {
        return ltS(b, a) ^ HIGH;
    }

    /** {@code i16x8.ge_s}. */
    public static long geS(long a, long b) {
        return ltS(a, b) ^ HIGH;
    }

    /** {@code i16x8.min_s}. */
    public static long minS(long a, long b) {
        return Swar.choose(a, b, spread(ltS(a, b)));
    }

    /** {@code i16x8.max_s}. */
    public static long maxS(long a, long b) {
        return Swar.choose(b, a, spread(ltS(a, b)));
    }

    /** {@code i16x8.lt_u}. */
    public static long ltU(long a, long b) {
        return Swar.lessU(a, b, HIGH);
    }

    /** {@code i16x8.gt_u}. */
    public static long gtU(long a, long b) {
        return ltU(b, a);
    }

    /** {@code i16x8.le_u}. */
    public static long leU(long a, long b) {
        return ltU(b, a) ^ HIGH;
    }

    /** {@code i16x8.ge_u}. */
    public static long geU(long a, long b) {
        return ltU(a, b) ^ HIGH;
    }

    /** {@code i16x8.min_u}. */
    public static long minU(long a, long b) {
        return Swar.choose(a, b, spread(ltU(a, b)));
    }

    /** {@code i16x8.max_u}. */
    public static long maxU(long a, long b) {
        return Swar.choose(b, a, spread(ltU(a, b)));
    }

    /** {@code i16x8.shl}. */
    public static long shl(long a, int count) {
        return Swar.shl(a, count & (WIDTH - 1), HIGH, WIDTH);
    }

    /** {@code i16x8.shr_s}. */
    public static long shrS(long a, int count) {
        return Swar.shrS(a, count & (WIDTH - 1), HIGH, WIDTH);
    }

    /** {@code i16x8.shr_u}. */
    public static long shrU(long a, int count) {
        return Swar.shrU(a, count & (WIDTH - 1), HIGH, WIDTH);
    }

    /** {@code i16x8.all_true}. */
    public static int allTrue(long low, long high) {
        return Swar.allTrue(low, HIGH) && Swar.allTrue(high, HIGH) ? 1 : 0;
    }

    /** {@code i16x8.bitmask}. */
    public static int bitmask(long low, long high) {
        return bits(low) | (bits(high) << 4);
    }

    /** The highest bits of the lanes, side by side: the product puts that of lane k at bit 60 + k. */
    private static int bits(long half) {
        return (int) ((((half & HIGH) >>> 15) * 0x1000_2000_4000_8000L) >>> 60);
    }

    /** {@code i16x8.splat}: both halves. */
    public static long splat(int value) {
        return (value & 0xFFFF) * 0x0001_0001_0001_0001L;
    }

    /** {@code i16x8.extract_lane_s}. */
    public static int extractLaneS(long half, int lane) {
        return (short) (half >>> (lane << 4));
    }

    /** {@code i16x8.extract_lane_u}. */
    public static int extractLaneU(long half, int lane) {
        return (int) (half >>> (lane << 4)) & 0xFFFF;
    }

    /** {@code i16x8.replace_lane}. */
    public static long replaceLane(long half, int value, int lane) {
        int shift = lane << 4;
        return (half & ~(0xFFFFL << shift)) | ((value & 0xFFFFL) << shift);
    }

    /** {@code i16x8.mul}. */
    public static long mul(long a, long b) {
        // the low bits of a product depend on the low bits of its factors alone
        long lane0 = (a * b) & 0xFFFFL;
        long lane1 = ((a >>> 16) * (b & 0xFFFF_0000L)) & 0xFFFF_0000L;
        long lane2 = ((a >>> 32) * (b & 0xFFFF_0000_0000L)) & 0xFFFF_0000_0000L;
        long lane3 = (a >>> 48) * (b & 0xFFFF_0000_0000_0000L);
        return lane0 | lane1 | lane2 | lane3;
    }

    /** {@code i16x8.q15mulr_sat_s}. */
    public static long q15mulrSatS(long a, long b) {
        long result = 0;
        for (int lane = 0; lane < 4; lane++) {
            int product = (extractLaneS(a, lane) * extractLaneS(b, lane) + 0x4000) >> 15;
            result |= (Math.min(product, Short.MAX_VALUE) & 0xFFFFL) << (lane << 4);
        }
        return result;
    }

    /** {@code i16x8.extadd_pairwise_i8x16_s}. */
    public static long extaddPairwiseI8x16S(long a) {
        // unsigned numbers that are 128 too large each
        long sums = extaddPairwiseI8x16U(a ^ 0x8080_8080_8080_8080L);
        return sub(sums, 0x0100_0100_0100_0100L);
    }

    /** {@code i16x8.extadd_pairwise_i8x16_u}. */
    public static long extaddPairwiseI8x16U(long a) {
        return (a & 0x00FF_00FF_00FF_00FFL) + ((a >>> 8) & 0x00FF_00FF_00FF_00FFL);
    }

    /** Lanes 0 to 3 of a half of bytes, sign-extended. */
    public static long extendLowS(long bytes) {
        return sub(extendLowU(bytes) ^ 0x0080_0080_0080_0080L, 0x0080_0080_0080_0080L);
    }

    /** Lanes 4 to 7 of a half of bytes, sign-extended. */
    public static long extendHighS(long bytes) {
        return extendLowS(bytes >>> 32);
    }

    /** Lanes 0 to 3 of a half of bytes, zero-extended. */
    public static long extendLowU(long bytes) {
        long low = bytes & 0xFFFF_FFFFL;
        long pairs = (low | (low << 16)) & 0x0000_FFFF_0000_FFFFL;
        return (pairs | (pairs << 8)) & 0x00FF_00FF_00FF_00FFL;
    }

    /** Lanes 4 to 7 of a half of bytes, zero-extended. */
    public static long extendHighU(long bytes) {
        return extendLowU(bytes >>> 32);
    }

    /** Products of lanes 0 to 3 of halves of signed bytes. */
    public static long extmulLowS(long a, long b) {
        return mul(extendLowS(a), extendLowS(b));
    }

    /** Products of lanes 4 to 7 of halves of signed bytes. */
    public static long extmulHighS(long a, long b) {
        return mul(extendHighS(a), extendHighS(b));
    }

    /** Products of lanes 0 to 3 of halves of unsigned bytes. */
    public static long extmulLowU(long a, long b) {
        return mul(extendLowU(a), extendLowU(b));
    }

    /** Products of lanes 4 to 7 of halves of unsigned bytes. */
    public static long extmulHighU(long a, long b) {
        return mul(extendHighU(a), extendHighU(b));
    }

    /** {@code i16x8.relaxed_dot_i8x16_i7x16_s}: both factors signed, sums wrap around. */
    public static long relaxedDotI8x16I7x16S(long a, long b) {
        long even = mul(shrS(shl(a, 8), 8), shrS(shl(b, 8), 8));
        long odd = mul(shrS(a, 8), shrS(b, 8));
        return add(even, odd);
    }

    /** {@code i16x8.narrow_i32x4_s}: the half that comes from one operand. */
    public static long narrowI32x4S(long low, long high) {
        return narrowS(low) | (narrowS(high) << 32);
    }

    /** {@code i16x8.narrow_i32x4_u}: the half that comes from one operand. */
    public static long narrowI32x4U(long low, long high) {
        return narrowU(low) | (narrowU(high) << 32);
    }

    private static long narrowS(long half) {
        int first = Math.max(Math.min((int) half, Short.MAX_VALUE), Short.MIN_VALUE);
        int second = Math.max(Math.min((int) (half >> 32), Short.MAX_VALUE), Short.MIN_VALUE);
        return (first & 0xFFFFL) | ((second & 0xFFFFL) << 16);
    }

    private static long narrowU(long half) {
        int first = Math.max(Math.min((int) half, 0xFFFF), 0);
        int second = Math.max(Math.min((int) (half >> 32), 0xFFFF), 0);
        return first | ((long) second << 16);
    }
}
