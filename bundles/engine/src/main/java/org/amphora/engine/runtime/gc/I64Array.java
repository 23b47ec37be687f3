package org.amphora.engine.runtime.gc;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** An array of i64. */
public abstract class I64Array extends ArrayObject {
    /** The elements. */
    public final long[] elements;

    /** An array that has {@code elements}. */
    protected I64Array(long[] elements) {
        this.elements = elements;
    }

    /** The elements of an array of {@code length}, each the default. */
    public static long[] fresh(int length) {
        return new long[checkedLength(length)];
    }

    /** The elements of an array of {@code length}, each {@code value}. */
    public static long[] filled(long value, int length) {
        long[] elements = fresh(length);
        Arrays.fill(elements, value);
        return elements;
    }

    /** {@code array.get}. */
    public static long get(Object array, int index) {
        try {
            return ((I64Array) array).elements[index];
        } catch (NullPointerException | ArrayIndexOutOfBoundsException e) {
            throw fault(array, index);
        }
    }

    /** {@code array.set}. */
    public static void set(Object array, int index, long value) {
        try {
            ((I64Array) array).elements[index] = value;
        } catch (NullPointerException | ArrayIndexOutOfBoundsException e) {
            throw fault(array, index);
        }
    }

    /** {@code array.fill}. */
    public static void fill(Object array, int index, long value, int length) {
        Arrays.fill(checked(array, index, length), index, index + length, value);
    }

    /** {@code array.copy}. */
    public static void copy(Object target, int targetIndex, Object source, int sourceIndex, int length) {
        long[] to = checked(target, targetIndex, length);
        System.arraycopy(checked(source, sourceIndex, length), sourceIndex, to, targetIndex, length);
    }

    private static long[] checked(Object array, int index, int length) {
        of(array).check(index, length);
        return ((I64Array) array).elements;
    }

    @Override
    public final int length() {
        return elements.length;
    }

    @Override
    public final void put(int index, Object value) {
        elements[index] = (Long) value;
    }

    @Override
    public final int elementBytes() {
        return Long.BYTES;
    }

    @Override
    final void load(ByteBuffer data, int index, int length) {
        data.asLongBuffer().get(elements, index, length);
    }
}
