package org.amphora.benchmarks.endive;

import run.endive.compiler.MachineFactoryCompiler;
import run.endive.runtime.Instance;

/** Endive with its compiler, which leaves what it cannot compile to its interpreter. */
public final class EndiveCompiler extends EndiveInterpreter {
    /** For {@code Worker}. */
    public EndiveCompiler() {}

    @Override
    Instance.Builder configure(Instance.Builder builder) {
        return builder.withMachineFactory(MachineFactoryCompiler::compile);
    }
}
