package org.amphora.api;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Knows what imports are to be satisfied with, and instantiates modules (WebAssembly 3.0, section 4.7.2). Immutable and
 * thread-safe: each {@code define} returns a new linker. A later definition of the same module and name replaces an
 * earlier one.
 *
 * <p>In OSGi, imports that are not defined here are looked for among the {@link HostFunction} services, as they are when
 * {@link #instantiate} is called.
 */
@ProviderType
public interface Linker {
    /** With a host function for imports of {@code name} from {@code module}. */
    Linker define(String module, String name, FunctionType type, HostFunction function);

    /** With host functions under the names and with the types that they have. */
    default Linker define(String module, Iterable<? extends TypedHostFunction> functions) {
        Linker linker = this;
        for (TypedHostFunction function : functions) {
            linker = linker.define(module, function.name(), function.type(), function);
        }
        return linker;
    }

    /** With something that an instance exports, or that the host made. */
    Linker define(String module, String name, Extern item);

    /** With all exports of {@code instance}, under the name {@code module}. */
    Linker define(String module, Instance instance);

    /** Instantiates with {@link InstanceConfig#defaults()}. */
    default Instance instantiate(WasmModule module) {
        return instantiate(module, InstanceConfig.defaults());
    }

    /**
     * Links the imports, makes memories, tables and globals, initialises them and runs the start function.
     *
     * @throws LinkException if an import has no match; all that have none are named
     * @throws LimitExceededException if memories or tables would start beyond a limit
     * @throws Trap if a segment does not fit or the start function traps
     * @throws HostFunctionException if the start function calls a host function that fails
     * @throws ExitException if the start function ends the guest
     * @throws CancelledException if the start function exceeds the deadline
     * @throws IllegalStateException if the module or the engine is closed
     * @throws IllegalArgumentException if the configuration is not valid
     */
    Instance instantiate(WasmModule module, InstanceConfig config);

    /** Instantiates with {@link InstanceConfig#defaults()}. */
    default Instance instantiate(Snapshot snapshot) {
        return instantiate(snapshot, InstanceConfig.defaults());
    }

    /**
     * Makes an instance that goes on from {@code snapshot}: imports are linked as for a new instance, memories, tables and
     * globals are as they were, functions in them are those of the new instance and of its imports, and the start function
     * is not run again. Name and limits are those of {@code config}.
     *
     * @throws LinkException if an import has no match; all that have none are named
     * @throws LimitExceededException if memories or tables would start beyond a limit
     * @throws IllegalStateException if the module or the engine is closed
     * @throws IllegalArgumentException if the configuration is not valid
     */
    Instance instantiate(Snapshot snapshot, InstanceConfig config);
}
