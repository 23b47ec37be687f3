package org.amphora.engine.link;

import org.amphora.api.Extern;
import org.amphora.api.ExternType;
import org.amphora.api.FunctionType;
import org.amphora.api.HostFunction;

/** What a linker knows under a module and a name. Immutable. */
final class Definition {
    private final String module;
    private final String name;
    private final FunctionType hostType;
    private final HostFunction host;
    private final Extern item;

    private Definition(String module, String name, FunctionType hostType, HostFunction host, Extern item) {
        this.module = module;
        this.name = name;
        this.hostType = hostType;
        this.host = host;
        this.item = item;
    }

    static Definition of(String module, String name, FunctionType type, HostFunction host) {
        return new Definition(module, name, type, host, null);
    }

    static Definition of(String module, String name, Extern item) {
        return new Definition(module, name, null, null, item);
    }

    String module() {
        return module;
    }

    String name() {
        return name;
    }

    /** The host function, or null if {@link #item} is what is defined. */
    HostFunction host() {
        return host;
    }

    /** What is defined, or null if it is {@link #host}. */
    Extern item() {
        return item;
    }

    /** The type as it is now: memories and tables grow. */
    ExternType type() {
        return item == null ? hostType : item.type();
    }
}
