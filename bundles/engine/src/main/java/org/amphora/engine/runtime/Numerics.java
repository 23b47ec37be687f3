package org.amphora.engine.runtime;

import org.amphora.api.Trap;

/**
 * Numeric instructions that the JVM has no instruction for: a method for each, named after it (WebAssembly 3.0, section
 * 4.3). Comparisons give 1 or 0. Unsigned comparisons add the least value on both sides, which is what HotSpot compiles
 * best, and keeps clear of a fault of C2 with {@link Integer#compareUnsigned} in loops (JDK-8376400). Unsigned division of
 * longs is signed division where both operands allow it, which is nearly always: what the JDK does for all of them puts
 * six dependent instructions behind the division. A NaN among the operands is added to itself where Java would hand it on
 * as it is: that makes a signalling one quiet.
 */
public final class Numerics {
    private Numerics() {}

    /** {@code select} of an i32. */
    public static int select(int first, int second, int condition) {
        return condition != 0 ? first : second;
    }

    /** {@code select} of an i64. */
    public static long select(long first, long second, int condition) {
        return condition != 0 ? first : second;
    }

    /** {@code select} of an f32. */
    public static float select(float first, float second, int condition) {
        return condition != 0 ? first : second;
    }

    /** {@code select} of an f64. */
    public static double select(double first, double second, int condition) {
        return condition != 0 ? first : second;
    }

    /** {@code select} of a reference. */
    public static Object select(Object first, Object second, int condition) {
        return condition != 0 ? first : second;
    }

    /** {@code ref.is_null}. */
    public static int refIsNull(Object reference) {
        return reference == null ? 1 : 0;
    }

    /** {@code i32.eqz}. */
    public static int i32Eqz(int a) {
        return a == 0 ? 1 : 0;
    }

    /** {@code i32.eq}. */
    public static int i32Eq(int a, int b) {
        return a == b ? 1 : 0;
    }

    /** {@code i32.ne}. */
    public static int i32Ne(int a, int b) {
        return a != b ? 1 : 0;
    }

    /** {@code i32.lt_s}. */
    public static int i32LtS(int a, int b) {
        return a < b ? 1 : 0;
    }

    /** {@code i32.lt_u}. */
    public static int i32LtU(int a, int b) {
        return a + Integer.MIN_VALUE < b + Integer.MIN_VALUE ? 1 : 0;
    }

    /** {@code i32.gt_s}. */
    public static int i32GtS(int a, int b) {
        return a > b ? 1 : 0;
    }

    /** {@code i32.gt_u}. */
    public static int i32GtU(int a, int b) {
        return a + Integer.MIN_VALUE > b + Integer.MIN_VALUE ? 1 : 0;
    }

    /** {@code i32.le_s}. */
    public static int i32LeS(int a, int b) {
        return a <= b ? 1 : 0;
    }

    /** {@code i32.le_u}. */
    public static int i32LeU(int a, int b) {
        return a + Integer.MIN_VALUE <= b + Integer.MIN_VALUE ? 1 : 0;
    }

    /** {@code i32.ge_s}. */
    public static int i32GeS(int a, int b) {
        return a >= b ? 1 : 0;
    }

    /** {@code i32.ge_u}. */
    public static int i32GeU(int a, int b) {
        return a + Integer.MIN_VALUE >= b + Integer.MIN_VALUE ? 1 : 0;
    }

    /** {@code i32.clz}. */
    public static int i32Clz(int a) {
        return Integer.numberOfLeadingZeros(a);
    }

    /** {@code i32.ctz}. */
    public static int i32Ctz(int a) {
        return Integer.numberOfTrailingZeros(a);
    }

    /** {@code i32.popcnt}. */
    public static int i32Popcnt(int a) {
        return Integer.bitCount(a);
    }

    /** {@code i32.div_s}. */
    public static int i32DivS(int a, int b) {
        if (a == Integer.MIN_VALUE && b == -1) {
            throw new Trap(Trap.Kind.INTEGER_OVERFLOW);
        }
        return a / b;
    }

    /** {@code i32.div_u}. */
    public static int i32DivU(int a, int b) {
        return Integer.divideUnsigned(a, b);
    }

    /** {@code i32.rem_u}. */
    public static int i32RemU(int a, int b) {
        return Integer.remainderUnsigned(a, b);
    }

    /** {@code i32.rotl}. */
    public static int i32Rotl(int a, int b) {
        return Integer.rotateLeft(a, b);
    }

    /** {@code i32.rotr}. */
    public static int i32Rotr(int a, int b) {
        return Integer.rotateRight(a, b);
    }

    /** {@code i64.eqz}. */
    public static int i64Eqz(long a) {
        return a == 0 ? 1 : 0;
    }

    /** {@code i64.eq}. */
    public static int i64Eq(long a, long b) {
        return a == b ? 1 : 0;
    }

    /** {@code i64.ne}. */
    public static int i64Ne(long a, long b) {
        return a != b ? 1 : 0;
    }

    /** {@code i64.lt_s}. */
    public static int i64LtS(long a, long b) {
        return a < b ? 1 : 0;
    }

    /** {@code i64.lt_u}. */
    public static int i64LtU(long a, long b) {
        return a + Long.MIN_VALUE < b + Long.MIN_VALUE ? 1 : 0;
    }

    /** {@code i64.gt_s}. */
    public static int i64GtS(long a, long b) {
        return a > b ? 1 : 0;
    }

    /** {@code i64.gt_u}. */
    public static int i64GtU(long a, long b) {
        return a + Long.MIN_VALUE > b + Long.MIN_VALUE ? 1 : 0;
    }

    /** {@code i64.le_s}. */
    public static int i64LeS(long a, long b) {
        return a <= b ? 1 : 0;
    }

    /** {@code i64.le_u}. */
    public static int i64LeU(long a, long b) {
        return a + Long.MIN_VALUE <= b + Long.MIN_VALUE ? 1 : 0;
    }

    /** {@code i64.ge_s}. */
    public static int i64GeS(long a, long b) {
        return a >= b ? 1 : 0;
    }

    /** {@code i64.ge_u}. */
    public static int i64GeU(long a, long b) {
        return a + Long.MIN_VALUE >= b + Long.MIN_VALUE ? 1 : 0;
    }

    /** {@code i64.clz}. */
    public static long i64Clz(long a) {
        return Long.numberOfLeadingZeros(a);
    }

    /** {@code i64.ctz}. */
    public static long i64Ctz(long a) {
        return Long.numberOfTrailingZeros(a);
    }

    /** {@code i64.popcnt}. */
    public static long i64Popcnt(long a) {
        return Long.bitCount(a);
    }

    /** {@code i64.div_s}. */
    public static long i64DivS(long a, long b) {
        if (a == Long.MIN_VALUE && b == -1) {
            throw new Trap(Trap.Kind.INTEGER_OVERFLOW);
        }
        return a / b;
    }

    /** {@code i64.div_u}. */
    public static long i64DivU(long a, long b) {
        return (a | b) >= 0 ? a / b : Long.divideUnsigned(a, b);
    }

    /** {@code i64.rem_u}. */
    public static long i64RemU(long a, long b) {
        return (a | b) >= 0 ? a % b : Long.remainderUnsigned(a, b);
    }

    /** {@code i64.rotl}. */
    public static long i64Rotl(long a, long b) {
        return Long.rotateLeft(a, (int) b);
    }

    /** {@code i64.rotr}. */
    public static long i64Rotr(long a, long b) {
        return Long.rotateRight(a, (int) b);
    }

    /** {@code i64.extend_i32_u}. */
    public static long i64ExtendI32U(int a) {
        return a & 0xFFFF_FFFFL;
    }

    /** {@code i64.extend8_s}. */
    public static long i64Extend8S(long a) {
        return (byte) a;
    }

    /** {@code i64.extend16_s}. */
    public static long i64Extend16S(long a) {
        return (short) a;
    }

    /** {@code i64.extend32_s}. */
    public static long i64Extend32S(long a) {
        return (int) a;
    }

    /** {@code f32.eq}. */
    public static int f32Eq(float a, float b) {
        return a == b ? 1 : 0;
    }

    /** {@code f32.ne}. */
    public static int f32Ne(float a, float b) {
        return a != b ? 1 : 0;
    }

    /** {@code f32.lt}. */
    public static int f32Lt(float a, float b) {
        return a < b ? 1 : 0;
    }

    /** {@code f32.gt}. */
    public static int f32Gt(float a, float b) {
        return a > b ? 1 : 0;
    }

    /** {@code f32.le}. */
    public static int f32Le(float a, float b) {
        return a <= b ? 1 : 0;
    }

    /** {@code f32.ge}. */
    public static int f32Ge(float a, float b) {
        return a >= b ? 1 : 0;
    }

    /** {@code f32.abs}. */
    public static float f32Abs(float a) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(a) & 0x7FFF_FFFF);
    }

    /** {@code f32.neg}. */
    public static float f32Neg(float a) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(a) ^ 0x8000_0000);
    }

    /** {@code f32.copysign}. */
    public static float f32Copysign(float a, float b) {
        return Float.intBitsToFloat(
                (Float.floatToRawIntBits(a) & 0x7FFF_FFFF) | (Float.floatToRawIntBits(b) & 0x8000_0000));
    }

    /** {@code f32.ceil}. */
    public static float f32Ceil(float a) {
        return Float.isNaN(a) ? a + a : (float) Math.ceil(a);
    }

    /** {@code f32.floor}. */
    public static float f32Floor(float a) {
        return Float.isNaN(a) ? a + a : (float) Math.floor(a);
    }

    /** {@code f32.nearest}. */
    public static float f32Nearest(float a) {
        return Float.isNaN(a) ? a + a : (float) Math.rint(a);
    }

    /** {@code f32.trunc}. */
    public static float f32Trunc(float a) {
        return Float.isNaN(a) ? a + a : (float) (a < 0 ? Math.ceil(a) : Math.floor(a));
    }

    /** {@code f32.sqrt}. */
    public static float f32Sqrt(float a) {
        return (float) Math.sqrt(a);
    }

    /** {@code f32.min}. */
    public static float f32Min(float a, float b) {
        return Float.isNaN(a) || Float.isNaN(b) ? a + b : Math.min(a, b);
    }

    /** {@code f32.max}. */
    public static float f32Max(float a, float b) {
        return Float.isNaN(a) || Float.isNaN(b) ? a + b : Math.max(a, b);
    }

    /** {@code f64.eq}. */
    public static int f64Eq(double a, double b) {
        return a == b ? 1 : 0;
    }

    /** {@code f64.ne}. */
    public static int f64Ne(double a, double b) {
        return a != b ? 1 : 0;
    }

    /** {@code f64.lt}. */
    public static int f64Lt(double a, double b) {
        return a < b ? 1 : 0;
    }

    /** {@code f64.gt}. */
    public static int f64Gt(double a, double b) {
        return a > b ? 1 : 0;
    }

    /** {@code f64.le}. */
    public static int f64Le(double a, double b) {
        return a <= b ? 1 : 0;
    }

    /** {@code f64.ge}. */
    public static int f64Ge(double a, double b) {
        return a >= b ? 1 : 0;
    }

    /** {@code f64.abs}. */
    public static double f64Abs(double a) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(a) & 0x7FFF_FFFF_FFFF_FFFFL);
    }

    /** {@code f64.neg}. */
    public static double f64Neg(double a) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(a) ^ 0x8000_0000_0000_0000L);
    }

    /** {@code f64.copysign}. */
    public static double f64Copysign(double a, double b) {
        return Double.longBitsToDouble((Double.doubleToRawLongBits(a) & 0x7FFF_FFFF_FFFF_FFFFL)
                | (Double.doubleToRawLongBits(b) & 0x8000_0000_0000_0000L));
    }

    /** {@code f64.ceil}. */
    public static double f64Ceil(double a) {
        return Double.isNaN(a) ? a + a : Math.ceil(a);
    }

    /** {@code f64.floor}. */
    public static double f64Floor(double a) {
        return Double.isNaN(a) ? a + a : Math.floor(a);
    }

    /** {@code f64.nearest}. */
    public static double f64Nearest(double a) {
        return Double.isNaN(a) ? a + a : Math.rint(a);
    }

    /** {@code f64.trunc}. */
    public static double f64Trunc(double a) {
        return Double.isNaN(a) ? a + a : a < 0 ? Math.ceil(a) : Math.floor(a);
    }

    /** {@code f64.sqrt}. */
    public static double f64Sqrt(double a) {
        return Math.sqrt(a);
    }

    /** {@code f64.min}. */
    public static double f64Min(double a, double b) {
        return Double.isNaN(a) || Double.isNaN(b) ? a + b : Math.min(a, b);
    }

    /** {@code f64.max}. */
    public static double f64Max(double a, double b) {
        return Double.isNaN(a) || Double.isNaN(b) ? a + b : Math.max(a, b);
    }

    /** {@code i32.trunc_f32_s}. */
    public static int i32TruncF32S(float a) {
        if (a >= -0x1p31f && a < 0x1p31f) {
            return (int) a;
        }
        throw unrepresentable(a);
    }

    /** {@code i32.trunc_f32_u}. */
    public static int i32TruncF32U(float a) {
        if (a > -1 && a < 0x1p32f) {
            return (int) (long) a;
        }
        throw unrepresentable(a);
    }

    /** {@code i32.trunc_sat_f32_s}. */
    public static int i32TruncSatF32S(float a) {
        return (int) a;
    }

    /** {@code i32.trunc_sat_f32_u}. */
    public static int i32TruncSatF32U(float a) {
        return a > 0 ? (a < 0x1p32 ? (int) (long) a : -1) : 0;
    }

    /** {@code i32.trunc_f64_s}. */
    public static int i32TruncF64S(double a) {
        if (a > -2147483649.0 && a < 0x1p31) {
            return (int) a;
        }
        throw unrepresentable(a);
    }

    /** {@code i32.trunc_f64_u}. */
    public static int i32TruncF64U(double a) {
        if (a > -1 && a < 0x1p32) {
            return (int) (long) a;
        }
        throw unrepresentable(a);
    }

    /** {@code i32.trunc_sat_f64_s}. */
    public static int i32TruncSatF64S(double a) {
        return (int) a;
    }

    /** {@code i32.trunc_sat_f64_u}. */
    public static int i32TruncSatF64U(double a) {
        return a > 0 ? (a < 0x1p32 ? (int) (long) a : -1) : 0;
    }

    /** {@code i64.trunc_f32_s}. */
    public static long i64TruncF32S(float a) {
        if (a >= -0x1p63f && a < 0x1p63f) {
            return (long) a;
        }
        throw unrepresentable(a);
    }

    /** {@code i64.trunc_f32_u}. */
    public static long i64TruncF32U(float a) {
        if (a > -1 && a < 0x1p64f) {
            return unsigned(a);
        }
        throw unrepresentable(a);
    }

    /** {@code i64.trunc_sat_f32_s}. */
    public static long i64TruncSatF32S(float a) {
        return (long) a;
    }

    /** {@code i64.trunc_sat_f32_u}. */
    public static long i64TruncSatF32U(float a) {
        return a > 0 ? (a < 0x1p64 ? unsigned(a) : -1) : 0;
    }

    /** {@code i64.trunc_f64_s}. */
    public static long i64TruncF64S(double a) {
        if (a >= -0x1p63 && a < 0x1p63) {
            return (long) a;
        }
        throw unrepresentable(a);
    }

    /** {@code i64.trunc_f64_u}. */
    public static long i64TruncF64U(double a) {
        if (a > -1 && a < 0x1p64) {
            return unsigned(a);
        }
        throw unrepresentable(a);
    }

    /** {@code i64.trunc_sat_f64_s}. */
    public static long i64TruncSatF64S(double a) {
        return (long) a;
    }

    /** {@code i64.trunc_sat_f64_u}. */
    public static long i64TruncSatF64U(double a) {
        return a > 0 ? (a < 0x1p64 ? unsigned(a) : -1) : 0;
    }

    /** {@code f32.convert_i32_u}. */
    public static float f32ConvertI32U(int a) {
        return (float) (a & 0xFFFF_FFFFL);
    }

    /** {@code f64.convert_i32_u}. */
    public static double f64ConvertI32U(int a) {
        return (double) (a & 0xFFFF_FFFFL);
    }

    /** {@code f32.convert_i64_u}. */
    public static float f32ConvertI64U(long a) {
        // halved with the lost bit kept sticky, so that it still decides the rounding
        return a >= 0 ? (float) a : (float) ((a >>> 1) | (a & 1)) * 2;
    }

    /** {@code f64.convert_i64_u}. */
    public static double f64ConvertI64U(long a) {
        return a >= 0 ? (double) a : (double) ((a >>> 1) | (a & 1)) * 2;
    }

    /** {@code f32.demote_f64}. */
    public static float f32DemoteF64(double a) {
        return (float) a;
    }

    /** {@code f64.promote_f32}. */
    public static double f64PromoteF32(float a) {
        return a;
    }

    /** The low half of {@code i64.add128}. */
    public static long i64Add128Low(long low1, long high1, long low2, long high2) {
        return low1 + low2;
    }

    /** The high half of {@code i64.add128}. */
    public static long i64Add128High(long low1, long high1, long low2, long high2) {
        return high1 + high2 + i64LtU(low1 + low2, low1);
    }

    /** The low half of {@code i64.sub128}. */
    public static long i64Sub128Low(long low1, long high1, long low2, long high2) {
        return low1 - low2;
    }

    /** The high half of {@code i64.sub128}. */
    public static long i64Sub128High(long low1, long high1, long low2, long high2) {
        return high1 - high2 - i64LtU(low1, low2);
    }

    /** The low half of {@code i64.mul_wide_s}. */
    public static long i64MulWideSLow(long a, long b) {
        return a * b;
    }

    /** The high half of {@code i64.mul_wide_s}. */
    public static long i64MulWideSHigh(long a, long b) {
        return Math.multiplyHigh(a, b);
    }

    /** The low half of {@code i64.mul_wide_u}. */
    public static long i64MulWideULow(long a, long b) {
        return a * b;
    }

    /** The high half of {@code i64.mul_wide_u}. */
    public static long i64MulWideUHigh(long a, long b) {
        // the unsigned value of a negative number is 2^64 more
        return Math.multiplyHigh(a, b) + (a >> 63 & b) + (b >> 63 & a);
    }

    private static long unsigned(double a) {
        return a < 0x1p63 ? (long) a : (long) (a - 0x1p63) ^ Long.MIN_VALUE;
    }

    private static Trap unrepresentable(double a) {
        return new Trap(Double.isNaN(a) ? Trap.Kind.INVALID_CONVERSION_TO_INTEGER : Trap.Kind.INTEGER_OVERFLOW);
    }
}
