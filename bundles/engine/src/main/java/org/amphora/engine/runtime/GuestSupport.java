package org.amphora.engine.runtime;

import org.amphora.api.I31;
import org.amphora.api.Trap;
import org.amphora.engine.runtime.gc.ArrayObject;
import org.amphora.engine.runtime.gc.ReferenceArray;

/**
 * What generated code calls with the operands in the order of the Wasm stack and the object they concern last, as it has
 * them on the JVM's stack.
 */
public final class GuestSupport {
    private GuestSupport() {}

    /**
     * Initialises the classes that guest code calls and that have something to initialise. Were that left to the guest, one
     * that exhausts the stack on its first load could break the initialisation of a class for good, and with it every other
     * guest. What has no initialiser is loaded when it is needed: a load that fails for want of stack is tried again.
     */
    public static void warmUp() {
        ByteAccess.warmUp();
        for (AtomicOperation operation : AtomicOperation.values()) {
            operation.apply(1, 1);
        }
        unreachable();
        I31.of(0);
    }

    /** {@code unreachable}. */
    public static RuntimeException unreachable() {
        return new Trap(Trap.Kind.UNREACHABLE);
    }

    /** What {@code throw} throws; see {@link ExceptionInstance} for what the arrays hold. */
    public static ExceptionInstance exception(long[] numbers, Object[] references, TagInstance tag) {
        return new ExceptionInstance(tag, numbers, references, false);
    }

    /** What {@code throw_ref} throws. */
    public static ExceptionInstance thrown(Object exception) {
        if (exception == null) {
            throw new Trap(Trap.Kind.NULL_EXCEPTION_REFERENCE);
        }
        return (ExceptionInstance) exception;
    }

    /** For an index that has no raw entry: nobody outside of the module can name such a function. */
    public static RuntimeException noEntry(int function) {
        return new IllegalArgumentException("function " + function + " cannot be reached from outside of its module");
    }

    /** For an access whose offset alone is beyond every memory. */
    public static RuntimeException outOfBounds() {
        return new Trap(Trap.Kind.OUT_OF_BOUNDS_MEMORY_ACCESS);
    }

    /** {@code memory.grow} of a memory with 32-bit addresses. */
    public static int memoryGrow(int delta, MemoryInstance memory) {
        return (int) memory.grow(Integer.toUnsignedLong(delta));
    }

    /** {@code memory.grow} of a memory with 64-bit addresses. */
    public static long memoryGrow(long delta, MemoryInstance memory) {
        return memory.grow(delta);
    }

    /** What {@code call_ref} calls. */
    public static FunctionInstance callee(Object reference) {
        if (reference == null) {
            throw new Trap(Trap.Kind.NULL_FUNCTION_REFERENCE);
        }
        return (FunctionInstance) reference;
    }

    /** {@code memory.fill}. */
    public static void memoryFill(long target, int value, long length, MemoryInstance memory) {
        memory.fill(target, length, (byte) value);
    }

    /** {@code memory.copy}. */
    public static void memoryCopy(long target, long source, long length, MemoryInstance to, MemoryInstance from) {
        to.copy(target, source, length, from);
    }

    /** {@code memory.init}. */
    public static void memoryInit(long target, int source, int length, int data, int memory, ModuleInstance instance) {
        instance.memoryInit(data, memory, target, source, length);
    }

    /** {@code table.get}. */
    public static Object tableGet(long index, TableInstance table) {
        return table.get(index);
    }

    /** {@code table.set}. */
    public static void tableSet(long index, Object element, TableInstance table) {
        table.put(index, element);
    }

    /** {@code table.grow}. */
    public static long tableGrow(Object element, long delta, TableInstance table) {
        return table.growBy(delta, element);
    }

    /** {@code table.fill}. */
    public static void tableFill(long target, Object element, long length, TableInstance table) {
        table.fill(target, element, length);
    }

    /** {@code table.copy}. */
    public static void tableCopy(long target, long source, long length, TableInstance to, TableInstance from) {
        to.copy(target, source, length, from);
    }

    /** {@code table.init}. */
    public static void tableInit(long target, int source, int length, int element, int table, ModuleInstance instance) {
        instance.tableInit(element, table, target, source, length);
    }

    /** {@code array.new_data}. */
    public static Object arrayNewData(
            int source, int length, int data, ArrayObject prototype, ModuleInstance instance) {
        return instance.segments().arrayOfData(prototype, data, source, length);
    }

    /** {@code array.new_elem}. */
    public static Object arrayNewElements(
            int source, int length, int element, ArrayObject prototype, ModuleInstance instance) {
        return instance.segments().arrayOfElements((ReferenceArray) prototype, element, source, length);
    }

    /** {@code array.init_data}. */
    public static void arrayInitData(
            Object array, int target, int source, int length, int data, ModuleInstance instance) {
        instance.segments().initialize(ArrayObject.of(array), data, target, source, length);
    }

    /** {@code array.init_elem}. */
    public static void arrayInitElements(
            Object array, int target, int source, int length, int element, ModuleInstance instance) {
        instance.segments().initialize((ReferenceArray) ArrayObject.of(array), element, target, source, length);
    }

    /** The index of a {@code call_indirect} on a table with 64-bit indices. */
    public static int calleeIndex(long index, TableInstance table) {
        return table.calleeIndex(index);
    }

    /** The entry of a {@code br_table} for an operand: the last one is the default. */
    public static int entry(int[] entries, int operand) {
        int last = entries.length - 1;
        return entries[operand >= 0 && operand < last ? operand : last];
    }

    /** Two numbers of 32 bits in one. */
    public static long pack(int high, int low) {
        return ((long) high << Integer.SIZE) | (low & 0xFFFF_FFFFL);
    }

    /** Copies the results after the first from one instance to another. */
    public static void copyResults(ModuleInstance from, ModuleInstance to, int count) {
        if (from != to) {
            System.arraycopy(from.results, 1, to.results, 1, count - 1);
            System.arraycopy(from.referenceResults, 1, to.referenceResults, 1, count - 1);
        }
    }
}
