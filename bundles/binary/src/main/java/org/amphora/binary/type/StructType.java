package org.amphora.binary.type;

import java.util.List;

/** A structure: its fields (WebAssembly 3.0, section 2.3.8). Immutable. */
public final class StructType implements CompositeType {
    private final List<FieldType> fields;

    /** A structure of {@code fields}. */
    public StructType(List<FieldType> fields) {
        this.fields = List.copyOf(fields);
    }

    /** The fields, in order. */
    public List<FieldType> fields() {
        return fields;
    }
}
