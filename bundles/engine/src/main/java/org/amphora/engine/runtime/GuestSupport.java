package org.amphora.engine.runtime;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.amphora.api.Trap;

/**
 * What generated code calls with the operands in the order of the Wasm stack and the object they concern last, as it has
 * them on the JVM's stack.
 */
public final class GuestSupport {
    private GuestSupport() {}

    /**
     * Initialises and links what guest code calls. Were that left to the guest, one that exhausts the stack on its first
     * load could break the initialisation of a class for good, and with it every other guest.
     */
    public static void warmUp() {
        for (Class<?> helper : new Class<?>[] {ByteAccess.class, Numerics.class}) {
            for (Method method : helper.getMethods()) {
                if (Modifier.isStatic(method.getModifiers())) {
                    callOnce(method);
                }
            }
        }
        for (AtomicOperation operation : AtomicOperation.values()) {
            operation.apply(1, 1);
        }
        AtomicAccess.fence();
        unreachable();
    }

    private static void callOnce(Method method) {
        Class<?>[] types = method.getParameterTypes();
        Object[] arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            // one, because a division is among them
            arguments[i] = types[i] == byte[].class ? new byte[Long.BYTES * 4] : one(types[i]);
        }
        try {
            method.invoke(null, arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(method.toString(), e);
        }
    }

    private static Object one(Class<?> type) {
        if (type == int.class) {
            return 1;
        } else if (type == long.class) {
            return 1L;
        } else if (type == float.class) {
            return 1f;
        }
        return type == double.class ? (Object) 1d : null;
    }

    /** {@code unreachable}. */
    public static RuntimeException unreachable() {
        return new Trap(Trap.Kind.UNREACHABLE);
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

    /** {@code ref.as_non_null}. */
    public static Object nonNull(Object reference) {
        if (reference == null) {
            throw new Trap(Trap.Kind.NULL_REFERENCE);
        }
        return reference;
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

    /** {@code table.set}. */
    public static void tableSet(int index, Object element, TableInstance table) {
        table.set(index, element);
    }

    /** {@code table.grow}. */
    public static int tableGrow(Object element, int delta, TableInstance table) {
        return table.grow(delta, element);
    }

    /** {@code table.fill}. */
    public static void tableFill(int target, Object element, int length, TableInstance table) {
        table.fill(target, element, length);
    }

    /** {@code table.copy}. */
    public static void tableCopy(int target, int source, int length, TableInstance to, TableInstance from) {
        to.copy(target, source, length, from);
    }

    /** {@code table.init}. */
    public static void tableInit(int target, int source, int length, int element, int table, ModuleInstance instance) {
        instance.tableInit(element, table, target, source, length);
    }

    /** The entry of a {@code br_table} for an operand: the last one is the default. */
    public static int entry(int[] entries, int operand) {
        int last = entries.length - 1;
        return entries[operand >= 0 && operand < last ? operand : last];
    }

    /** Copies the results after the first from one instance to another. */
    public static void copyResults(ModuleInstance from, ModuleInstance to, int count) {
        if (from != to) {
            System.arraycopy(from.results, 1, to.results, 1, count - 1);
            System.arraycopy(from.referenceResults, 1, to.referenceResults, 1, count - 1);
        }
    }
}
