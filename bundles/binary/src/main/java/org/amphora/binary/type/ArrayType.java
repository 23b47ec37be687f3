package org.amphora.binary.type;

/** An array: the type of its elements (WebAssembly 3.0, section 2.3.8). Immutable. */
public final class ArrayType implements CompositeType {
    private final FieldType element;

    /** An array of {@code element}s. */
    public ArrayType(FieldType element) {
        this.element = element;
    }

    /** The type of the elements. */
    public FieldType element() {
        return element;
    }
}
