package org.amphora.engine.runtime;

import org.amphora.api.AbstractHeapType;
import org.amphora.api.Aggregate;
import org.amphora.api.DefinedType;
import org.amphora.api.Function;
import org.amphora.api.HeapType;
import org.amphora.api.I31;
import org.amphora.api.ReferenceType;
import org.amphora.api.Trap;
import org.amphora.binary.type.CanonicalType;
import org.amphora.engine.runtime.gc.ArrayObject;
import org.amphora.engine.runtime.gc.StructObject;

/** Which Java objects are references of which type, and the instructions that ask. */
public final class References {
    private References() {}

    /** Whether {@code reference}, which may be null, is a value of {@code type}. */
    public static boolean matches(Object reference, ReferenceType type) {
        return reference == null ? type.nullable() : isInstance(reference, type.heapType());
    }

    private static boolean isInstance(Object reference, HeapType type) {
        if (type instanceof CanonicalType expected) {
            return expected.isFunction()
                    ? reference instanceof FunctionInstance && isFunction(reference, expected) != 0
                    : reference instanceof Aggregate aggregate
                            && ((CanonicalType) aggregate.type()).isSubtypeOf(expected);
        }
        return switch ((AbstractHeapType) type) {
            case FUNC -> reference instanceof FunctionInstance;
            case EXN -> reference instanceof ExceptionInstance;
            // whatever the host has may be either; but a function of another engine could never be called
            case EXTERN, ANY -> !(reference instanceof Function) || reference instanceof FunctionInstance;
            case EQ -> isEq(reference) != 0;
            case I31 -> reference instanceof I31;
            case STRUCT -> reference instanceof StructObject;
            case ARRAY -> reference instanceof ArrayObject;
            default -> false;
        };
    }

    // ---- for generated code, which has ints for booleans ----

    /** {@code ref.test (ref any)} and its like: whether {@code reference} is not null. */
    public static int isNonNull(Object reference) {
        return reference == null ? 0 : 1;
    }

    /** {@code ref.test (ref eq)}. */
    public static int isEq(Object reference) {
        return reference instanceof StructObject || reference instanceof ArrayObject || reference instanceof I31
                ? 1
                : 0;
    }

    /** {@code ref.test} of a function, or null, for a type of functions; null is none. */
    public static int isFunction(Object reference, DefinedType type) {
        if (reference == null) {
            return 0;
        }
        DefinedType actual = ((FunctionInstance) reference).definedType;
        return actual == type || ((CanonicalType) actual).isSubtypeOf((CanonicalType) type) ? 1 : 0;
    }

    /** A test that null passes, made of one that null does not pass. */
    public static int orNull(Object reference, int test) {
        return reference == null ? 1 : test;
    }

    /** {@code ref.cast}: {@code reference} if it passed {@code test}. */
    public static Object passed(Object reference, int test) {
        if (test == 0) {
            throw new Trap(Trap.Kind.CAST_FAILURE);
        }
        return reference;
    }

    /** {@code ref.cast} to a type without null: {@code reference}, of which the rest is still to be tested. */
    public static Object castNonNull(Object reference) {
        if (reference == null) {
            throw new Trap(Trap.Kind.CAST_FAILURE);
        }
        return reference;
    }

    /** {@code ref.as_non_null}. */
    public static Object nonNull(Object reference) {
        if (reference == null) {
            throw new Trap(Trap.Kind.NULL_REFERENCE);
        }
        return reference;
    }

    /** {@code ref.eq}. */
    public static int same(Object a, Object b) {
        return a == b || (a instanceof I31 number && number.equals(b)) ? 1 : 0;
    }

    /** {@code i31.get_s}. */
    public static int signed(Object reference) {
        return number(reference).signed();
    }

    /** {@code i31.get_u}. */
    public static int unsigned(Object reference) {
        return number(reference).unsigned();
    }

    private static I31 number(Object reference) {
        if (reference == null) {
            throw new Trap(Trap.Kind.NULL_I31_REFERENCE);
        }
        return (I31) reference;
    }
}
