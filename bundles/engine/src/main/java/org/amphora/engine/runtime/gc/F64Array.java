package org.amphora.engine.runtime.gc;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** An array of f64. */
public abstract class F64Array extends ArrayObject {
    /** The elements. */
    public final double[] elements;

    /** An array that has {@code elements}. */
    protected F64Array(double[] elements) {
        this.elements = elements;
    }

    /** The elements of an array of {@code length}, each the default. */
    public static double[] fresh(int length) {
        return new double[checkedLength(length)];
    }

    /** The elements of an array of {@code length}, each {@code value}. */
    public static double[] filled(double value, int length) {
        double[] elements = fresh(length);
        Arrays.fill(elements, value);
        return elements;
    }

    /** {@code array.get}. */
    public static double get(Object array, int index) {
        try {
            return ((F64Array) array).elements[index];
        } catch (NullPointerException | ArrayIndexOutOfBoundsException e) {
            throw fault(array, index);
        }
    }

    /** {@code array.set}. */
    public static void set(Object array, int index, double value) {
        try {
            ((F64Array) array).elements[index] = value;
        } catch (NullPointerException | ArrayIndexOutOfBoundsException e) {
            throw fault(array, index);
        }
    }

    /** {@code array.fill}. */
    public static void fill(Object array, int index, double value, int length) {
        Arrays.fill(checked(array, index, length), index, index + length, value);
    }

    /** {@code array.copy}. */
    public static void copy(Object target, int targetIndex, Object source, int sourceIndex, int length) {
        double[] to = checked(target, targetIndex, length);
        System.arraycopy(checked(source, sourceIndex, length), sourceIndex, to, targetIndex, length);
    }

    private static double[] checked(Object array, int index, int length) {
        of(array).check(index, length);
        return ((F64Array) array).elements;
    }

    @Override
    public final int length() {
        return elements.length;
    }

    @Override
    public final void put(int index, Object value) {
        elements[index] = (Double) value;
    }

    @Override
    public final int elementBytes() {
        return Double.BYTES;
    }

    @Override
    final void load(ByteBuffer data, int index, int length) {
        data.asDoubleBuffer().get(elements, index, length);
    }
}
