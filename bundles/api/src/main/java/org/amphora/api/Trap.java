package org.amphora.api;

import java.util.Objects;

/**
 * Execution of guest code was aborted (WebAssembly 3.0, section 4.2.2). The instance stays usable; whether its state
 * makes sense is for its owner to judge.
 *
 * <p>A host function may throw one to trap its caller.
 */
public final class Trap extends WasmException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** Why execution trapped; {@link #message()} has the words of the specification's tests. */
    public enum Kind {
        /** {@code unreachable} was executed. */
        UNREACHABLE("unreachable"),
        /** Load, store or bulk operation beyond a memory's size. */
        OUT_OF_BOUNDS_MEMORY_ACCESS("out of bounds memory access"),
        /** Access or bulk operation beyond a table's size. */
        OUT_OF_BOUNDS_TABLE_ACCESS("out of bounds table access"),
        /** Access beyond an array's length. */
        OUT_OF_BOUNDS_ARRAY_ACCESS("out of bounds array access"),
        /** Integer division by zero. */
        INTEGER_DIVIDE_BY_ZERO("integer divide by zero"),
        /** Result of a division or conversion does not fit. */
        INTEGER_OVERFLOW("integer overflow"),
        /** Conversion of a NaN to an integer. */
        INVALID_CONVERSION_TO_INTEGER("invalid conversion to integer"),
        /** {@code call_indirect} with an index beyond the table. */
        UNDEFINED_ELEMENT("undefined element"),
        /** {@code call_indirect} on an element that is null. */
        UNINITIALIZED_ELEMENT("uninitialized element"),
        /** {@code call_indirect} on a function of another type. */
        INDIRECT_CALL_TYPE_MISMATCH("indirect call type mismatch"),
        /** Null where a reference was needed. */
        NULL_REFERENCE("null reference"),
        /** Call of a null function reference. */
        NULL_FUNCTION_REFERENCE("null function reference"),
        /** Access to a field of null. */
        NULL_STRUCTURE_REFERENCE("null structure reference"),
        /** Access to an element of null, or to its length. */
        NULL_ARRAY_REFERENCE("null array reference"),
        /** Null where a number was to be taken out of an i31. */
        NULL_I31_REFERENCE("null i31 reference"),
        /** {@code throw_ref} of null. */
        NULL_EXCEPTION_REFERENCE("null exception reference"),
        /** A reference is not of the type that a cast asked for. */
        CAST_FAILURE("cast failure"),
        /** Calls nested deeper than the thread's stack. */
        CALL_STACK_EXHAUSTED("call stack exhausted"),
        /** The Java heap is exhausted. */
        OUT_OF_MEMORY("out of memory"),
        /** An atomic access at an address that is no multiple of its width. */
        UNALIGNED_ATOMIC("unaligned atomic"),
        /** Waiting on a memory that is not shared. */
        EXPECTED_SHARED_MEMORY("expected shared memory"),
        /** The call has used all of its {@link InstanceConfig#fuelLimit}. */
        OUT_OF_FUEL("all fuel consumed"),
        /** A host function's own reason. */
        HOST("host function trapped");

        private final String message;

        Kind(String message) {
            this.message = message;
        }

        /** The words of the specification's tests. */
        public String message() {
            return message;
        }
    }

    /** A trap with the words of {@code kind} alone. */
    public Trap(Kind kind) {
        this(kind, kind.message(), null);
    }

    /** A trap with words of its own, which begin with those of {@code kind} unless it is {@link Kind#HOST}. */
    public Trap(Kind kind, String message) {
        this(kind, message, null);
    }

    /** A trap with words of its own and what caused it. */
    public Trap(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind, "kind");
    }

    /** Why execution trapped. */
    public Kind kind() {
        return kind;
    }
}
