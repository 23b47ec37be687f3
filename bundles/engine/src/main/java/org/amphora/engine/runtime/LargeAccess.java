package org.amphora.engine.runtime;

/**
 * Loads and stores of generated code on a {@link LargeMemory}: two methods for each instruction, named after it, one for
 * 32-bit and one for 64-bit addresses. {@code m} is {@link LargeMemory#chunks}, and no offset is negative.
 */
public final class LargeAccess {
    private LargeAccess() {}

    /** Where an access begins; negative, and so out of bounds, if that is beyond 2^63. */
    private static long index(long address, long offset) {
        return (address + offset) | (address >> 63);
    }

    private static long index(int address, long offset) {
        return Integer.toUnsignedLong(address) + offset;
    }

    /** {@code i32.load}. */
    public static int i32Load(int address, byte[][] m, long offset) {
        return LargeMemory.load32(m, index(address, offset));
    }

    /** {@code i32.load} with a 64-bit address. */
    public static int i32Load(long address, byte[][] m, long offset) {
        return LargeMemory.load32(m, index(address, offset));
    }

    /** {@code i64.load}. */
    public static long i64Load(int address, byte[][] m, long offset) {
        return LargeMemory.load64(m, index(address, offset));
    }

    /** {@code i64.load} with a 64-bit address. */
    public static long i64Load(long address, byte[][] m, long offset) {
        return LargeMemory.load64(m, index(address, offset));
    }

    /** {@code f32.load}. */
    public static float f32Load(int address, byte[][] m, long offset) {
        return Float.intBitsToFloat(LargeMemory.load32(m, index(address, offset)));
    }

    /** {@code f32.load} with a 64-bit address. */
    public static float f32Load(long address, byte[][] m, long offset) {
        return Float.intBitsToFloat(LargeMemory.load32(m, index(address, offset)));
    }

    /** {@code f64.load}. */
    public static double f64Load(int address, byte[][] m, long offset) {
        return Double.longBitsToDouble(LargeMemory.load64(m, index(address, offset)));
    }

    /** {@code f64.load} with a 64-bit address. */
    public static double f64Load(long address, byte[][] m, long offset) {
        return Double.longBitsToDouble(LargeMemory.load64(m, index(address, offset)));
    }

    /** {@code i32.load8_s}. */
    public static int i32Load8S(int address, byte[][] m, long offset) {
        return LargeMemory.load8(m, index(address, offset));
    }

    /** {@code i32.load8_s} with a 64-bit address. */
    public static int i32Load8S(long address, byte[][] m, long offset) {
        return LargeMemory.load8(m, index(address, offset));
    }

    /** {@code i32.load8_u}. */
    public static int i32Load8U(int address, byte[][] m, long offset) {
        return LargeMemory.load8(m, index(address, offset)) & 0xFF;
    }

    /** {@code i32.load8_u} with a 64-bit address. */
    public static int i32Load8U(long address, byte[][] m, long offset) {
        return LargeMemory.load8(m, index(address, offset)) & 0xFF;
    }

    /** {@code i32.load16_s}. */
    public static int i32Load16S(int address, byte[][] m, long offset) {
        return LargeMemory.load16(m, index(address, offset));
    }

    /** {@code i32.load16_s} with a 64-bit address. */
    public static int i32Load16S(long address, byte[][] m, long offset) {
        return LargeMemory.load16(m, index(address, offset));
    }

    /** {@code i32.load16_u}. */
    public static int i32Load16U(int address, byte[][] m, long offset) {
        return LargeMemory.load16(m, index(address, offset)) & 0xFFFF;
    }

    /** {@code i32.load16_u} with a 64-bit address. */
    public static int i32Load16U(long address, byte[][] m, long offset) {
        return LargeMemory.load16(m, index(address, offset)) & 0xFFFF;
    }

    /** {@code i64.load8_s}. */
    public static long i64Load8S(int address, byte[][] m, long offset) {
        return LargeMemory.load8(m, index(address, offset));
    }

    /** {@code i64.load8_s} with a 64-bit address. */
    public static long i64Load8S(long address, byte[][] m, long offset) {
        return LargeMemory.load8(m, index(address, offset));
    }

    /** {@code i64.load8_u}. */
    public static long i64Load8U(int address, byte[][] m, long offset) {
        return LargeMemory.load8(m, index(address, offset)) & 0xFFL;
    }

    /** {@code i64.load8_u} with a 64-bit address. */
    public static long i64Load8U(long address, byte[][] m, long offset) {
        return LargeMemory.load8(m, index(address, offset)) & 0xFFL;
    }

    /** {@code i64.load16_s}. */
    public static long i64Load16S(int address, byte[][] m, long offset) {
        return LargeMemory.load16(m, index(address, offset));
    }

    /** {@code i64.load16_s} with a 64-bit address. */
    public static long i64Load16S(long address, byte[][] m, long offset) {
        return LargeMemory.load16(m, index(address, offset));
    }

    /** {@code i64.load16_u}. */
    public static long i64Load16U(int address, byte[][] m, long offset) {
        return LargeMemory.load16(m, index(address, offset)) & 0xFFFFL;
    }

    /** {@code i64.load16_u} with a 64-bit address. */
    public static long i64Load16U(long address, byte[][] m, long offset) {
        return LargeMemory.load16(m, index(address, offset)) & 0xFFFFL;
    }

    /** {@code i64.load32_s}. */
    public static long i64Load32S(int address, byte[][] m, long offset) {
        return LargeMemory.load32(m, index(address, offset));
    }

    /** {@code i64.load32_s} with a 64-bit address. */
    public static long i64Load32S(long address, byte[][] m, long offset) {
        return LargeMemory.load32(m, index(address, offset));
    }

    /** {@code i64.load32_u}. */
    public static long i64Load32U(int address, byte[][] m, long offset) {
        return LargeMemory.load32(m, index(address, offset)) & 0xFFFF_FFFFL;
    }

    /** {@code i64.load32_u} with a 64-bit address. */
    public static long i64Load32U(long address, byte[][] m, long offset) {
        return LargeMemory.load32(m, index(address, offset)) & 0xFFFF_FFFFL;
    }

    /** {@code i32.store}. */
    public static void i32Store(int address, int value, byte[][] m, long offset) {
        LargeMemory.store32(m, index(address, offset), value);
    }

    /** {@code i32.store} with a 64-bit address. */
    public static void i32Store(long address, int value, byte[][] m, long offset) {
        LargeMemory.store32(m, index(address, offset), value);
    }

    /** {@code i64.store}. */
    public static void i64Store(int address, long value, byte[][] m, long offset) {
        LargeMemory.store64(m, index(address, offset), value);
    }

    /** {@code i64.store} with a 64-bit address. */
    public static void i64Store(long address, long value, byte[][] m, long offset) {
        LargeMemory.store64(m, index(address, offset), value);
    }

    /** {@code f32.store}. */
    public static void f32Store(int address, float value, byte[][] m, long offset) {
        LargeMemory.store32(m, index(address, offset), Float.floatToRawIntBits(value));
    }

    /** {@code f32.store} with a 64-bit address. */
    public static void f32Store(long address, float value, byte[][] m, long offset) {
        LargeMemory.store32(m, index(address, offset), Float.floatToRawIntBits(value));
    }

    /** {@code f64.store}. */
    public static void f64Store(int address, double value, byte[][] m, long offset) {
        LargeMemory.store64(m, index(address, offset), Double.doubleToRawLongBits(value));
    }

    /** {@code f64.store} with a 64-bit address. */
    public static void f64Store(long address, double value, byte[][] m, long offset) {
        LargeMemory.store64(m, index(address, offset), Double.doubleToRawLongBits(value));
    }

    /** {@code i32.store8}. */
    public static void i32Store8(int address, int value, byte[][] m, long offset) {
        LargeMemory.store8(m, index(address, offset), (byte) value);
    }

    /** {@code i32.store8} with a 64-bit address. */
    public static void i32Store8(long address, int value, byte[][] m, long offset) {
        LargeMemory.store8(m, index(address, offset), (byte) value);
    }

    /** {@code i32.store16}. */
    public static void i32Store16(int address, int value, byte[][] m, long offset) {
        LargeMemory.store16(m, index(address, offset), (short) value);
    }

    /** {@code i32.store16} with a 64-bit address. */
    public static void i32Store16(long address, int value, byte[][] m, long offset) {
        LargeMemory.store16(m, index(address, offset), (short) value);
    }

    /** {@code i64.store8}. */
    public static void i64Store8(int address, long value, byte[][] m, long offset) {
        LargeMemory.store8(m, index(address, offset), (byte) value);
    }

    /** {@code i64.store8} with a 64-bit address. */
    public static void i64Store8(long address, long value, byte[][] m, long offset) {
        LargeMemory.store8(m, index(address, offset), (byte) value);
    }

    /** {@code i64.store16}. */
    public static void i64Store16(int address, long value, byte[][] m, long offset) {
        LargeMemory.store16(m, index(address, offset), (short) value);
    }

    /** {@code i64.store16} with a 64-bit address. */
    public static void i64Store16(long address, long value, byte[][] m, long offset) {
        LargeMemory.store16(m, index(address, offset), (short) value);
    }

    /** {@code i64.store32}. */
    public static void i64Store32(int address, long value, byte[][] m, long offset) {
        LargeMemory.store32(m, index(address, offset), (int) value);
    }

    /** {@code i64.store32} with a 64-bit address. */
    public static void i64Store32(long address, long value, byte[][] m, long offset) {
        LargeMemory.store32(m, index(address, offset), (int) value);
    }

    /** {@code v128.store}; nothing is written if any byte is out of bounds. */
    public static void v128Store(int address, long low, long high, byte[][] m, long offset) {
        storeVector(m, index(address, offset), low, high);
    }

    /** {@code v128.store} with a 64-bit address; nothing is written if any byte is out of bounds. */
    public static void v128Store(long address, long low, long high, byte[][] m, long offset) {
        storeVector(m, index(address, offset), low, high);
    }

    private static void storeVector(byte[][] m, long index, long low, long high) {
        // the upper half first: where it is in bounds the lower one is too, unless the index is negative
        LargeMemory.store64(m, (index + 8) | (index >> 63), high);
        LargeMemory.store64(m, index, low);
    }
}
