package org.amphora.engine.runtime.simd;

/** Halves of vectors of sixteen bytes. */
public final class I8x16 {
    private static final long HIGH = 0x8080_8080_8080_8080L;
    private static final int WIDTH = 8;

    private I8x16() {}

    /** {@code i8x16.add}. */
    public static long add(long a, long b) {
        return Swar.add(a, b, HIGH);
    }

    /** {@code i8x16.sub}. */
    public static long sub(long a, long b) {
        return Swar.sub(a, b, HIGH);
    }

    /** {@code i8x16.neg}. */
    public static long neg(long a) {
        return Swar.sub(0, a, HIGH);
    }

    /** {@code i8x16.abs}. */
    public static long abs(long a) {
        return Swar.abs(a, HIGH, WIDTH);
    }

    /** {@code i8x16.add_sat_s}. */
    public static long addSatS(long a, long b) {
        return Swar.addSatS(a, b, HIGH, WIDTH);
    }

    /** {@code i8x16.add_sat_u}. */
    public static long addSatU(long a, long b) {
        return Swar.addSatU(a, b, HIGH, WIDTH);
    }

    /** {@code i8x16.sub_sat_s}. */
    public static long subSatS(long a, long b) {
        return Swar.subSatS(a, b, HIGH, WIDTH);
    }

    /** {@code i8x16.sub_sat_u}. */
    public static long subSatU(long a, long b) {
        return Swar.subSatU(a, b, HIGH, WIDTH);
    }

    /** {@code i8x16.avgr_u}. */
    public static long avgrU(long a, long b) {
        return Swar.avgrU(a, b, HIGH);
    }

    /** All bits of each lane whose highest bit is set in {@code bits}: what comparisons, which give those, are defined to. */
    public static long spread(long bits) {
        return Swar.spread(bits, WIDTH);
    }

    /** {@code i8x16.eq}. */
    public static long eq(long a, long b) {
        return Swar.eq(a, b, HIGH);
    }

    /** {@code i8x16.ne}. */
    public static long ne(long a, long b) {
        return eq(a, b) ^ HIGH;
    }

    /** {@code i8x16.lt_s}. */
    public static long ltS(long a, long b) {
        return Swar.lessS(a, b, HIGH);
    }

    /** {@code i8x16.gt_s}. */
    public static long gtS(long a, long b) {
        return ltS(b, a);
    }

    /** {@code i8x16.le_s}. */
    public static long leS(long a, long b) {
        return ltS(b, a) ^ HIGH;
    }

    /** {@code i8x16.ge_s}. */
    public static long geS(long a, long b) {
        return ltS(a, b) ^ HIGH;
    }

    /** {@code i8x16.min_s}. */
    public static long minS(long a, long b) {
        return Swar.choose(a, b, spread(ltS(a, b)));
    }

    /** {@code i8x16.max_s}. */
    public static long maxS(long a, long b) {
        return Swar.choose(b, a, spread(ltS(a, b)));
    }

    /** {@code i8x16.lt_u}. */
    public static long ltU(long a, long b) {
        return Swar.lessU(a, b, HIGH);
    }

    /** {@code i8x16.gt_u}. */
    public static long gtU(long a, long b) {
        return ltU(b, a);
    }

    /** {@code i8x16.le_u}. */
    public static long leU(long a, long b) {
        return ltU(b, a) ^ HIGH;
    }

    /** {@code i8x16.ge_u}. */
    public static long geU(long a, long b) {
        return ltU(a, b) ^ HIGH;
    }

    /** {@code i8x16.min_u}. */
    public static long minU(long a, long b) {
        return Swar.choose(a, b, spread(ltU(a, b)));
    }

    /** {@code i8x16.max_u}. */
    public static long maxU(long a, long b) {
        return Swar.choose(b, a, spread(ltU(a, b)));
    }

    /** {@code i8x16.shl}. */
    public static long shl(long a, int count) {
        return Swar.shl(a, count & (WIDTH - 1), HIGH, WIDTH);
    }

    /** {@code i8x16.shr_s}. */
    public static long shrS(long a, int count) {
        return Swar.shrS(a, count & (WIDTH - 1), HIGH, WIDTH);
    }

    /** {@code i8x16.shr_u}. */
    public static long shrU(long a, int count) {
        return Swar.shrU(a, count & (WIDTH - 1), HIGH, WIDTH);
    }

    /** {@code i8x16.all_true}. */
    public static int allTrue(long low, long high) {
        return Swar.allTrue(low, HIGH) && Swar.allTrue(high, HIGH) ? 1 : 0;
    }

    /** {@code i8x16.bitmask}. */
    public static int bitmask(long low, long high) {
        return bits(low) | (bits(high) << 8);
    }

    /** The highest bits of the lanes, side by side: the product puts that of lane k at bit 56 + k. */
    private static int bits(long half) {
        return (int) ((((half & HIGH) >>> 7) * 0x0102_0408_1020_4080L) >>> 56);
    }

    /** {@code i8x16.popcnt}. */
    public static long popcnt(long a) {
        long pairs = a - ((a >>> 1) & 0x5555_5555_5555_5555L);
        long nibbles = (pairs & 0x3333_3333_3333_3333L) + ((pairs >>> 2) & 0x3333_3333_3333_3333L);
        return (nibbles + (nibbles >>> 4)) & 0x0f0f_0f0f_0f0f_0f0fL;
    }

    /** {@code i8x16.splat}: both halves. */
    public static long splat(int value) {
        return (value & 0xFF) * 0x0101_0101_0101_0101L;
    }

    /** {@code i8x16.extract_lane_s}. */
    public static int extractLaneS(long half, int lane) {
        return (byte) (half >>> (lane << 3));
    }

    /** {@code i8x16.extract_lane_u}. */
    public static int extractLaneU(long half, int lane) {
        return (int) (half >>> (lane << 3)) & 0xFF;
    }

    /** {@code i8x16.replace_lane}. */
    public static long replaceLane(long half, int value, int lane) {
        int shift = lane << 3;
        return (half & ~(0xFFL << shift)) | ((value & 0xFFL) << shift);
    }

    /** {@code i8x16.swizzle}: the half that {@code indices} name. */
    public static long swizzle(long low, long high, long indices) {
        long result = 0;
        for (int shift = 0; shift < 64; shift += 8) {
            int index = (int) (indices >>> shift) & 0xFF;
            long source = (index & 8) == 0 ? low : high;
            long lane = (source >>> (index << 3)) & 0xFF;
            result |= (index < 16 ? lane : 0) << shift;
        }
        return result;
    }

    /** {@code i8x16.narrow_i16x8_s}: the half that comes from one operand. */
    public static long narrowI16x8S(long low, long high) {
        return narrowS(low) | (narrowS(high) << 32);
    }

    /** {@code i8x16.narrow_i16x8_u}: the half that comes from one operand. */
    public static long narrowI16x8U(long low, long high) {
        return narrowU(low) | (narrowU(high) << 32);
    }

    private static long narrowS(long half) {
        long most = I16x8.splat(Byte.MAX_VALUE);
        long least = I16x8.splat(Byte.MIN_VALUE);
        return pack(I16x8.maxS(I16x8.minS(half, most), least) & I16x8.splat(0xFF));
    }

    private static long narrowU(long half) {
        long positive = half & ~Swar.spread(half & 0x8000_8000_8000_8000L, 16);
        // the addition carries into the highest bit of a lane if any of those between it and the lowest byte is set
        long above = ((positive & 0x7F00_7F00_7F00_7F00L) + 0x7F00_7F00_7F00_7F00L) & 0x8000_8000_8000_8000L;
        return pack((positive | Swar.spread(above, 16)) & 0x00FF_00FF_00FF_00FFL);
    }

    /** The low bytes of four lanes of 16 bits whose high bytes are zero, side by side. */
    private static long pack(long half) {
        long pairs = (half | (half >>> 8)) & 0x0000_FFFF_0000_FFFFL;
        return (pairs | (pairs >>> 16)) & 0xFFFF_FFFFL;
    }
}
