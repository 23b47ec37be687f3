package org.amphora.engine.module;

import java.util.Locale;

/** The kinds of imports and exports, in the order of their codes (WebAssembly 3.0, section 5.5.5). */
public enum ExternKind {
    /** A function. */
    FUNCTION(0),
    /** A table. */
    TABLE(1),
    /** A memory. */
    MEMORY(2),
    /** A global. */
    GLOBAL(3),
    /** A tag. */
    TAG(4);

    private static final ExternKind[] KINDS = values();

    private final int code;

    ExternKind(int code) {
        this.code = code;
    }

    /** The code in the binary format, from 0 without gaps. */
    public int code() {
        return code;
    }

    /** The kind with that code, or null. */
    public static ExternKind of(int code) {
        return code >= 0 && code < KINDS.length ? KINDS[code] : null;
    }

    /** The word in messages and in the text format. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
