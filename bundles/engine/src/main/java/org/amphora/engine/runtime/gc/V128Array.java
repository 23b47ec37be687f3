package org.amphora.engine.runtime.gc;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** An array of v128: each takes two elements of the Java array, the low half first. */
public abstract class V128Array extends ArrayObject {
    /** The halves. */
    public final long[] elements;

    /** An array that has {@code elements}. */
    protected V128Array(long[] elements) {
        this.elements = elements;
    }

    /** The elements of an array of {@code length}, each zero. */
    public static long[] fresh(int length) {
        return new long[2 * checkedLength(length, Integer.MAX_VALUE / 2 - 8)];
    }

    /** The elements of an array of {@code length}, each the same vector. */
    public static long[] filled(long low, long high, int length) {
        long[] elements = fresh(length);
        fill(elements, 0, low, high, length);
        return elements;
    }

    /** The low half that {@code array.get} gives. */
    public static long low(Object array, int index) {
        return half(array, index, 0);
    }

    /** The high half that {@code array.get} gives. */
    public static long high(Object array, int index) {
        return half(array, index, 1);
    }

    private static long half(Object array, int index, int half) {
        V128Array vectors = (V128Array) of(array);
        if (index < 0 || index >= vectors.length()) {
            throw fault(array, index);
        }
        return vectors.elements[2 * index + half];
    }

    /** {@code array.set}. */
    public static void set(Object array, int index, long low, long high) {
        V128Array vectors = (V128Array) of(array);
        if (index < 0 || index >= vectors.length()) {
            throw fault(array, index);
        }
        vectors.elements[2 * index] = low;
        vectors.elements[2 * index + 1] = high;
    }

    /** {@code array.fill}. */
    public static void fill(Object array, int index, long low, long high, int length) {
        fill(checked(array, index, length), index, low, high, length);
    }

    private static void fill(long[] elements, int index, long low, long high, int length) {
        for (int i = 2 * index; i < 2 * (index + length); i += 2) {
            elements[i] = low;
            elements[i + 1] = high;
        }
    }

    /** {@code array.copy}. */
    public static void copy(Object target, int targetIndex, Object source, int sourceIndex, int length) {
        long[] to = checked(target, targetIndex, length);
        System.arraycopy(checked(source, sourceIndex, length), 2 * sourceIndex, to, 2 * targetIndex, 2 * length);
    }

    private static long[] checked(Object array, int index, int length) {
        of(array).check(index, length);
        return ((V128Array) array).elements;
    }

    @Override
    public final int length() {
        return elements.length / 2;
    }

    @Override
    public final void put(int index, Object value) {
        load(ByteBuffer.wrap((byte[]) value).order(ByteOrder.LITTLE_ENDIAN), index, 1);
    }

    @Override
    public final int elementBytes() {
        return 2 * Long.BYTES;
    }

    @Override
    final void load(ByteBuffer data, int index, int length) {
        data.asLongBuffer().get(elements, 2 * index, 2 * length);
    }
}
