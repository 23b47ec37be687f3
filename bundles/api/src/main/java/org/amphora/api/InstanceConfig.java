package org.amphora.api;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

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
            new InstanceConfig(null, DEFAULT_MEMORY_LIMIT, DEFAULT_TABLE_LIMIT, null, null, () -> Phase.SERVE);

    private final String name;
    private final long memoryLimit;
    private final long tableLimit;
    private final Duration callTimeout;
    private final Long fuelLimit;
    private final Supplier<Phase> phase;

    private InstanceConfig(
            String name,
            long memoryLimit,
            long tableLimit,
            Duration callTimeout,
            Long fuelLimit,
            Supplier<Phase> phase) {
        this.name = name;
        this.memoryLimit = memoryLimit;
        this.tableLimit = tableLimit;
        this.callTimeout = callTimeout;
        this.fuelLimit = fuelLimit;
        this.phase = phase;
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
        return new InstanceConfig(
                Objects.requireNonNull(name, "name"), memoryLimit, tableLimit, callTimeout, fuelLimit, phase);
    }

    /** The most pages of 64 KiB that the memories which the instance defines may have together. */
    public long memoryLimit() {
        return memoryLimit;
    }

    /** With a limit on memory, in pages of 64 KiB. Growing beyond it yields -1; a module that starts beyond it is refused. */
    public InstanceConfig memoryLimit(long pages) {
        return new InstanceConfig(name, pages, tableLimit, callTimeout, fuelLimit, phase);
    }

    /** The most elements that the tables which the instance defines may have together. */
    public long tableLimit() {
        return tableLimit;
    }

    /** With a limit on tables, in elements. Growing beyond it yields -1; a module that starts beyond it is refused. */
    public InstanceConfig tableLimit(long elements) {
        return new InstanceConfig(name, memoryLimit, elements, callTimeout, fuelLimit, phase);
    }

    /** How long an outermost call may take; none by default. */
    public Optional<Duration> callTimeout() {
        return Optional.ofNullable(callTimeout);
    }

    /** With a deadline for each outermost call, the start function included; beyond it the call is cancelled. */
    public InstanceConfig callTimeout(Duration timeout) {
        return new InstanceConfig(
                name, memoryLimit, tableLimit, Objects.requireNonNull(timeout, "timeout"), fuelLimit, phase);
    }

    /** How much fuel an outermost call may use; none by default, and then none is counted. */
    public OptionalLong fuelLimit() {
        return fuelLimit == null ? OptionalLong.empty() : OptionalLong.of(fuelLimit);
    }

    /**
     * With fuel for each outermost call, the start function included; when all is used, the call traps with {@link
     * Trap.Kind#OUT_OF_FUEL}. The same calls of the same module use the same fuel on every machine.
     *
     * <p>Code that counts is generated besides the code that does not, when a module is first instantiated with a limit.
     * It is paid for whole straight runs of instructions, up to the next place where the code may go on elsewhere, before
     * they begin:
     *
     * <table>
     * <caption>What instructions cost</caption>
     * <tr><th>instruction<th>units
     * <tr><td>{@code nop}, {@code block}, {@code loop}, {@code else}, {@code end}, {@code try_table}, {@code try}, {@code
     *     catch}, {@code catch_all}, {@code delegate}<td>0
     * <tr><td>every other one, calls of all kinds included<td>1
     * <tr><td>{@code memory.fill}, {@code copy}, {@code init}; {@code array.new}, {@code new_default}, {@code new_data},
     *     {@code new_elem}, {@code fill}, {@code copy}, {@code init_data}, {@code init_elem}; {@code table.fill}, {@code
     *     copy}, {@code init}<td>1 more for every 64 bytes, rounded down; a reference counts as 8
     * <tr><td>{@code memory.grow}, {@code table.grow}<td>the same for what was added; a page costs 1,024
     * <tr><td>what a host function does<td>0, unless it takes some with {@link Instance#addFuel}
     * </table>
     *
     * <p>What a call runs in other instances that have a limit too is paid from the same fuel, but for calls that a host
     * function makes into them: those have fuel of their own. Code of instances without a limit costs nothing.
     */
    public InstanceConfig fuelLimit(long units) {
        return new InstanceConfig(name, memoryLimit, tableLimit, callTimeout, units, phase);
    }

    /** What its calls are for; {@link Phase#SERVE} by default. */
    public Supplier<Phase> phase() {
        return phase;
    }

    /** With an answer to what its calls are for, which is asked for whenever it matters, from the start function on. */
    public InstanceConfig phase(Supplier<Phase> source) {
        return new InstanceConfig(
                name, memoryLimit, tableLimit, callTimeout, fuelLimit, Objects.requireNonNull(source, "source"));
    }

    @Override
    public String toString() {
        return "InstanceConfig[name=" + name + ", memoryLimit=" + memoryLimit + ", tableLimit=" + tableLimit
                + ", callTimeout=" + callTimeout + ", fuelLimit=" + fuelLimit + "]";
    }
}
