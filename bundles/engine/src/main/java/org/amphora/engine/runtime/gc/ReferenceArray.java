package org.amphora.engine.runtime.gc;

import java.util.Arrays;

/** An array of references. */
public abstract class ReferenceArray extends ArrayObject {
    /** The elements. */
    public final Object[] elements;

    /** An array that has {@code elements}. */
    protected ReferenceArray(Object[] elements) {
        this.elements = elements;
    }

    /** The elements of an array of {@code length}, each the default. */
    public static Object[] fresh(int length) {
        return new Object[checkedLength(length)];
    }

    /** The elements of an array of {@code length}, each {@code value}. */
    public static Object[] filled(Object value, int length) {
        Object[] elements = fresh(length);
        Arrays.fill(elements, value);
        return elements;
    }

    /** {@code array.get}. */
    public static Object get(Object array, int index) {
        try {
            return ((ReferenceArray) array).elements[index];
        } catch (NullPointerException | ArrayIndexOutOfBoundsException e) {
            throw fault(array, index);
        }
    }

    /** {@code array.set}. */
    public static void set(Object array, int index, Object value) {
        try {
            ((ReferenceArray) array).elements[index] = value;
        } catch (NullPointerException | ArrayIndexOutOfBoundsException e) {
            throw fault(array, index);
        }
    }

    /** {@code array.fill}. */
    public static void fill(Object array, int index, Object value, int length) {
        Arrays.fill(checked(array, index, length), index, index + length, value);
    }

    /** {@code array.copy}. */
    public static void copy(Object target, int targetIndex, Object source, int sourceIndex, int length) {
        Object[] to = checked(target, targetIndex, length);
        System.arraycopy(checked(source, sourceIndex, length), sourceIndex, to, targetIndex, length);
    }

    /** {@code array.init_elem}: {@code references} has as many from {@code source} on as it takes. */
    public final void initialize(int index, int length, Object[] references, int source) {
        check(index, length);
        System.arraycopy(references, source, elements, index, length);
    }

    private static Object[] checked(Object array, int index, int length) {
        of(array).check(index, length);
        return ((ReferenceArray) array).elements;
    }

    @Override
    public final int length() {
        return elements.length;
    }

    @Override
    public final void put(int index, Object value) {
        elements[index] = value;
    }
}
