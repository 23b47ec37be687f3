package org.amphora.engine.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Atomic access to little-endian numbers of 1, 2, 4 or 8 bytes in direct buffers, at indices that are multiples of the
 * width. Numbers are unsigned numbers of 64 bits here. Java has atomic access to 4 and to 8 bytes of a buffer; narrower
 * numbers are exchanged with the word of 4 bytes that they are part of, which the buffer must reach as far as.
 */
final class AtomicBuffers {
    private static final VarHandle INT = view(int[].class);
    private static final VarHandle LONG = view(long[].class);

    private AtomicBuffers() {}

    private static VarHandle view(Class<?> array) {
        return MethodHandles.byteBufferViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
    }

    static long load(ByteBuffer buffer, int at, int bytes) {
        return switch (bytes) {
            case Long.BYTES -> (long) LONG.getVolatile(buffer, at);
            case Integer.BYTES -> Integer.toUnsignedLong((int) INT.getVolatile(buffer, at));
            default -> narrow((int) INT.getVolatile(buffer, word(at)), at, bytes);
        };
    }

    static void store(ByteBuffer buffer, int at, long value, int bytes) {
        switch (bytes) {
            case Long.BYTES -> LONG.setVolatile(buffer, at, value);
            case Integer.BYTES -> INT.setVolatile(buffer, at, (int) value);
            default -> modifyNarrow(AtomicOperation.EXCHANGE, buffer, at, value, bytes);
        }
    }

    /** Returns what was there before. */
    static long modify(AtomicOperation operation, ByteBuffer buffer, int at, long operand, int bytes) {
        return switch (bytes) {
            case Long.BYTES -> modifyLong(operation, buffer, at, operand);
            case Integer.BYTES -> Integer.toUnsignedLong(modifyInt(operation, buffer, at, (int) operand));
            default -> modifyNarrow(operation, buffer, at, operand, bytes);
        };
    }

    private static long modifyLong(AtomicOperation operation, ByteBuffer buffer, int at, long operand) {
        return switch (operation) {
            case ADD -> (long) LONG.getAndAdd(buffer, at, operand);
            case SUB -> (long) LONG.getAndAdd(buffer, at, -operand);
            case AND -> (long) LONG.getAndBitwiseAnd(buffer, at, operand);
            case OR -> (long) LONG.getAndBitwiseOr(buffer, at, operand);
            case XOR -> (long) LONG.getAndBitwiseXor(buffer, at, operand);
            case EXCHANGE -> (long) LONG.getAndSet(buffer, at, operand);
        };
    }

    private static int modifyInt(AtomicOperation operation, ByteBuffer buffer, int at, int operand) {
        return switch (operation) {
            case ADD -> (int) INT.getAndAdd(buffer, at, operand);
            case SUB -> (int) INT.getAndAdd(buffer, at, -operand);
            case AND -> (int) INT.getAndBitwiseAnd(buffer, at, operand);
            case OR -> (int) INT.getAndBitwiseOr(buffer, at, operand);
            case XOR -> (int) INT.getAndBitwiseXor(buffer, at, operand);
            case EXCHANGE -> (int) INT.getAndSet(buffer, at, operand);
        };
    }

    private static long modifyNarrow(AtomicOperation operation, ByteBuffer buffer, int at, long operand, int bytes) {
        while (true) {
            int word = (int) INT.getVolatile(buffer, word(at));
            long old = narrow(word, at, bytes);
            int changed = withNarrow(word, operation.apply(old, operand), at, bytes);
            if (INT.compareAndSet(buffer, word(at), word, changed)) {
                return old;
            }
        }
    }

    /** Writes {@code replacement} if {@code expected} is there, and returns what was there. */
    static long compareExchange(ByteBuffer buffer, int at, long expected, long replacement, int bytes) {
        if (bytes == Long.BYTES) {
            return (long) LONG.compareAndExchange(buffer, at, expected, replacement);
        }
        while (true) {
            int word = (int) INT.getVolatile(buffer, word(at));
            long old = narrow(word, at, bytes);
            if (old != expected
                    || INT.compareAndSet(buffer, word(at), word, withNarrow(word, replacement, at, bytes))) {
                return old;
            }
        }
    }

    private static int word(int at) {
        return at & -Integer.BYTES;
    }

    private static int shift(int at) {
        return (at & (Integer.BYTES - 1)) * Byte.SIZE;
    }

    private static long mask(int bytes) {
        return (1L << (bytes * Byte.SIZE)) - 1;
    }

    private static long narrow(int word, int at, int bytes) {
        return (word >>> shift(at)) & mask(bytes);
    }

    private static int withNarrow(int word, long value, int at, int bytes) {
        long mask = mask(bytes) << shift(at);
        return (int) ((word & ~mask) | ((value << shift(at)) & mask));
    }
}
