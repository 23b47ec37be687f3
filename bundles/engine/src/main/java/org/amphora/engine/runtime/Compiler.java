package org.amphora.engine.runtime;

import org.amphora.binary.module.ModuleDefinition;

/** Makes classes of the JVM of validated modules, and adapters for host functions. Thread-safe. */
public interface Compiler extends HostHandles {
    /** The classes of {@code module}; they may be generated when they are first needed. */
    CompiledModule compile(ModuleDefinition module);
}
