package org.amphora.api;

import java.util.Objects;

/** One active Wasm function in a stack trace. Immutable. */
public final class WasmFrame {
    private final String module;
    private final int functionIndex;
    private final String function;

    private WasmFrame(String module, int functionIndex, String function) {
        this.module = Objects.requireNonNull(module, "module");
        this.functionIndex = functionIndex;
        this.function = Objects.requireNonNull(function, "function");
    }

    /** A frame of the function with the given index and name. */
    public static WasmFrame of(String module, int functionIndex, String function) {
        return new WasmFrame(module, functionIndex, function);
    }

    /** The name of the module. */
    public String module() {
        return module;
    }

    /** The index of the function in its module, imports counted first. */
    public int functionIndex() {
        return functionIndex;
    }

    /** The name of the function from the name section, else its export name, else {@code $INDEX}. */
    public String function() {
        return function;
    }

    /** Such as {@code greet.greeting}. */
    @Override
    public String toString() {
        return module + "." + function;
    }
}
