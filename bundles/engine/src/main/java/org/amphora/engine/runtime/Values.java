package org.amphora.engine.runtime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.amphora.api.Aggregate;
import org.amphora.api.I31;
import org.amphora.api.NumberType;
import org.amphora.api.ReferenceType;
import org.amphora.api.ValueType;
import org.amphora.api.VectorType;

/** Values as Java objects and as slots (see {@link ValueType}). */
public final class Values {
    private static final long LOW_32_BITS = 0xFFFF_FFFFL;

    private Values() {}

    /** Whether {@code value} is one of {@code type}, in the form of {@link org.amphora.api.Global#get()}. */
    static boolean matches(Object value, ValueType type) {
        if (type instanceof NumberType number) {
            return switch (number) {
                case I32 -> value instanceof Integer;
                case I64 -> value instanceof Long;
                case F32 -> value instanceof Float;
                case F64 -> value instanceof Double;
            };
        }
        return type instanceof VectorType
                ? value instanceof byte[] lanes && lanes.length == 16
                : References.matches(value, (ReferenceType) type);
    }

    /** Writes {@code value}, which is one of {@code type}, into {@code stack}; {@code handles} makes handles. */
    static void store(ValueType type, Object value, long[] stack, int slot, LocalReferences handles) {
        if (type instanceof NumberType number) {
            stack[slot] = switch (number) {
                case I32 -> Integer.toUnsignedLong((Integer) value);
                case I64 -> (Long) value;
                case F32 -> Integer.toUnsignedLong(Float.floatToRawIntBits((Float) value));
                case F64 -> Double.doubleToRawLongBits((Double) value);
            };
        } else if (type instanceof VectorType) {
            ByteBuffer lanes = ByteBuffer.wrap((byte[]) value).order(ByteOrder.LITTLE_ENDIAN);
            stack[slot] = lanes.getLong();
            stack[slot + 1] = lanes.getLong();
        } else {
            stack[slot] = value == null ? 0 : handles.handle(value);
        }
    }

    /** Reads a value of {@code type} out of {@code stack}; {@code handles} resolves handles. */
    static Object load(ValueType type, long[] stack, int slot, LocalReferences handles) {
        long bits = stack[slot];
        if (type instanceof NumberType number) {
            return switch (number) {
                case I32 -> (Object) (int) bits;
                case I64 -> bits;
                case F32 -> Float.intBitsToFloat((int) bits);
                case F64 -> Double.longBitsToDouble(bits);
            };
        }
        if (type instanceof VectorType) {
            return vector(bits, stack[slot + 1]);
        }
        return bits == 0 ? null : handles.resolve(bits);
    }

    /** A v128 as a Java object: its sixteen bytes, the lowest first. */
    public static byte[] vector(long low, long high) {
        return ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(low)
                .putLong(high)
                .array();
    }

    /** Lanes 0 to 7 of a vector in the form that {@link #vector} gives. */
    public static long low(Object vector) {
        return ByteBuffer.wrap((byte[]) vector).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
    }

    /** Lanes 8 to 15 of a vector in the form that {@link #vector} gives. */
    public static long high(Object vector) {
        return ByteBuffer.wrap((byte[]) vector).order(ByteOrder.LITTLE_ENDIAN).getLong(Long.BYTES);
    }

    /** Clears the bits of a slot that {@code type} does not use. */
    static long clean(ValueType type, long bits) {
        return type == NumberType.I32 || type == NumberType.F32 ? bits & LOW_32_BITS : bits;
    }

    /** What {@code value} is, for a message: its class, or what it says of itself if it is of the guest, or null. */
    static String describe(Object value) {
        if (value instanceof byte[] bytes) {
            return "byte[" + bytes.length + "]";
        }
        if (value instanceof Aggregate || value instanceof I31) {
            return value.toString();
        }
        return value instanceof FunctionInstance function
                ? "function " + function.name() + " of type " + function.type()
                : value == null ? "null" : value.getClass().getName();
    }
}
