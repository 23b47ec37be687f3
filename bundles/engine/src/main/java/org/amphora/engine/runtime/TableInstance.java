package org.amphora.engine.runtime;

import java.util.Arrays;
import org.amphora.api.DefinedType;
import org.amphora.api.Limits;
import org.amphora.api.Table;
import org.amphora.api.TableType;
import org.amphora.api.Trap;
import org.amphora.binary.type.Subtyping;

/** A table (WebAssembly 3.0, section 4.2.5). Not thread-safe. Indices and lengths are unsigned. */
public final class TableInstance implements Table {
    /** The most elements that a table can have: what every JVM makes an array of. */
    public static final int MAX_ELEMENTS = Integer.MAX_VALUE - 8;

    private final TableType declared;
    private final long max;
    private final Budget budget;
    // longer than the table: growing by one element at a time must not copy them all each time
    private Object[] elements;
    private int size;

    private TableInstance(TableType type, Object[] elements, Budget budget) {
        this.declared = type;
        long limit = type.limits().max().orElse(MAX_ELEMENTS);
        this.max = limit < 0 ? MAX_ELEMENTS : Math.min(limit, MAX_ELEMENTS);
        this.elements = elements;
        this.size = elements.length;
        this.budget = budget;
    }

    /**
     * A table of the least size of {@code type}, filled with {@code initial}, which is of its type.
     *
     * @return null if {@code budget} or a Java array is too small for it
     * @throws OutOfMemoryError if the heap has no room
     */
    public static TableInstance allocate(TableType type, Object initial, Budget budget) {
        long min = type.limits().min();
        if (min < 0 || min > MAX_ELEMENTS || !budget.take(min)) {
            return null;
        }
        Object[] elements = new Object[(int) min];
        if (initial != null) {
            Arrays.fill(elements, initial);
        }
        return new TableInstance(type, elements, budget);
    }

    /**
     * A table with these elements, which are of the type of {@code type}; null if {@code budget} is too small for it.
     */
    static TableInstance restore(TableType type, Object[] elements, Budget budget) {
        return budget.take(elements.length) ? new TableInstance(type, elements, budget) : null;
    }

    /** The elements, in a new array. */
    Object[] content() {
        return Arrays.copyOf(elements, size);
    }

    /** {@code table.set}; {@code element} is of the table's type. */
    void put(long index, Object element) {
        elements[checked(index)] = element;
    }

    /** {@code table.grow}: the size before, or -1; {@code element} is of the table's type. */
    long growBy(long delta, Object element) {
        int oldSize = size;
        if (delta < 0 || delta > max - oldSize || !budget.take(delta)) {
            return -1;
        }
        int newSize = (int) (oldSize + delta);
        if (newSize > elements.length && !makeRoom(newSize)) {
            budget.release(delta);
            return -1;
        }
        Arrays.fill(elements, oldSize, newSize, element);
        size = newSize;
        return oldSize;
    }

    private boolean makeRoom(int needed) {
        try {
            long doubled = Math.min((long) elements.length * 2, max);
            elements = Arrays.copyOf(elements, (int) Math.max(needed, doubled));
            return true;
        } catch (OutOfMemoryError e) {
            return false;
        }
    }

    /** {@code table.fill}; nothing is written if it traps. */
    void fill(long target, Object element, long length) {
        check(target, length);
        Arrays.fill(elements, (int) target, (int) (target + length), element);
    }

    /** {@code table.copy} out of {@code from}; nothing is written if it traps. */
    void copy(long target, long source, long length, TableInstance from) {
        check(target, length);
        from.check(source, length);
        System.arraycopy(from.elements, (int) source, elements, (int) target, (int) length);
    }

    /** {@code table.init} out of {@code segment}; nothing is written if it traps. */
    void init(long target, int source, int length, Object[] segment) {
        check(target, Integer.toUnsignedLong(length));
        check(segment, source, length);
        System.arraycopy(segment, source, elements, (int) target, length);
    }

    /** Traps unless {@code segment} has {@code length} references from {@code source} on. */
    static void check(Object[] segment, int source, int length) {
        if ((source | length) < 0 || source > segment.length - length) {
            throw new Trap(
                    Trap.Kind.OUT_OF_BOUNDS_TABLE_ACCESS,
                    Trap.Kind.OUT_OF_BOUNDS_TABLE_ACCESS.message() + ": " + Integer.toUnsignedString(length)
                            + " elements at index " + Integer.toUnsignedString(source)
                            + " of an element segment of " + segment.length);
        }
    }

    // unsigned numbers: what is negative here is beyond every table
    private void check(long index, long length) {
        if ((index | length) < 0 || index > size - length) {
            throw new Trap(
                    Trap.Kind.OUT_OF_BOUNDS_TABLE_ACCESS,
                    Trap.Kind.OUT_OF_BOUNDS_TABLE_ACCESS.message() + ": " + Long.toUnsignedString(length)
                            + " elements at index " + Long.toUnsignedString(index) + " of a table of " + size);
        }
    }

    /** The index of a {@code call_indirect} on a table with 64-bit indices, once it is known to lie inside. */
    int calleeIndex(long index) {
        if (index < 0 || index >= size) {
            throw undefinedElement(index);
        }
        return (int) index;
    }

    private Trap undefinedElement(long index) {
        return new Trap(
                Trap.Kind.UNDEFINED_ELEMENT,
                Trap.Kind.UNDEFINED_ELEMENT.message() + " " + Long.toUnsignedString(index) + " of a table of " + size);
    }

    /** {@code call_indirect}: the function at {@code index}, which is of type {@code expected} or traps. */
    public FunctionInstance callee(int index, DefinedType expected) {
        if (Integer.compareUnsigned(index, size) >= 0) {
            throw undefinedElement(Integer.toUnsignedLong(index));
        }
        FunctionInstance function = (FunctionInstance) elements[index];
        if (function == null) {
            throw new Trap(Trap.Kind.UNINITIALIZED_ELEMENT, Trap.Kind.UNINITIALIZED_ELEMENT.message() + " " + index);
        }
        DefinedType actual = function.definedType;
        if (actual != expected && !Subtyping.matches(actual, expected)) {
            throw new Trap(
                    Trap.Kind.INDIRECT_CALL_TYPE_MISMATCH,
                    Trap.Kind.INDIRECT_CALL_TYPE_MISMATCH.message() + ": element " + index + " is " + function
                            + ", but a " + expected + " was called");
        }
        return function;
    }

    @Override
    public TableType type() {
        Limits limits = declared.limits();
        Limits now = limits.max().isPresent() ? Limits.of(size, limits.max().getAsLong()) : Limits.atLeast(size);
        return TableType.of(declared.element(), now, declared.addressType());
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Object get(long index) {
        return elements[checked(index)];
    }

    @Override
    public void set(long index, Object element) {
        int i = checked(index);
        checkType(element);
        elements[i] = element;
    }

    @Override
    public long grow(long delta, Object element) {
        checkType(element);
        return growBy(delta, element);
    }

    private int checked(long index) {
        if (index < 0 || index >= size) {
            throw new Trap(
                    Trap.Kind.OUT_OF_BOUNDS_TABLE_ACCESS,
                    Trap.Kind.OUT_OF_BOUNDS_TABLE_ACCESS.message() + ": index " + Long.toUnsignedString(index)
                            + " of a table of " + size);
        }
        return (int) index;
    }

    private void checkType(Object element) {
        if (!References.matches(element, declared.element())) {
            throw new IllegalArgumentException(type() + " cannot hold " + Values.describe(element));
        }
    }

    /** Such as {@code table 1 funcref}. */
    @Override
    public String toString() {
        return type().toString();
    }
}
