package org.amphora.engine.runtime.gc;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** An array of packed integers of 8 bits. */
public abstract class I8Array extends ArrayObject {
    /** The elements. */
    public final byte[] elements;

    /** An array that has {@code elements}. */
    protected I8Array(byte[] elements) {
        this.elements = elements;
    }

    /** The elements of an array of {@code length}, each the default. */
    public static byte[] fresh(int length) {
        return new byte[checkedLength(length)];
    }

    /** The elements of an array of {@code length}, each {@code value}. */
    public static byte[] filled(int value, int length) {
        byte[] elements = fresh(length);
        Arrays.fill(elements, (byte) value);
        return elements;
    }

    /** {@code array.get_s}; the low 8 bits are what {@code array.get_u} gives. */
    public static int get(Object array, int index) {
        try {
            return ((I8Array) array).elements[index];
        } catch (NullPointerException | ArrayIndexOutOfBoundsException e) {
            throw fault(array, index);
        }
    }

    /** {@code array.set}. */
    public static void set(Object array, int index, int value) {
        try {
            ((I8Array) array).elements[index] = (byte) value;
        } catch (NullPointerException | ArrayIndexOutOfBoundsException e) {
            throw fault(array, index);
        }
    }

    /** {@code array.fill}. */
    public static void fill(Object array, int index, int value, int length) {
        Arrays.fill(checked(array, index, length), index, index + length, (byte) value);
    }

    /** {@code array.copy}. */
    public static void copy(Object target, int targetIndex, Object source, int sourceIndex, int length) {
        byte[] to = checked(target, targetIndex, length);
        System.arraycopy(checked(source, sourceIndex, length), sourceIndex, to, targetIndex, length);
    }

    private static byte[] checked(Object array, int index, int length) {
        of(array).check(index, length);
        return ((I8Array) array).elements;
    }

    @Override
    public final int length() {
        return elements.length;
    }

    @Override
    public final void put(int index, Object value) {
        elements[index] = ((Integer) value).byteValue();
    }

    @Override
    public final int elementBytes() {
        return Byte.BYTES;
    }

    @Override
    final void load(ByteBuffer data, int index, int length) {
        data.get(elements, index, length);
    }
}
