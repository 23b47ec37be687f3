package org.amphora.engine.runtime;

import org.amphora.api.DefinedType;
import org.amphora.api.Tag;
import org.amphora.api.TagType;

/** A tag: what two exceptions of one kind share is this object (WebAssembly 3.0, section 4.2.8). Immutable. */
public final class TagInstance implements Tag {
    /** The function type whose parameters an exception carries. */
    public final DefinedType definedType;

    /** A new tag, different from all others. */
    public TagInstance(DefinedType definedType) {
        this.definedType = definedType;
    }

    @Override
    public TagType type() {
        return TagType.of(definedType.functionType());
    }

    /** Such as {@code tag (i32) -> ()}. */
    @Override
    public String toString() {
        return type().toString();
    }
}
