package org.amphora.api;

import java.util.Objects;

/** An import that a module declares (WebAssembly 3.0, section 2.5.11). Immutable; compares by value. */
public final class ImportType {
    private final String module;
    private final String name;
    private final ExternType type;

    private ImportType(String module, String name, ExternType type) {
        this.module = Objects.requireNonNull(module, "module");
        this.name = Objects.requireNonNull(name, "name");
        this.type = Objects.requireNonNull(type, "type");
    }

    /** The import of {@code name} from {@code module}. */
    public static ImportType of(String module, String name, ExternType type) {
        return new ImportType(module, name, type);
    }

    /** The name of the (host) module that must provide it. */
    public String module() {
        return module;
    }

    /** Its name in that module. */
    public String name() {
        return name;
    }

    /** The type that the provided item must match. */
    public ExternType type() {
        return type;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ImportType that
                && module.equals(that.module)
                && name.equals(that.name)
                && type.equals(that.type);
    }

    @Override
    public int hashCode() {
        return Objects.hash(module, name);
    }

    /** Such as {@code env.log func (i32, i32) -> ()}. */
    @Override
    public String toString() {
        return module + "." + name + " " + (type instanceof FunctionType ? "func " : "") + type;
    }
}
