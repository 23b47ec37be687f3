package org.amphora.engine.runtime.gc;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** An array of f32. */
public abstract class F32Array extends ArrayObject {
    /** The elements. */
    public final float[] elements;

    /** An array that has {@code elements}. */
    protected F32Array(float[] elements) {
        this.elements = elements;
    }

    /** The elements of an array of {@code length}, each the default. */
    public static float[] fresh(int length) {
        return new float[checkedLength(length)];
    }

    /** The elements of an array of {@code length}, each {@code value}. */
    public static float[] filled(float value, int length) {
        float[] elements = fresh(length);
        Arrays.fill(elements, value);
        return elements;
    }

    /** {@code array.get}. */
    public static float get(Object array, int index) {
        try {
            return ((F32Array) array).elements[index];
        } catch (NullPointerException | ArrayIndexOutOfBoundsException e) {
            throw fault(array, index);
        }
    }

    /** {@code array.set}. */
    public static void set(Object array, int index, float value) {
        try {
            ((F32Array) array).elements[index] = value;
        } catch (NullPointerException | ArrayIndexOutOfBoundsException e) {
            throw fault(array, index);
        }
    }

    /** {@code array.fill}. */
    public static void fill(Object array, int index, float value, int length) {
        Arrays.fill(checked(array, index, length), index, index + length, value);
    }

    /** {@code array.copy}. */
    public static void copy(Object target, int targetIndex, Object source, int sourceIndex, int length) {
        float[] to = checked(target, targetIndex, length);
        System.arraycopy(checked(source, sourceIndex, length), sourceIndex, to, targetIndex, length);
    }

    private static float[] checked(Object array, int index, int length) {
        of(array).check(index, length);
        return ((F32Array) array).elements;
    }

    @Override
    public final int length() {
        return elements.length;
    }

    @Override
    public final void put(int index, Object value) {
        elements[index] = (Float) value;
    }

    @Override
    public final int elementBytes() {
        return Float.BYTES;
    }

    @Override
    final void load(ByteBuffer data, int index, int length) {
        data.asFloatBuffer().get(elements, index, length);
    }
}
