package org.amphora.api;

import java.util.Objects;

/**
 * A host function failed: it threw (then {@link #getCause()} is what it threw), or left a result that is none, such as a
 * handle that it was never given. Guest code between the host function and the outermost call was aborted as by a trap.
 */
public final class HostFunctionException extends WasmException {
    private static final long serialVersionUID = 1L;

    private final String module;
    private final String name;

    /** {@code message} names the function, its provider and the fault. */
    public HostFunctionException(String module, String name, String message, Throwable cause) {
        super(message, cause);
        this.module = Objects.requireNonNull(module, "module");
        this.name = Objects.requireNonNull(name, "name");
    }

    /** The host module of the function. */
    public String module() {
        return module;
    }

    /** The name of the function in its module. */
    public String name() {
        return name;
    }
}
