package org.amphora.api;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How a module is instantiated. Immutable: each setter returns a new configuration, and none fails; {@link
 * Linker#instantiate(WasmModule, InstanceConfig)} checks.
 */
public final class InstanceConfig {
    /** Pages that an instance's memories may have together unless configured otherwise: 4,096, which is 256 MiB. */
    public static final long DEFAULT_MEMORY_LIMIT = 4_096;

    /** Elements that an instance's tables may have together unless configured otherwise: 1,048,576. */
    public static final long DEFAULT_TABLE_LIMIT = 1_048_576;

    private static final InstanceConfig DEFAULTS =
            new InstanceConfig(null, DEFAULT_MEMORY_LIMIT, DEFAULT_TABLE_LIMIT, null);

    private final String name;
    private final long memoryLimit;
    private final long tableLimit;
    private final Duration callTimeout;

    private InstanceConfig(String name, long memoryLimit, long tableLimit, Duration callTimeout) {
        this.name = name;
        this.memoryLimit = memoryLimit;
        this.tableLimit = tableLimit;
        this.callTimeout = callTimeout;
    }

    /** The module's name, the default limits, no deadline. */
    public static InstanceConfig defaults() {
        return DEFAULTS;
    }

    /** The name of the instance, if it is not to be the module's. */
    public Optional<String> name() {
        return Optional.ofNullable(name);
    }

    /** With a name for messages, stack traces and {@link Instance#name()}. */
    public InstanceConfig name(String name) {
        return new InstanceConfig(Objects.requireNonNull(name, "name"), memoryLimit, tableLimit, callTimeout);
    }

    /** The most pages of 64 KiB that the memories which the instance defines may have together. */
    public long memoryLimit() {
        return memoryLimit;
    }

    /** With a limit on memory, in pages of 64 KiB. Growing beyond it yields -1; a module that starts beyond it is refused. */
    public InstanceConfig memoryLimit(long pages) {
        return new InstanceConfig(name, pages, tableLimit, callTimeout);
    }

    /** The most elements that the tables which the instance defines may have together. */
    public long tableLimit() {
        return tableLimit;
    }

    /** With a limit on tables, in elements. Growing beyond it yields -1; a module that starts beyond it is refused. */
    public InstanceConfig tableLimit(long elements) {
        return new InstanceConfig(name, memoryLimit, elements, callTimeout);
    }

    /** How long an outermost call may take; none by default. */
    public Optional<Duration> callTimeout() {
        return Optional.ofNullable(callTimeout);
    }

    /** With a deadline for each outermost call, the start function included; beyond it the call is cancelled. */
    public InstanceConfig callTimeout(Duration timeout) {
        return new InstanceConfig(name, memoryLimit, tableLimit, Objects.requireNonNull(timeout, "timeout"));
    }

    @Override
    public String toString() {
        return "InstanceConfig[name=" + name + ", memoryLimit=" + memoryLimit + ", tableLimit=" + tableLimit
                + ", callTimeout=" + callTimeout + "]";
    }
}
