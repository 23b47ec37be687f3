package org.amphora.engine.runtime;

import java.util.OptionalLong;
import java.util.function.Supplier;
import org.amphora.api.HostFunction;
import org.amphora.api.Phase;

/**
 * What an instance is made of: its module's code, name and limits, and an element for each function that it imports and for
 * each memory, table, global and tag, imported ones first. Whoever instantiates fills the arrays before the instance is
 * linked.
 */
public final class InstanceParts {
    final LoadedModule module;
    final String name;
    final Watchdog watchdog;
    final long timeoutNanos;
    final FuelTank fuel;
    final Supplier<Phase> phase;
    final FunctionInstance[] importedFunctions;
    final HostFunction[] hostFunctions;
    final MemoryInstance[] memories;
    final TableInstance[] tables;
    final GlobalInstance[] globals;
    final TagInstance[] tags;

    /**
     * Parts with empty arrays of the lengths that the module asks for.
     *
     * @param timeoutNanos how long an outermost call may take, or 0 for as long as it likes
     * @param fuelLimit how much fuel it may use, if that is to be counted
     * @param phase what its calls are for
     */
    public InstanceParts(
            LoadedModule module,
            String name,
            Watchdog watchdog,
            long timeoutNanos,
            OptionalLong fuelLimit,
            Supplier<Phase> phase) {
        var definition = module.definition();
        this.module = module;
        this.name = name;
        this.watchdog = watchdog;
        this.timeoutNanos = timeoutNanos;
        this.fuel = fuelLimit.isPresent() ? new FuelTank(name, fuelLimit.getAsLong()) : null;
        this.phase = phase;
        this.importedFunctions = new FunctionInstance[definition.importedFunctionCount()];
        this.hostFunctions = new HostFunction[importedFunctions.length];
        this.memories = new MemoryInstance[definition.memoryCount()];
        this.tables = new TableInstance[definition.tableCount()];
        this.globals = new GlobalInstance[definition.globalCount()];
        this.tags = new TagInstance[definition.tagCount()];
    }

    /** The memories, imported ones first. */
    public MemoryInstance[] memories() {
        return memories;
    }

    /** The code for the memories that are here now, and for counting fuel or not. */
    public ModuleCode code() {
        return module.code(fuel != null, memories);
    }

    /** The tables, imported ones first. */
    public TableInstance[] tables() {
        return tables;
    }

    /** The globals, imported ones first. */
    public GlobalInstance[] globals() {
        return globals;
    }

    /** The tags, imported ones first. */
    public TagInstance[] tags() {
        return tags;
    }
}
