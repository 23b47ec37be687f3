package org.amphora.binary.module;

/** An export: a name for something in one of the module's index spaces. Immutable. */
public final class Export {
    private final String name;
    private final ExternKind kind;
    private final int index;

    /** Exports item {@code index} of its kind as {@code name}. */
    public Export(String name, ExternKind kind, int index) {
        this.name = name;
        this.kind = kind;
        this.index = index;
    }

    /** The name to the outside. */
    public String name() {
        return name;
    }

    /** The index space. */
    public ExternKind kind() {
        return kind;
    }

    /** The place in the index space, imports counted. */
    public int index() {
        return index;
    }
}
