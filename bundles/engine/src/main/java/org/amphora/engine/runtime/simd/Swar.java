package org.amphora.engine.runtime.simd;

/**
 * Integer arithmetic on all lanes of a long at once. {@code high} has the highest bit of each lane set, and by that says
 * how wide the lanes are; {@code width} is the same in bits. Both are constants wherever these methods are inlined.
 */
final class Swar {
    private Swar() {}

    /** All bits of each lane whose highest bit is set in {@code bits}, which has no others. */
    static long spread(long bits, int width) {
        return bits + (bits - (bits >>> (width - 1)));
    }

    static long add(long a, long b, long high) {
        return ((a & ~high) + (b & ~high)) ^ ((a ^ b) & high);
    }

    static long sub(long a, long b, long high) {
        return ((a | high) - (b & ~high)) ^ ((a ^ ~b) & high);
    }

    static long abs(long a, long high, int width) {
        long negative = a & high;
        return add(a ^ spread(negative, width), negative >>> (width - 1), high);
    }

    /** The highest bit of each lane that is zero. */
    private static long zero(long a, long high) {
        return ~(((a & ~high) + ~high) | a) & high;
    }

    /** The highest bit of each lane that is the same in both. */
    static long eq(long a, long b, long high) {
        return zero(a ^ b, high);
    }

    /** The highest bit of each lane that is less as a signed number. */
    static long lessS(long a, long b, long high) {
        long sameSignLess = ~((a | high) - (b & ~high));
        return ((a & ~b) | (~(a ^ b) & sameSignLess)) & high;
    }

    /** The highest bit of each lane that is less as an unsigned number. */
    static long lessU(long a, long b, long high) {
        long sameTopLess = ~((a | high) - (b & ~high));
        return ((~a & b) | (~(a ^ b) & sameTopLess)) & high;
    }

    /** {@code a} where {@code mask} has ones, else {@code b}. */
    static long choose(long a, long b, long mask) {
        return b ^ ((a ^ b) & mask);
    }

    static long avgrU(long a, long b, long high) {
        return (a | b) - (((a ^ b) >>> 1) & ~high);
    }

    static long addSatU(long a, long b, long high, int width) {
        long sum = add(a, b, high);
        long carry = ((a & b) | ((a | b) & ~sum)) & high;
        return sum | spread(carry, width);
    }

    static long subSatU(long a, long b, long high, int width) {
        return sub(a, b, high) & ~spread(lessU(a, b, high), width);
    }

    static long addSatS(long a, long b, long high, int width) {
        long sum = add(a, b, high);
        return saturate(a, sum, ~(a ^ b) & (a ^ sum) & high, high, width);
    }

    static long subSatS(long a, long b, long high, int width) {
        long difference = sub(a, b, high);
        return saturate(a, difference, (a ^ b) & (a ^ difference) & high, high, width);
    }

    /** The largest number where a lane overflowed and {@code a} is not negative, the least where it is. */
    private static long saturate(long a, long result, long overflow, long high, int width) {
        long limit = ~high + ((a & high) >>> (width - 1));
        return choose(limit, result, spread(overflow, width));
    }

    /** {@code count} is less than {@code width}. */
    static long shl(long a, int count, long high, int width) {
        long ones = lowBits(high, width) << count;
        return (a << count) & (high + (high - ones));
    }

    /** {@code count} is less than {@code width}. */
    static long shrU(long a, int count, long high, int width) {
        return (a >>> count) & kept(count, high, width);
    }

    /** {@code count} is less than {@code width}. */
    static long shrS(long a, int count, long high, int width) {
        long kept = kept(count, high, width);
        return ((a >>> count) & kept) | (spread(a & high, width) & ~kept);
    }

    private static long lowBits(long high, int width) {
        return high >>> (width - 1);
    }

    /** The bits of each lane that are not shifted in. */
    private static long kept(int count, long high, int width) {
        long highest = high >>> count;
        return highest + (highest - lowBits(high, width));
    }

    /** Whether no lane is zero. */
    static boolean allTrue(long a, long high) {
        return zero(a, high) == 0;
    }
}
