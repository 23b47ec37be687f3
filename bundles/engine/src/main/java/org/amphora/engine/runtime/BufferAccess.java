package org.amphora.engine.runtime;

import java.nio.ByteBuffer;

/**
 * Loads and stores of generated code on a {@link BufferMemory}: two methods for each instruction, named after it, for
 * addresses of 32 and of 64 bits. Nearly all addresses lie in the head, and are accessed there with one comparison, which
 * is also the bounds check; for the others the memory has a way that is twice as long.
 */
public final class BufferAccess {
    private BufferAccess() {}

    private static long at(int address, long offset) {
        return Integer.toUnsignedLong(address) + offset;
    }

    /** Negative, and so beyond every memory, if the address is not below 2^63. */
    private static long at(long address, long offset) {
        return address + offset | ((address | offset) & Long.MIN_VALUE);
    }

    private static byte load1(long at, BufferMemory m) {
        ByteBuffer head = m.head;
        return at >= 0 && at <= head.limit() - 1 ? head.get((int) at) : (byte) m.load(at, 1);
    }

    private static void store1(long at, byte value, BufferMemory m) {
        ByteBuffer head = m.head;
        if (at >= 0 && at <= head.limit() - 1) {
            head.put((int) at, value);
        } else {
            m.store(at, value, 1);
        }
    }

    private static short load2(long at, BufferMemory m) {
        ByteBuffer head = m.head;
        return at >= 0 && at <= head.limit() - 2 ? head.getShort((int) at) : (short) m.load(at, 2);
    }

    private static void store2(long at, short value, BufferMemory m) {
        ByteBuffer head = m.head;
        if (at >= 0 && at <= head.limit() - 2) {
            head.putShort((int) at, value);
        } else {
            m.store(at, value, 2);
        }
    }

    private static int load4(long at, BufferMemory m) {
        ByteBuffer head = m.head;
        return at >= 0 && at <= head.limit() - 4 ? head.getInt((int) at) : (int) m.load(at, 4);
    }

    private static void store4(long at, int value, BufferMemory m) {
        ByteBuffer head = m.head;
        if (at >= 0 && at <= head.limit() - 4) {
            head.putInt((int) at, value);
        } else {
            m.store(at, value, 4);
        }
    }

    private static long load8(long at, BufferMemory m) {
        ByteBuffer head = m.head;
        return at >= 0 && at <= head.limit() - 8 ? head.getLong((int) at) : m.load(at, 8);
    }

    private static void store8(long at, long value, BufferMemory m) {
        ByteBuffer head = m.head;
        if (at >= 0 && at <= head.limit() - 8) {
            head.putLong((int) at, value);
        } else {
            m.store(at, value, 8);
        }
    }

    private static void store16(long at, long low, long high, BufferMemory m) {
        // nothing is written if any byte is out of bounds
        m.checked(at, 2 * Long.BYTES);
        store8(at, low, m);
        store8(at + Long.BYTES, high, m);
    }

    /** {@code i32.load}. */
    public static int i32Load(int address, BufferMemory m, long offset) {
        return load4(at(address, offset), m);
    }

    /** {@code i32.load} with an address of 64 bits. */
    public static int i32Load(long address, BufferMemory m, long offset) {
        return load4(at(address, offset), m);
    }

    /** {@code i64.load}. */
    public static long i64Load(int address, BufferMemory m, long offset) {
        return load8(at(address, offset), m);
    }

    /** {@code i64.load} with an address of 64 bits. */
    public static long i64Load(long address, BufferMemory m, long offset) {
        return load8(at(address, offset), m);
    }

    /** {@code f32.load}. */
    public static float f32Load(int address, BufferMemory m, long offset) {
        return Float.intBitsToFloat(load4(at(address, offset), m));
    }

    /** {@code f32.load} with an address of 64 bits. */
    public static float f32Load(long address, BufferMemory m, long offset) {
        return Float.intBitsToFloat(load4(at(address, offset), m));
    }

    /** {@code f64.load}. */
    public static double f64Load(int address, BufferMemory m, long offset) {
        return Double.longBitsToDouble(load8(at(address, offset), m));
    }

    /** {@code f64.load} with an address of 64 bits. */
    public static double f64Load(long address, BufferMemory m, long offset) {
        return Double.longBitsToDouble(load8(at(address, offset), m));
    }

    /** {@code i32.load8_s}. */
    public static int i32Load8S(int address, BufferMemory m, long offset) {
        return load1(at(address, offset), m);
    }

    /** {@code i32.load8_s} with an address of 64 bits. */
    public static int i32Load8S(long address, BufferMemory m, long offset) {
        return load1(at(address, offset), m);
    }

    /** {@code i32.load8_u}. */
    public static int i32Load8U(int address, BufferMemory m, long offset) {
        return Byte.toUnsignedInt(load1(at(address, offset), m));
    }

    /** {@code i32.load8_u} with an address of 64 bits. */
    public static int i32Load8U(long address, BufferMemory m, long offset) {
        return Byte.toUnsignedInt(load1(at(address, offset), m));
    }

    /** {@code i32.load16_s}. */
    public static int i32Load16S(int address, BufferMemory m, long offset) {
        return load2(at(address, offset), m);
    }

    /** {@code i32.load16_s} with an address of 64 bits. */
    public static int i32Load16S(long address, BufferMemory m, long offset) {
        return load2(at(address, offset), m);
    }

    /** {@code i32.load16_u}. */
    public static int i32Load16U(int address, BufferMemory m, long offset) {
        return Short.toUnsignedInt(load2(at(address, offset), m));
    }

    /** {@code i32.load16_u} with an address of 64 bits. */
    public static int i32Load16U(long address, BufferMemory m, long offset) {
        return Short.toUnsignedInt(load2(at(address, offset), m));
    }

    /** {@code i64.load8_s}. */
    public static long i64Load8S(int address, BufferMemory m, long offset) {
        return load1(at(address, offset), m);
    }

    /** {@code i64.load8_s} with an address of 64 bits. */
    public static long i64Load8S(long address, BufferMemory m, long offset) {
        return load1(at(address, offset), m);
    }

    /** {@code i64.load8_u}. */
    public static long i64Load8U(int address, BufferMemory m, long offset) {
        return Byte.toUnsignedLong(load1(at(address, offset), m));
    }

    /** {@code i64.load8_u} with an address of 64 bits. */
    public static long i64Load8U(long address, BufferMemory m, long offset) {
        return Byte.toUnsignedLong(load1(at(address, offset), m));
    }

    /** {@code i64.load16_s}. */
    public static long i64Load16S(int address, BufferMemory m, long offset) {
        return load2(at(address, offset), m);
    }

    /** {@code i64.load16_s} with an address of 64 bits. */
    public static long i64Load16S(long address, BufferMemory m, long offset) {
        return load2(at(address, offset), m);
    }

    /** {@code i64.load16_u}. */
    public static long i64Load16U(int address, BufferMemory m, long offset) {
        return Short.toUnsignedLong(load2(at(address, offset), m));
    }

    /** {@code i64.load16_u} with an address of 64 bits. */
    public static long i64Load16U(long address, BufferMemory m, long offset) {
        return Short.toUnsignedLong(load2(at(address, offset), m));
    }

    /** {@code i64.load32_s}. */
    public static long i64Load32S(int address, BufferMemory m, long offset) {
        return load4(at(address, offset), m);
    }

    /** {@code i64.load32_s} with an address of 64 bits. */
    public static long i64Load32S(long address, BufferMemory m, long offset) {
        return load4(at(address, offset), m);
    }

    /** {@code i64.load32_u}. */
    public static long i64Load32U(int address, BufferMemory m, long offset) {
        return Integer.toUnsignedLong(load4(at(address, offset), m));
    }

    /** {@code i64.load32_u} with an address of 64 bits. */
    public static long i64Load32U(long address, BufferMemory m, long offset) {
        return Integer.toUnsignedLong(load4(at(address, offset), m));
    }

    /** {@code i32.store}. */
    public static void i32Store(int address, int value, BufferMemory m, long offset) {
        store4(at(address, offset), value, m);
    }

    /** {@code i32.store} with an address of 64 bits. */
    public static void i32Store(long address, int value, BufferMemory m, long offset) {
        store4(at(address, offset), value, m);
    }

    /** {@code i64.store}. */
    public static void i64Store(int address, long value, BufferMemory m, long offset) {
        store8(at(address, offset), value, m);
    }

    /** {@code i64.store} with an address of 64 bits. */
    public static void i64Store(long address, long value, BufferMemory m, long offset) {
        store8(at(address, offset), value, m);
    }

    /** {@code f32.store}. */
    public static void f32Store(int address, float value, BufferMemory m, long offset) {
        store4(at(address, offset), Float.floatToRawIntBits(value), m);
    }

    /** {@code f32.store} with an address of 64 bits. */
    public static void f32Store(long address, float value, BufferMemory m, long offset) {
        store4(at(address, offset), Float.floatToRawIntBits(value), m);
    }

    /** {@code f64.store}. */
    public static void f64Store(int address, double value, BufferMemory m, long offset) {
        store8(at(address, offset), Double.doubleToRawLongBits(value), m);
    }

    /** {@code f64.store} with an address of 64 bits. */
    public static void f64Store(long address, double value, BufferMemory m, long offset) {
        store8(at(address, offset), Double.doubleToRawLongBits(value), m);
    }

    /** {@code i32.store8}. */
    public static void i32Store8(int address, int value, BufferMemory m, long offset) {
        store1(at(address, offset), (byte) value, m);
    }

    /** {@code i32.store8} with an address of 64 bits. */
    public static void i32Store8(long address, int value, BufferMemory m, long offset) {
        store1(at(address, offset), (byte) value, m);
    }

    /** {@code i32.store16}. */
    public static void i32Store16(int address, int value, BufferMemory m, long offset) {
        store2(at(address, offset), (short) value, m);
    }

    /** {@code i32.store16} with an address of 64 bits. */
    public static void i32Store16(long address, int value, BufferMemory m, long offset) {
        store2(at(address, offset), (short) value, m);
    }

    /** {@code i64.store8}. */
    public static void i64Store8(int address, long value, BufferMemory m, long offset) {
        store1(at(address, offset), (byte) value, m);
    }

    /** {@code i64.store8} with an address of 64 bits. */
    public static void i64Store8(long address, long value, BufferMemory m, long offset) {
        store1(at(address, offset), (byte) value, m);
    }

    /** {@code i64.store16}. */
    public static void i64Store16(int address, long value, BufferMemory m, long offset) {
        store2(at(address, offset), (short) value, m);
    }

    /** {@code i64.store16} with an address of 64 bits. */
    public static void i64Store16(long address, long value, BufferMemory m, long offset) {
        store2(at(address, offset), (short) value, m);
    }

    /** {@code i64.store32}. */
    public static void i64Store32(int address, long value, BufferMemory m, long offset) {
        store4(at(address, offset), (int) value, m);
    }

    /** {@code i64.store32} with an address of 64 bits. */
    public static void i64Store32(long address, long value, BufferMemory m, long offset) {
        store4(at(address, offset), (int) value, m);
    }

    /** {@code v128.store}. */
    public static void v128Store(int address, long low, long high, BufferMemory m, long offset) {
        store16(at(address, offset), low, high, m);
    }

    /** {@code v128.store} with an address of 64 bits. */
    public static void v128Store(long address, long low, long high, BufferMemory m, long offset) {
        store16(at(address, offset), low, high, m);
    }
}
