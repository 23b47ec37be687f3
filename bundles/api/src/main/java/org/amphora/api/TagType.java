package org.amphora.api;

import java.util.Objects;

/** The type of a tag: the values that an exception of it carries (WebAssembly 3.0, section 2.3.16). Immutable. */
public final class TagType implements ExternType {
    private final FunctionType type;

    private TagType(FunctionType type) {
        this.type = Objects.requireNonNull(type, "type");
    }

    /** A tag whose exceptions carry the parameters of {@code type}. */
    public static TagType of(FunctionType type) {
        return new TagType(type);
    }

    /** The function type whose parameters an exception carries; it has no results. */
    public FunctionType type() {
        return type;
    }

    @Override
    public String kind() {
        return "tag";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TagType that && type.equals(that.type);
    }

    @Override
    public int hashCode() {
        return type.hashCode();
    }

    @Override
    public String toString() {
        return "tag " + type;
    }
}
