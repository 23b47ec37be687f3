package org.amphora.engine.runtime;

import org.amphora.api.ClassSource;
import org.amphora.binary.module.ModuleDefinition;

/** Makes classes of the JVM of validated modules, and adapters for host functions. Thread-safe. */
public interface Compiler extends HostHandles {
    /**
     * The classes of {@code module}; they may be generated when they are first needed.
     *
     * @param variant what the instances of these classes have
     */
    CompiledModule compile(ModuleDefinition module, CodeVariant variant);

    /** This compiler, for modules whose classes lie in {@code classes}. */
    default Compiler with(ClassSource classes) {
        return this;
    }

    /** Whether the same module was found valid before, perhaps by another JVM. */
    default boolean knowsValid(ModuleDefinition module) {
        return false;
    }

    /** Notes that a module was found valid. */
    default void noteValid(ModuleDefinition module) {}
}
