package org.amphora.engine.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Loads and stores of generated code on a memory that is one {@code byte[]}: a method for each instruction, named after
 * it, a second one for accesses with an offset, and a third one for 64-bit addresses.
 *
 * <p>The array is exactly as long as the memory, so the JVM's own check is the bounds check. The index of an access is
 * {@code (address + offset) | (address >> 31)}, all in 32 bits: with a non-negative address and an offset below 2^31,
 * a sum that overflows is negative, and an address beyond 2^31 gives -1; both fail the JVM's check, as they must, because
 * no such array exists. Of a 64-bit address, what does not fit in 31 bits gives -1 at once.
 *
 * <p>Each method declares local variables that it never uses. They are no code, but C1 inlines no method with more than
 * ten words of them and of operands, while C2 does not mind. Inlined by C1, with the counters of everything in a
 * {@link VarHandle}'s depth, a hundred accesses use up the virtual registers of one compilation: C1 gives up on the
 * method, and on some JVMs it then waits for C2 without end.
 */
@SuppressWarnings("UnusedVariable")
public final class ByteAccess {
    private static final VarHandle SHORT = view(short[].class);
    private static final VarHandle INT = view(int[].class);
    private static final VarHandle LONG = view(long[].class);
    private static final VarHandle FLOAT = view(float[].class);
    private static final VarHandle DOUBLE = view(double[].class);

    private ByteAccess() {}

    private static VarHandle view(Class<?> arrayType) {
        return MethodHandles.byteArrayViewVarHandle(arrayType, ByteOrder.LITTLE_ENDIAN);
    }

    /** Uses each kind of access once, so that all that a {@link VarHandle} initialises is. */
    static void warmUp() {
        byte[] m = new byte[Long.BYTES];
        i32Store16(0, i32Load16U(0, m), m);
        i32Store(0, i32Load(0, m), m);
        i64Store(0, i64Load(0, m), m);
        f32Store(0, f32Load(0, m), m);
        f64Store(0, f64Load(0, m), m);
    }

    private static int index(long address, int offset) {
        return address >>> 31 == 0 ? (int) address + offset : -1;
    }

    /** {@code i32.load}. */
    public static int i32Load(int address, byte[] m) {
        long a, b, c, d, e, f;
        return (int) INT.get(m, address);
    }

    /** {@code i32.load} with an offset. */
    public static int i32Load(int address, byte[] m, int offset) {
        long a, b, c, d, e, f;
        return (int) INT.get(m, (address + offset) | (address >> 31));
    }

    /** {@code i32.load} with a 64-bit address. */
    public static int i32Load(long address, byte[] m, int offset) {
        long a, b, c, d, e, f;
        return (int) INT.get(m, index(address, offset));
    }

    /** {@code i64.load}. */
    public static long i64Load(int address, byte[] m) {
        long a, b, c, d, e, f;
        return (long) LONG.get(m, address);
    }

    /** {@code i64.load} with an offset. */
    public static long i64Load(int address, byte[] m, int offset) {
        long a, b, c, d, e, f;
        return (long) LONG.get(m, (address + offset) | (address >> 31));
    }

    /** {@code i64.load} with a 64-bit address. */
    public static long i64Load(long address, byte[] m, int offset) {
        long a, b, c, d, e, f;
        return (long) LONG.get(m, index(address, offset));
    }

    /** {@code f32.load}. */
    public static float f32Load(int address, byte[] m) {
        long a, b, c, d, e, f;
        return (float) FLOAT.get(m, address);
    }

    /** {@code f32.load} with an offset. */
    public static float f32Load(int address, byte[] m, int offset) {
        long a, b, c, d, e, f;
        return (float) FLOAT.get(m, (address + offset) | (address >> 31));
    }

    /** {@code f32.load} with a 64-bit address. */
    public static float f32Load(long address, byte[] m, int offset) {
        long a, b, c, d, e, f;
        return (float) FLOAT.get(m, index(address, offset));
    }

    /** {@code f64.load}. */
    public static double f64Load(int address, byte[] m) {
        long a, b, c, d, e, f;
        return (double) DOUBLE.get(m, address);
    }

    /** {@code f64.load} with an offset. */
    public static double f64Load(int address, byte[] m, int offset) {
        long a, b, c, d, e, f;
        return (double) DOUBLE.get(m, (address + offset) | (address >> 31));
    }

    /** {@code f64.load} with a 64-bit address. */
    public static double f64Load(long address, byte[] m, int offset) {
        long a, b, c, d, e, f;
        return (double) DOUBLE.get(m, index(address, offset));
    }

    /** {@code i32.load8_s}. */
    public static int i32Load8S(int address, byte[] m) {
        long a, b, c, d, e, f;
        return m[address];
    }

    /** {@code i32.load8_s} with an offset. */
    public static int i32Load8S(int address, byte[] m, int offset) {
        long a, b, c, d, e, f;
        return m[(address + offset) | (address >> 31)];
    }

    /** {@code i32.load8_s} with a 64-bit address. */
    public static int i32Load8S(long address, byte[] m, int offset) {
        long a, b, c, d, e, f;
        return m[index(address, offset)];
    }

    /** {@code i32.load8_u}. */
    public static int i32Load8U(int address, byte[] m) {
        long a, b, c, d, e, f;
        return m[address] & 0xFF;
    }

    /** {@code i32.load8_u} with an offset. */
    public static int i32Load8U(int address, byte[] m, int offset) {
        long a, b, c, d, e, f;
        return m[(address + offset) | (address >> 31)] & 0xFF;
    }

    /** {@code i32.load8_u} with a 64-bit address. */
    public static int i32Load8U(long address, byte[] m, int offset) {
        long a, b, c, d, e, f;
        return m[index(address, offset)] & 0xFF;
    }

    /** {@code i32.load16_s}. */
    public static int i32Load16S(int address, byte[] m) {
        long a, b, c, d, e, f;
        return (short) SHORT.get(m, address);
    }

    /** {@code i32.load16_s} with an offset. */
    public static int i32Load16S(int address, byte[] m, int offset) {
        long a, b, c, d, e, f;
        return (short) SHORT.get(m, (address + offset) | (address >> 31));
    }

    /** {@code i32.load16_s} with a 64-bit address. */
    public static int i32Load16S(long address, byte[] m, int offset) {
        long a, b, c, d, e, f;
        return (short) SHORT.get(m, index(address, offset));
    }

    /** {@code i32.load16_u}. */
    public static int i32Load16U(int address, byte[] m) {
        long a, b, c, d, e, f;
        return (short) SHORT.get(m, address) & 0xFFFF;
    }

    /** {@code i32.load16_u} with an offset. */
    public static int i32Load16U(int address, byte[] m, int offset) {
        long a, b, c, d, e, f;
        return (short) SHORT.get(m, (address + offset) | (address >> 31)) & 0xFFFF;
    }

    /** {@code i32.load16_u} with a 64-bit address. */
    public static int i32Load16U(long address, byte[] m, int offset) {
        long a, b, c, d, e, f;
        return (short) SHORT.get(m, index(address, offset)) & 0xFFFF;
    }

    /** {@code i64.load8_s}. */
    public static long i64Load8S(int address, byte[] m) {
        long a, b, c, d, e, f;
        return m[address];
    }

    /** {@code i64.load8_s} with an offset. */
    public static long i64Load8S(int address, byte[] m, int offset) {
        long a, b, c, d, e, f;
        return m[(address + offset) | (address >> 31)];
    }

    /** {@code i64.load8_s} with a 64-bit address. */
    public static long i64Load8S(long address, byte[] m, int offset) {
        long a, b, c, d, e, f;
        return m[index(address, offset)];
    }

    /** {@code i64.load8_u}. */
    public static long i64Load8U(int address, byte[] m) {
        long a, b, c, d, e, f;
        return m[address] & 0xFFL;
    }

    /** {@code i64.load8_u} with an offset. */
    public static long i64Load8U(int address, byte[] m, int offset) {
        long a, b, c, d, e, f;
        return m[(address + offset) | (address >> 31)] & 0xFFL;
    }

    /** {@code i64.load8_u} with a 64-bit address. */
    public static long i64Load8U(long address, byte[] m, int offset) {
        long a, b, c, d, e, f;
        return m[index(address, offset)] & 0xFFL;
    }

    /** {@code i64.load16_s}. */
    public static long i64Load16S(int address, byte[] m) {
        long a, b, c, d, e, f;
        return (short) SHORT.get(m, address);
    }

    /** {@code i64.load16_s} with an offset. */
    public static long i64Load16S(int address, byte[] m, int offset) {
        long a, b, c, d, e, f;
        return (short) SHORT.get(m, (address + offset) | (address >> 31));
    }

    /** {@code i64.load16_s} with a 64-bit address. */
    public static long i64Load16S(long address, byte[] m, int offset) {
        long a, b, c, d, e, f;
        return (short) SHORT.get(m, index(address, offset));
    }

    /** {@code i64.load16_u}. */
    public static long i64Load16U(int address, byte[] m) {
        long a, b, c, d, e, f;
        return (short) SHORT.get(m, address) & 0xFFFFL;
    }

    /** {@code i64.load16_u} with an offset. */
    public static long i64Load16U(int address, byte[] m, int offset) {
        long a, b, c, d, e, f;
        return (short) SHORT.get(m, (address + offset) | (address >> 31)) & 0xFFFFL;
    }

    /** {@code i64.load16_u} with a 64-bit address. */
    public static long i64Load16U(long address, byte[] m, int offset) {
        long a, b, c, d, e, f;
        return (short) SHORT.get(m, index(address, offset)) & 0xFFFFL;
    }

    /** {@code i64.load32_s}. */
    public static long i64Load32S(int address, byte[] m) {
        long a, b, c, d, e, f;
        return (int) INT.get(m, address);
    }

    /** {@code i64.load32_s} with an offset. */
    public static long i64Load32S(int address, byte[] m, int offset) {
        long a, b, c, d, e, f;
        return (int) INT.get(m, (address + offset) | (address >> 31));
    }

    /** {@code i64.load32_s} with a 64-bit address. */
    public static long i64Load32S(long address, byte[] m, int offset) {
        long a, b, c, d, e, f;
        return (int) INT.get(m, index(address, offset));
    }

    /** {@code i64.load32_u}. */
    public static long i64Load32U(int address, byte[] m) {
        long a, b, c, d, e, f;
        return (int) INT.get(m, address) & 0xFFFF_FFFFL;
    }

    /** {@code i64.load32_u} with an offset. */
    public static long i64Load32U(int address, byte[] m, int offset) {
        long a, b, c, d, e, f;
        return (int) INT.get(m, (address + offset) | (address >> 31)) & 0xFFFF_FFFFL;
    }

    /** {@code i64.load32_u} with a 64-bit address. */
    public static long i64Load32U(long address, byte[] m, int offset) {
        long a, b, c, d, e, f;
        return (int) INT.get(m, index(address, offset)) & 0xFFFF_FFFFL;
    }

    /** {@code i32.store}. */
    public static void i32Store(int address, int value, byte[] m) {
        long a, b, c, d, e, f;
        INT.set(m, address, value);
    }

    /** {@code i32.store} with an offset. */
    public static void i32Store(int address, int value, byte[] m, int offset) {
        long a, b, c, d, e, f;
        INT.set(m, (address + offset) | (address >> 31), value);
    }

    /** {@code i32.store} with a 64-bit address. */
    public static void i32Store(long address, int value, byte[] m, int offset) {
        long a, b, c, d, e, f;
        INT.set(m, index(address, offset), value);
    }

    /** {@code i64.store}. */
    public static void i64Store(int address, long value, byte[] m) {
        long a, b, c, d, e, f;
        LONG.set(m, address, value);
    }

    /** {@code i64.store} with an offset. */
    public static void i64Store(int address, long value, byte[] m, int offset) {
        long a, b, c, d, e, f;
        LONG.set(m, (address + offset) | (address >> 31), value);
    }

    /** {@code i64.store} with a 64-bit address. */
    public static void i64Store(long address, long value, byte[] m, int offset) {
        long a, b, c, d, e, f;
        LONG.set(m, index(address, offset), value);
    }

    /** {@code f32.store}. */
    public static void f32Store(int address, float value, byte[] m) {
        long a, b, c, d, e, f;
        FLOAT.set(m, address, value);
    }

    /** {@code f32.store} with an offset. */
    public static void f32Store(int address, float value, byte[] m, int offset) {
        long a, b, c, d, e, f;
        FLOAT.set(m, (address + offset) | (address >> 31), value);
    }

    /** {@code f32.store} with a 64-bit address. */
    public static void f32Store(long address, float value, byte[] m, int offset) {
        long a, b, c, d, e, f;
        FLOAT.set(m, index(address, offset), value);
    }

    /** {@code f64.store}. */
    public static void f64Store(int address, double value, byte[] m) {
        long a, b, c, d, e, f;
        DOUBLE.set(m, address, value);
    }

    /** {@code f64.store} with an offset. */
    public static void f64Store(int address, double value, byte[] m, int offset) {
        long a, b, c, d, e, f;
        DOUBLE.set(m, (address + offset) | (address >> 31), value);
    }

    /** {@code f64.store} with a 64-bit address. */
    public static void f64Store(long address, double value, byte[] m, int offset) {
        long a, b, c, d, e, f;
        DOUBLE.set(m, index(address, offset), value);
    }

    /** {@code i32.store8}. */
    public static void i32Store8(int address, int value, byte[] m) {
        long a, b, c, d, e, f;
        m[address] = (byte) value;
    }

    /** {@code i32.store8} with an offset. */
    public static void i32Store8(int address, int value, byte[] m, int offset) {
        long a, b, c, d, e, f;
        m[(address + offset) | (address >> 31)] = (byte) value;
    }

    /** {@code i32.store8} with a 64-bit address. */
    public static void i32Store8(long address, int value, byte[] m, int offset) {
        long a, b, c, d, e, f;
        m[index(address, offset)] = (byte) value;
    }

    /** {@code i32.store16}. */
    public static void i32Store16(int address, int value, byte[] m) {
        long a, b, c, d, e, f;
        SHORT.set(m, address, (short) value);
    }

    /** {@code i32.store16} with an offset. */
    public static void i32Store16(int address, int value, byte[] m, int offset) {
        long a, b, c, d, e, f;
        SHORT.set(m, (address + offset) | (address >> 31), (short) value);
    }

    /** {@code i32.store16} with a 64-bit address. */
    public static void i32Store16(long address, int value, byte[] m, int offset) {
        long a, b, c, d, e, f;
        SHORT.set(m, index(address, offset), (short) value);
    }

    /** {@code i64.store8}. */
    public static void i64Store8(int address, long value, byte[] m) {
        long a, b, c, d, e, f;
        m[address] = (byte) value;
    }

    /** {@code i64.store8} with an offset. */
    public static void i64Store8(int address, long value, byte[] m, int offset) {
        long a, b, c, d, e, f;
        m[(address + offset) | (address >> 31)] = (byte) value;
    }

    /** {@code i64.store8} with a 64-bit address. */
    public static void i64Store8(long address, long value, byte[] m, int offset) {
        long a, b, c, d, e, f;
        m[index(address, offset)] = (byte) value;
    }

    /** {@code i64.store16}. */
    public static void i64Store16(int address, long value, byte[] m) {
        long a, b, c, d, e, f;
        SHORT.set(m, address, (short) value);
    }

    /** {@code i64.store16} with an offset. */
    public static void i64Store16(int address, long value, byte[] m, int offset) {
        long a, b, c, d, e, f;
        SHORT.set(m, (address + offset) | (address >> 31), (short) value);
    }

    /** {@code i64.store16} with a 64-bit address. */
    public static void i64Store16(long address, long value, byte[] m, int offset) {
        long a, b, c, d, e, f;
        SHORT.set(m, index(address, offset), (short) value);
    }

    /** {@code i64.store32}. */
    public static void i64Store32(int address, long value, byte[] m) {
        long a, b, c, d, e, f;
        INT.set(m, address, (int) value);
    }

    /** {@code i64.store32} with an offset. */
    public static void i64Store32(int address, long value, byte[] m, int offset) {
        long a, b, c, d, e, f;
        INT.set(m, (address + offset) | (address >> 31), (int) value);
    }

    /** {@code i64.store32} with a 64-bit address. */
    public static void i64Store32(long address, long value, byte[] m, int offset) {
        long a, b, c, d, e, f;
        INT.set(m, index(address, offset), (int) value);
    }

    /** {@code v128.store}; nothing is written if any byte is out of bounds. */
    public static void v128Store(int address, long low, long high, byte[] m) {
        long a, b, c, d, e, f;
        v128Store(address, low, high, m, 0);
    }

    /** {@code v128.store} with an offset; nothing is written if any byte is out of bounds. */
    public static void v128Store(int address, long low, long high, byte[] m, int offset) {
        long a, b, c, d, e, f;
        storeVector(m, (address + offset) | (address >> 31), low, high);
    }

    /** {@code v128.store} with a 64-bit address; nothing is written if any byte is out of bounds. */
    public static void v128Store(long address, long low, long high, byte[] m, int offset) {
        long a, b, c, d, e, f;
        storeVector(m, index(address, offset), low, high);
    }

    private static void storeVector(byte[] m, int index, long low, long high) {
        // the upper half first: where it is in bounds the lower one is too, unless the index is negative
        LONG.set(m, (index + 8) | (index >> 31), high);
        LONG.set(m, index, low);
    }
}
