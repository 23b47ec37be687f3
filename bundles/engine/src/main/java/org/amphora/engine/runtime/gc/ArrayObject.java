package org.amphora.engine.runtime.gc;

import java.nio.ByteBuffer;
import org.amphora.api.Aggregate;
import org.amphora.api.Trap;

/** An array (WebAssembly 3.0, section 4.2.15). Lengths and indices of {@code int} are unsigned. */
public abstract class ArrayObject implements Aggregate {
    /** The array that {@code reference}, a reference to an array or null, points to; null traps. */
    public static ArrayObject of(Object reference) {
        if (reference == null) {
            throw new Trap(Trap.Kind.NULL_ARRAY_REFERENCE);
        }
        return (ArrayObject) reference;
    }

    /** {@code array.len}. */
    public abstract int length();

    /** Another array of the same type, with the default in each element. */
    public abstract ArrayObject create(int length);

    /** Sets an element, mutable or not, to a value in the form of {@link org.amphora.api.Global#get()}. */
    public abstract void put(int index, Object value);

    /** The bytes of an element in a data segment; 0 if it cannot be in one. */
    public int elementBytes() {
        return 0;
    }

    /** Takes {@code length} elements, which there are, out of {@code data}. */
    void load(ByteBuffer data, int index, int length) {
        throw new IllegalStateException(this + " cannot be made of bytes");
    }

    /** {@code array.init_data}: {@code data} has as many bytes as it takes. */
    public final void initialize(int index, int length, ByteBuffer data) {
        check(index, length);
        load(data, index, length);
    }

    /** Traps unless there are {@code length} elements from {@code index} on. */
    public final void check(int index, int length) {
        if ((index | length) < 0 || index > length() - length) {
            throw new Trap(
                    Trap.Kind.OUT_OF_BOUNDS_ARRAY_ACCESS,
                    Trap.Kind.OUT_OF_BOUNDS_ARRAY_ACCESS.message() + ": " + Integer.toUnsignedString(length)
                            + " elements at index " + Integer.toUnsignedString(index) + " of an array of " + length());
        }
    }

    /** Why an access to one element failed. */
    static Trap fault(Object array, int index) {
        int length = of(array).length();
        return new Trap(
                Trap.Kind.OUT_OF_BOUNDS_ARRAY_ACCESS,
                Trap.Kind.OUT_OF_BOUNDS_ARRAY_ACCESS.message() + ": index " + Integer.toUnsignedString(index)
                        + " of an array of " + length);
    }

    /** Traps unless a Java array can have {@code length} elements; whether the heap has room is found out later. */
    static int checkedLength(int length, int most) {
        if (length < 0 || length > most) {
            throw new Trap(
                    Trap.Kind.OUT_OF_MEMORY,
                    Trap.Kind.OUT_OF_MEMORY.message() + ": an array of " + Integer.toUnsignedString(length)
                            + " elements, and at most " + most + " are possible");
        }
        return length;
    }

    /** As {@link #checkedLength(int, int)}, for arrays with a Java element for each element. */
    static int checkedLength(int length) {
        return checkedLength(length, Integer.MAX_VALUE - 8);
    }

    /** Such as {@code (array (mut i8))}. */
    @Override
    public final String toString() {
        return type().toString();
    }
}
