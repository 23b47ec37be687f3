package org.amphora.engine.runtime.gc;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** An array of packed integers of 16 bits. */
public abstract class I16Array extends ArrayObject {
    /** The elements. */
    public final short[] elements;

    /** An array that has {@code elements}. */
    protected I16Array(short[] elements) {
        this.elements = elements;
    }

    /** The elements of an array of {@code length}, each the default. */
    public static short[] fresh(int length) {
        return new short[checkedLength(length)];
    }

    /** The elements of an array of {@code length}, each {@code value}. */
    public static short[] filled(int value, int length) {
        short[] elements = fresh(length);
        Arrays.fill(elements, (short) value);
        return elements;
    }

    /** {@code array.get_s}; the low 16 bits are what {@code array.get_u} gives. */
    public static int get(Object array, int index) {
        try {
            return ((I16Array) array).elements[index];
        } catch (NullPointerException | ArrayIndexOutOfBoundsException e) {
            throw fault(array, index);
        }
    }

    /** {@code array.set}. */
    public static void set(Object array, int index, int value) {
        try {
            ((I16Array) array).elements[index] = (short) value;
        } catch (NullPointerException | ArrayIndexOutOfBoundsException e) {
            throw fault(array, index);
        }
    }

    /** {@code array.fill}. */
    public static void fill(Object array, int index, int value, int length) {
        Arrays.fill(checked(array, index, length), index, index + length, (short) value);
    }

    /** {@code array.copy}. */
    public static void copy(Object target, int targetIndex, Object source, int sourceIndex, int length) {
        short[] to = checked(target, targetIndex, length);
        System.arraycopy(checked(source, sourceIndex, length), sourceIndex, to, targetIndex, length);
    }

    private static short[] checked(Object array, int index, int length) {
        of(array).check(index, length);
        return ((I16Array) array).elements;
    }

    @Override
    public final int length() {
        return elements.length;
    }

    @Override
    public final void put(int index, Object value) {
        elements[index] = ((Integer) value).shortValue();
    }

    @Override
    public final int elementBytes() {
        return Short.BYTES;
    }

    @Override
    final void load(ByteBuffer data, int index, int length) {
        data.asShortBuffer().get(elements, index, length);
    }
}
