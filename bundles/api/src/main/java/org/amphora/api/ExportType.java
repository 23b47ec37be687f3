package org.amphora.api;

import java.util.Objects;

/** An export that a module declares (WebAssembly 3.0, section 2.5.10). Immutable; compares by value. */
public final class ExportType {
    private final String name;
    private final ExternType type;

    private ExportType(String name, ExternType type) {
        this.name = Objects.requireNonNull(name, "name");
        this.type = Objects.requireNonNull(type, "type");
    }

    /** The export of something of {@code type} under {@code name}. */
    public static ExportType of(String name, ExternType type) {
        return new ExportType(name, type);
    }

    /** The name of the export, unique in its module. */
    public String name() {
        return name;
    }

    /** The type of what is exported. */
    public ExternType type() {
        return type;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ExportType that && name.equals(that.name) && type.equals(that.type);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** Such as {@code greet func (i32, i32) -> ()}. */
    @Override
    public String toString() {
        return name + " " + (type instanceof FunctionType ? "func " : "") + type;
    }
}
