package org.amphora.binary.module;

/**
 * What the name section has names for (WebAssembly 3.0, appendix, <i>Name Section</i>, and the proposal of extended names).
 */
public enum NameKind {
    FUNCTION(1),
    /** Parameters and locals, by function. */
    LOCAL(2),
    /** Blocks, counted by where they begin, by function. */
    LABEL(3),
    TYPE(4),
    TABLE(5),
    MEMORY(6),
    GLOBAL(7),
    ELEMENT(8),
    DATA(9),
    /** Fields, by structure type. */
    FIELD(10),
    TAG(11);

    private final int id;

    NameKind(int id) {
        this.id = id;
    }

    /** The number of the subsection with these names. */
    public int id() {
        return id;
    }

    /** Whether the names belong to items within others: to locals and labels within functions, fields within types. */
    public boolean isWithin() {
        return this == LOCAL || this == LABEL || this == FIELD;
    }
}
