package org.amphora.binary.module;

/** The kinds of imports and exports, in the order of their codes (WebAssembly 3.0, section 5.5.5). */
public enum ExternKind {
    /** A function. */
    FUNCTION(0, "function"),
    /** A table. */
    TABLE(1, "table"),
    /** A memory. */
    MEMORY(2, "memory"),
    /** A global. */
    GLOBAL(3, "global"),
    /** A tag. */
    TAG(4, "tag");

    private static final ExternKind[] KINDS = values();

    private final int code;
    private final String text;

    ExternKind(int code, String text) {
        this.code = code;
        this.text = text;
    }

    /** The code in the binary format, from 0 without gaps. */
    public int code() {
        return code;
    }

    /** The kind with that code, or null. */
    public static ExternKind of(int code) {
        return code >= 0 && code < KINDS.length ? KINDS[code] : null;
    }

    /** The kind that the text format has this word for, or null. */
    public static ExternKind of(String word) {
        for (ExternKind kind : KINDS) {
            if (kind.word().equals(word)) {
                return kind;
            }
        }
        return null;
    }

    /** The word in the text format. */
    public String word() {
        return this == FUNCTION ? "func" : text;
    }

    /** The word in messages. */
    @Override
    public String toString() {
        return text;
    }
}
