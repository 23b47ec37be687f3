package org.amphora.binary.module;

/**
 * What the name section has names for (WebAssembly 3.0, appendix, <i>Name Section</i>, and the proposal of extended names).
 */
public enum NameKind {
    FUNCTION(1, "function"),
    /** Parameters and locals, by function. */
    LOCAL(2, "local"),
    /** Blocks, counted by where they begin, by function. */
    LABEL(3, "label"),
    TYPE(4, "type"),
    TABLE(5, "table"),
    MEMORY(6, "memory"),
    GLOBAL(7, "global"),
    ELEMENT(8, "element segment"),
    DATA(9, "data segment"),
    /** Fields, by structure type. */
    FIELD(10, "field"),
    TAG(11, "tag");

    private final int id;
    private final String text;

    NameKind(int id, String text) {
        this.id = id;
        this.text = text;
    }

    /** The number of the subsection with these names. */
    public int id() {
        return id;
    }

    /** Whether the names belong to items within others: to locals and labels within functions, fields within types. */
    public boolean isWithin() {
        return this == LOCAL || this == LABEL || this == FIELD;
    }

    /** The words in messages. */
    @Override
    public String toString() {
        return text;
    }
}
