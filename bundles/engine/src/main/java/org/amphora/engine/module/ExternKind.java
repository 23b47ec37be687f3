package org.amphora.engine.module;

/** The kinds of imports and exports, in the order of their codes (WebAssembly 3.0, section 5.5.5). */
public enum ExternKind {
    /** A function. */
    FUNCTION,
    /** A table. */
    TABLE,
    /** A memory. */
    MEMORY,
    /** A global. */
    GLOBAL,
    /** A tag. */
    TAG;

    private static final ExternKind[] KINDS = values();

    /** The kind with that code, or null. */
    public static ExternKind of(int code) {
        return code >= 0 && code < KINDS.length ? KINDS[code] : null;
    }
}
