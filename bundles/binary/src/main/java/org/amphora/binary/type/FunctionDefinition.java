package org.amphora.binary.type;

import org.amphora.api.FunctionType;

/** A function type as the content of a defined type. Immutable. */
public final class FunctionDefinition implements CompositeType {
    private final FunctionType type;

    /** Defines {@code type}. */
    public FunctionDefinition(FunctionType type) {
        this.type = type;
    }

    /** Parameters and results. */
    public FunctionType type() {
        return type;
    }
}
