package org.amphora.api;

/**
 * A part of WebAssembly that came after version 1.0, by the name that the {@code target_features} section of a compiler's
 * output and the {@code wasm.feature} capability use.
 */
public enum Feature {
    /** Globals that can be set and are imported or exported. */
    MUTABLE_GLOBALS("mutable-globals"),
    /** {@code i32.extend8_s} and its four relatives. */
    SIGN_EXT("sign-ext"),
    /** {@code i32.trunc_sat_f32_s} and its seven relatives. */
    NONTRAPPING_FPTOINT("nontrapping-fptoint"),
    /** Several results of functions, parameters and several results of blocks. */
    MULTIVALUE("multivalue"),
    /** {@code memory.copy}, {@code memory.fill}, {@code memory.init}, {@code table.copy} and the rest. */
    BULK_MEMORY("bulk-memory"),
    /** References as values, several tables, {@code table.get} and the rest. */
    REFERENCE_TYPES("reference-types"),
    /** Arithmetic in constant expressions. */
    EXTENDED_CONST("extended-const"),
    /** Fixed-width vectors. */
    SIMD128("simd128"),
    /** Relaxed vector instructions. */
    RELAXED_SIMD("relaxed-simd"),
    /** Tail calls. */
    TAIL_CALL("tail-call"),
    /** Exceptions: {@code try_table}, {@code throw} and references to exceptions. */
    EXCEPTION_HANDLING("exception-handling"),
    /** Exceptions as compilers wrote them before version 3.0: {@code try}, {@code catch}, {@code delegate}. */
    LEGACY_EXCEPTION_HANDLING("legacy-exception-handling"),
    /** References to functions of a given type. */
    FUNCTION_REFERENCES("function-references"),
    /** Structures and arrays that are garbage collected. */
    GC("gc"),
    /** More than one memory. */
    MULTIMEMORY("multimemory"),
    /** 64-bit addresses. */
    MEMORY64("memory64"),
    /** Shared memory and atomic instructions. */
    ATOMICS("atomics"),
    /** Pages of other sizes than 64 KiB; not part of version 3.0. */
    CUSTOM_PAGE_SIZES("custom-page-sizes"),
    /** {@code i64.add128} and its three relatives; not part of version 3.0. */
    WIDE_ARITHMETIC("wide-arithmetic");

    private final String text;

    Feature(String text) {
        this.text = text;
    }

    /** The name, such as {@code bulk-memory}. */
    @Override
    public String toString() {
        return text;
    }
}
