package org.amphora.engine.runtime.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

/** What is computed on all lanes at once is what each lane gives by itself. */
class LanesTest {
    private static final long[] VALUES = values();

    private static long[] values() {
        long[] edges = {
            0,
            -1,
            0x8080_8080_8080_8080L,
            0x7f7f_7f7f_7f7f_7f7fL,
            0x8000_7fff_8001_ffffL,
            0x8000_0000_7fff_ffffL,
            0x0001_0001_0001_0001L,
            0x0100_00ff_ff00_0080L,
            Long.MIN_VALUE,
            Long.MAX_VALUE
        };
        long[] random = new SplittableRandom(1).longs(100).toArray();
        long[] all = Arrays.copyOf(edges, edges.length + random.length);
        System.arraycopy(random, 0, all, edges.length, random.length);
        return all;
    }

    private static long signed(long half, int lane, int width) {
        return half << (64 - width * (lane + 1)) >> (64 - width);
    }

    private static long unsigned(long lane, int width) {
        return lane & (-1L >>> (64 - width));
    }

    private static long clamp(long value, long least, long most) {
        return Math.max(least, Math.min(value, most));
    }

    /** {@code scalar} takes signed lanes; of what it gives the low bits count. */
    private static void binary(String name, int width, LongBinaryOperator vector, LongBinaryOperator scalar) {
        for (long a : VALUES) {
            for (long b : VALUES) {
                long expected = 0;
                for (int lane = 0; lane < 64 / width; lane++) {
                    long result = scalar.applyAsLong(signed(a, lane, width), signed(b, lane, width));
                    expected |= unsigned(result, width) << (lane * width);
                }
                assertEquals(
                        Long.toHexString(expected),
                        Long.toHexString(vector.applyAsLong(a, b)),
                        name + " of " + Long.toHexString(a) + " and " + Long.toHexString(b));
            }
        }
    }

    private static void unary(String name, int width, LongUnaryOperator vector, LongUnaryOperator scalar) {
        binary(name, width, (a, b) -> vector.applyAsLong(a), (a, b) -> scalar.applyAsLong(a));
    }

    private static long truth(boolean condition) {
        return condition ? -1 : 0;
    }

    @Test
    void arithmeticStaysInItsLane() {
        binary("i8x16.add", 8, I8x16::add, Long::sum);
        binary("i16x8.add", 16, I16x8::add, Long::sum);
        binary("i32x4.add", 32, I32x4::add, Long::sum);
        binary("i8x16.sub", 8, I8x16::sub, (a, b) -> a - b);
        binary("i16x8.sub", 16, I16x8::sub, (a, b) -> a - b);
        binary("i32x4.sub", 32, I32x4::sub, (a, b) -> a - b);
        binary("i16x8.mul", 16, I16x8::mul, (a, b) -> a * b);
        binary("i32x4.mul", 32, I32x4::mul, (a, b) -> a * b);
        unary("i8x16.neg", 8, I8x16::neg, a -> -a);
        unary("i16x8.neg", 16, I16x8::neg, a -> -a);
        unary("i32x4.neg", 32, I32x4::neg, a -> -a);
        unary("i8x16.abs", 8, I8x16::abs, Math::abs);
        unary("i16x8.abs", 16, I16x8::abs, Math::abs);
        unary("i32x4.abs", 32, I32x4::abs, Math::abs);
        unary("i8x16.popcnt", 8, I8x16::popcnt, a -> Long.bitCount(a & 0xFF));
        binary("i8x16.avgr_u", 8, I8x16::avgrU, (a, b) -> ((a & 0xFF) + (b & 0xFF) + 1) / 2);
        binary("i16x8.avgr_u", 16, I16x8::avgrU, (a, b) -> ((a & 0xFFFF) + (b & 0xFFFF) + 1) / 2);
    }

    @Test
    void saturatingArithmeticStopsAtTheLimitsOfItsLane() {
        binary("i8x16.add_sat_s", 8, I8x16::addSatS, (a, b) -> clamp(a + b, -128, 127));
        binary("i8x16.sub_sat_s", 8, I8x16::subSatS, (a, b) -> clamp(a - b, -128, 127));
        binary("i8x16.add_sat_u", 8, I8x16::addSatU, (a, b) -> clamp((a & 0xFF) + (b & 0xFF), 0, 255));
        binary("i8x16.sub_sat_u", 8, I8x16::subSatU, (a, b) -> clamp((a & 0xFF) - (b & 0xFF), 0, 255));
        binary("i16x8.add_sat_s", 16, I16x8::addSatS, (a, b) -> clamp(a + b, -32768, 32767));
        binary("i16x8.sub_sat_s", 16, I16x8::subSatS, (a, b) -> clamp(a - b, -32768, 32767));
        binary("i16x8.add_sat_u", 16, I16x8::addSatU, (a, b) -> clamp((a & 0xFFFF) + (b & 0xFFFF), 0, 65535));
        binary("i16x8.sub_sat_u", 16, I16x8::subSatU, (a, b) -> clamp((a & 0xFFFF) - (b & 0xFFFF), 0, 65535));
        binary("i16x8.q15mulr_sat_s", 16, I16x8::q15mulrSatS, (a, b) -> clamp((a * b + 0x4000) >> 15, -32768, 32767));
    }

    @Test
    void comparisonsGiveTheHighestBitWhichIsSpreadOverTheLane() {
        comparison("i8x16.eq", 8, I8x16::eq, I8x16::spread, (a, b) -> truth(a == b));
        comparison("i16x8.eq", 16, I16x8::eq, I16x8::spread, (a, b) -> truth(a == b));
        comparison("i32x4.ne", 32, I32x4::ne, I32x4::spread, (a, b) -> truth(a != b));
        comparison("i8x16.lt_s", 8, I8x16::ltS, I8x16::spread, (a, b) -> truth(a < b));
        comparison("i16x8.gt_s", 16, I16x8::gtS, I16x8::spread, (a, b) -> truth(a > b));
        comparison("i32x4.le_s", 32, I32x4::leS, I32x4::spread, (a, b) -> truth(a <= b));
        comparison("i32x4.ge_s", 32, I32x4::geS, I32x4::spread, (a, b) -> truth(a >= b));
        comparison("i8x16.lt_u", 8, I8x16::ltU, I8x16::spread, (a, b) -> truth((a & 0xFF) < (b & 0xFF)));
        comparison("i16x8.gt_u", 16, I16x8::gtU, I16x8::spread, (a, b) -> truth((a & 0xFFFF) > (b & 0xFFFF)));
        comparison("i32x4.le_u", 32, I32x4::leU, I32x4::spread, (a, b) -> truth(unsigned(a, 32) <= unsigned(b, 32)));
        comparison("i32x4.ge_u", 32, I32x4::geU, I32x4::spread, (a, b) -> truth(unsigned(a, 32) >= unsigned(b, 32)));
    }

    /** Both forms of a comparison: the highest bit of each lane, and all of its bits. */
    private static void comparison(
            String name, int width, LongBinaryOperator bits, LongUnaryOperator spread, LongBinaryOperator scalar) {
        binary("bits of " + name, width, bits, (a, b) -> scalar.applyAsLong(a, b) & (1L << (width - 1)));
        binary(name, width, (a, b) -> spread.applyAsLong(bits.applyAsLong(a, b)), scalar);
    }

    @Test
    void leastAndGreatestAreChosenByLane() {
        binary("i8x16.min_s", 8, I8x16::minS, Math::min);
        binary("i16x8.max_s", 16, I16x8::maxS, Math::max);
        binary("i8x16.min_u", 8, I8x16::minU, (a, b) -> Math.min(a & 0xFF, b & 0xFF));
        binary("i32x4.max_u", 32, I32x4::maxU, (a, b) -> Math.max(unsigned(a, 32), unsigned(b, 32)));
    }

    @Test
    void shiftsMoveNothingIntoTheNextLane() {
        for (int count : new int[] {0, 1, 3, 7, 8, 15, 16, 31, 33, -1}) {
            unary("i8x16.shl", 8, a -> I8x16.shl(a, count), a -> a << (count & 7));
            unary("i16x8.shl", 16, a -> I16x8.shl(a, count), a -> a << (count & 15));
            unary("i32x4.shl", 32, a -> I32x4.shl(a, count), a -> a << (count & 31));
            unary("i8x16.shr_s", 8, a -> I8x16.shrS(a, count), a -> a >> (count & 7));
            unary("i16x8.shr_s", 16, a -> I16x8.shrS(a, count), a -> a >> (count & 15));
            unary("i32x4.shr_s", 32, a -> I32x4.shrS(a, count), a -> a >> (count & 31));
            unary("i8x16.shr_u", 8, a -> I8x16.shrU(a, count), a -> (a & 0xFF) >> (count & 7));
            unary("i16x8.shr_u", 16, a -> I16x8.shrU(a, count), a -> (a & 0xFFFF) >> (count & 15));
            unary("i32x4.shr_u", 32, a -> I32x4.shrU(a, count), a -> unsigned(a, 32) >> (count & 31));
        }
    }

    @Test
    void signsAreGatheredInTheOrderOfTheLanes() {
        for (int lane = 0; lane < 16; lane++) {
            long bit = 0x80L << (8 * lane);
            assertEquals(1 << lane, lane < 8 ? I8x16.bitmask(bit, 0) : I8x16.bitmask(0, bit));
        }
        for (int lane = 0; lane < 8; lane++) {
            long bit = 0x8000L << (16 * lane);
            assertEquals(1 << lane, lane < 4 ? I16x8.bitmask(bit, 0) : I16x8.bitmask(0, bit));
        }
        assertEquals(0xFFFF, I8x16.bitmask(-1, -1));
        assertEquals(0xFF, I16x8.bitmask(-1, -1));
        assertEquals(0b1010, I32x4.bitmask(Long.MIN_VALUE, 0x8000_0000_7fff_ffffL));
        assertEquals(0b10, I64x2.bitmask(Long.MAX_VALUE, Long.MIN_VALUE));
    }

    @Test
    void allLanesAreTrueUnlessOneIsZero() {
        assertEquals(1, I8x16.allTrue(0x0101_0101_0101_0101L, -1));
        assertEquals(0, I8x16.allTrue(0x0101_0101_0001_0101L, -1));
        assertEquals(0, I8x16.allTrue(-1, 0x00ff_ffff_ffff_ffffL));
        assertEquals(1, I16x8.allTrue(0x8000_0100_0001_0080L, -1));
        assertEquals(0, I16x8.allTrue(-1, 0xffff_0000_ffff_ffffL));
        assertEquals(1, I32x4.allTrue(0x8000_0000_0000_0001L, -1));
        assertEquals(0, I32x4.allTrue(0x0000_0000_ffff_ffffL, -1));
    }

    @Test
    void narrowingSaturatesAndKeepsTheOrder() {
        for (long low : VALUES) {
            for (long high : VALUES) {
                long signed = 0;
                long unsigned = 0;
                for (int lane = 0; lane < 8; lane++) {
                    long value = signed(lane < 4 ? low : high, lane & 3, 16);
                    signed |= unsigned(clamp(value, -128, 127), 8) << (8 * lane);
                    unsigned |= clamp(value, 0, 255) << (8 * lane);
                }
                assertEquals(signed, I8x16.narrowI16x8S(low, high));
                assertEquals(unsigned, I8x16.narrowI16x8U(low, high));
            }
        }
        assertEquals(0x8000_7fff_ffff_0001L, I16x8.narrowI32x4S(0xffff_ffff_0000_0001L, 0x8000_0000_7fff_ffffL));
        assertEquals(0x0000_ffff_8000_0001L, I16x8.narrowI32x4U(0x0000_8000_0000_0001L, 0x8000_0000_7fff_ffffL));
    }

    @Test
    void wideningTakesTheLanesOfOneHalf() {
        for (long a : VALUES) {
            for (int lane = 0; lane < 4; lane++) {
                assertEquals(signed(a, lane, 8), signed(I16x8.extendLowS(a), lane, 16));
                assertEquals(signed(a, lane + 4, 8), signed(I16x8.extendHighS(a), lane, 16));
                assertEquals(unsigned(signed(a, lane, 8), 8), signed(I16x8.extendLowU(a), lane, 16));
                assertEquals(unsigned(signed(a, lane + 4, 8), 8), signed(I16x8.extendHighU(a), lane, 16));
            }
            unary("i16x8.extadd_pairwise_i8x16_s", 16, I16x8::extaddPairwiseI8x16S, p -> (p >> 8) + (byte) p);
            unary(
                    "i16x8.extadd_pairwise_i8x16_u",
                    16,
                    I16x8::extaddPairwiseI8x16U,
                    p -> ((p >> 8) & 0xFF) + (p & 0xFF));
        }
    }

    @Test
    void swizzlingGivesZeroForIndicesBeyondTheVector() {
        long low = 0x0706_0504_0302_0100L;
        long high = 0x0f0e_0d0c_0b0a_0908L;
        assertEquals(0x000f_0000_0d08_0700L, I8x16.swizzle(low, high, 0x800f_10ff_0d08_0700L));
    }

    @Test
    void pseudoMinimumKeepsTheFirstOperandUnlessTheSecondIsLess() {
        float nan = Float.intBitsToFloat(0x7fa0_0001);
        assertEquals(0x7fa0_0001, Float.floatToRawIntBits(F32x4.pmin(nan, 1)));
        assertEquals(1, F32x4.pmin(1, nan));
        assertEquals(0x7fa0_0001, Float.floatToRawIntBits(F32x4.pmax(nan, 1)));
        assertEquals(1, F32x4.pmax(1, nan));
        assertEquals(0x8000_0000, Float.floatToRawIntBits(F32x4.pmin(-0.0f, 0.0f)));
    }

    @Test
    void relaxedDotProductsTakeBothFactorsAsSignedAndWrap() {
        assertEquals(
                0x7f00_0000_8000_0002L, I16x8.relaxedDotI8x16I7x16S(0x8080_0000_8080_0101L, 0x8181_0000_8080_0101L));
        // -128 * -127 * 4 + 1, and 1 * 1 * 4 + 2
        assertEquals(
                0x0000_0006_0000_fe01L,
                I32x4.relaxedDotI8x16I7x16AddS(0x0101_0101_8080_8080L, 0x0101_0101_8181_8181L, 0x0000_0002_0000_0001L));
    }
}
