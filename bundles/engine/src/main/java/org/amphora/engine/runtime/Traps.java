package org.amphora.engine.runtime;

import java.util.List;
import org.amphora.api.Trap;
import org.amphora.api.WasmException;
import org.amphora.api.WasmFrame;

/**
 * Turns what the JVM throws inside guest code into what the specification calls it. Only guest code gets here: what a host
 * function throws was wrapped before it reached a frame of the guest.
 */
final class Traps {
    private Traps() {}

    /**
     * Initialises all classes that translating a stack overflow takes. When one happens there may be no room for it, and a
     * class whose initialiser once failed can never be used again.
     */
    static void prepare() {
        translated(new StackOverflowError());
    }

    /**
     * What to throw to Java for something that came out of a call of {@code function}.
     *
     * @throws Error if {@code thrown} is an error that no guest can cause, as when the JVM shuts down
     */
    static RuntimeException translated(Throwable thrown, FunctionInstance function) {
        RuntimeException translated = translated(thrown);
        if (translated instanceof WasmException exception
                && (translated instanceof Trap || translated instanceof ExceptionInstance)
                && exception.getWasmStackTrace().isEmpty()
                && function.owner != null) {
            // HotSpot throws preallocated exceptions without a trace from code that traps over and over, and what
            // guests
            // throw has none: then at least the function is known that Java called
            String module = function.owner.definition().name().orElse("wasm");
            exception.setWasmStackTrace(List.of(WasmFrame.of(module, function.index, function.name())));
        }
        return translated;
    }

    private static RuntimeException translated(Throwable thrown) {
        if (thrown instanceof WasmException exception) {
            return located(exception);
        }
        Trap.Kind kind = kind(thrown);
        if (kind == null) {
            if (thrown instanceof Error error) {
                throw error;
            }
            return thrown instanceof RuntimeException exception
                    ? exception
                    : new IllegalStateException("guest code threw " + thrown, thrown);
        }
        Trap trap = new Trap(kind);
        StackTraceElement[] where = thrown.getStackTrace();
        if (where.length != 0) {
            trap.setStackTrace(where);
        }
        return located(trap);
    }

    private static Trap.Kind kind(Throwable thrown) {
        if (thrown instanceof IndexOutOfBoundsException) {
            return Trap.Kind.OUT_OF_BOUNDS_MEMORY_ACCESS;
        }
        if (thrown instanceof ArithmeticException) {
            return Trap.Kind.INTEGER_DIVIDE_BY_ZERO;
        }
        if (thrown instanceof StackOverflowError) {
            return Trap.Kind.CALL_STACK_EXHAUSTED;
        }
        if (thrown instanceof NullPointerException) {
            // from a field: whatever else needs a reference asks for null itself
            return Trap.Kind.NULL_STRUCTURE_REFERENCE;
        }
        if (thrown instanceof ClassCastException) {
            return Trap.Kind.CAST_FAILURE;
        }
        return thrown instanceof OutOfMemoryError || thrown instanceof NegativeArraySizeException
                ? Trap.Kind.OUT_OF_MEMORY
                : null;
    }

    /** {@code exception} with its Wasm frames, taken from its Java stack trace unless it has them already. */
    static RuntimeException located(RuntimeException exception) {
        if (exception instanceof WasmException wasm && wasm.getWasmStackTrace().isEmpty()) {
            List<WasmFrame> frames = ModuleCode.frames(wasm.getStackTrace());
            if (!frames.isEmpty()) {
                wasm.setWasmStackTrace(frames);
            }
        }
        return exception;
    }
}
