package org.amphora.engine.runtime;

import java.util.Objects;

/** What messages call a host function: module, name and, if it is known, who provides it. Immutable. */
public final class HostName {
    private final String module;
    private final String name;
    private final String provider;

    private HostName(String module, String name, String provider) {
        this.module = Objects.requireNonNull(module, "module");
        this.name = Objects.requireNonNull(name, "name");
        this.provider = provider;
    }

    /** A function of {@code module}; {@code provider} is null if it is the program itself. */
    public static HostName of(String module, String name, String provider) {
        return new HostName(module, name, provider);
    }

    /** A function that belongs to no module. */
    public static HostName of(String name) {
        return new HostName("", name, null);
    }

    /** The host module; empty if it belongs to none. */
    public String module() {
        return module;
    }

    /** The name in the module. */
    public String name() {
        return name;
    }

    /** Such as {@code env.log}. */
    public String qualified() {
        return module.isEmpty() ? name : module + "." + name;
    }

    /** Such as {@code env.log of org.acme.log 1.0.0}. */
    @Override
    public String toString() {
        return provider == null ? qualified() : qualified() + " of " + provider;
    }
}
