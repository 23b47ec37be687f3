package org.amphora.engine.runtime.gc;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** An array of i32. */
public abstract class I32Array extends ArrayObject {
    /** The elements. */
    public final int[] elements;

    /** An array that has {@code elements}. */
    protected I32Array(int[] elements) {
        this.elements = elements;
    }

    /** The elements of an array of {@code length}, each the default. */
    public static int[] fresh(int length) {
        return new int[checkedLength(length)];
    }

    /** The elements of an array of {@code length}, each {@code value}. */
    public static int[] filled(int value, int length) {
        int[] elements = fresh(length);
        Arrays.fill(elements, value);
        return elements;
    }

    /** {@code array.get}. */
    public static int get(Object array, int index) {
        try {
            return ((I32Array) array).elements[index];
        } catch (NullPointerException | ArrayIndexOutOfBoundsException e) {
            throw fault(array, index);
        }
    }

    /** {@code array.set}. */
    public static void set(Object array, int index, int value) {
        try {
            ((I32Array) array).elements[index] = value;
        } catch (NullPointerException | ArrayIndexOutOfBoundsException e) {
            throw fault(array, index);
        }
    }

    /** {@code array.fill}. */
    public static void fill(Object array, int index, int value, int length) {
        Arrays.fill(checked(array, index, length), index, index + length, value);
    }

    /** {@code array.copy}. */
    public static void copy(Object target, int targetIndex, Object source, int sourceIndex, int length) {
        int[] to = checked(target, targetIndex, length);
        System.arraycopy(checked(source, sourceIndex, length), sourceIndex, to, targetIndex, length);
    }

    private static int[] checked(Object array, int index, int length) {
        of(array).check(index, length);
        return ((I32Array) array).elements;
    }

    @Override
    public final int length() {
        return elements.length;
    }

    @Override
    public final void put(int index, Object value) {
        elements[index] = (Integer) value;
    }

    @Override
    public final int elementBytes() {
        return Integer.BYTES;
    }

    @Override
    final void load(ByteBuffer data, int index, int length) {
        data.asIntBuffer().get(elements, index, length);
    }
}
