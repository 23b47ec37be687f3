package org.amphora.benchmarks.suite;

import java.util.List;
import org.amphora.api.Engine;
import org.amphora.api.Function;
import org.amphora.api.FunctionType;
import org.amphora.api.InstanceConfig;
import org.amphora.api.Limits;
import org.amphora.api.Linker;
import org.amphora.api.MemoryType;
import org.amphora.api.WasmModule;
import org.amphora.benchmarks.worker.Exports;
import org.amphora.benchmarks.worker.Import;
import org.amphora.benchmarks.worker.ImportedMemory;
import org.amphora.benchmarks.worker.Peer;
import org.amphora.benchmarks.worker.Ticks;

/** Amphora with the defaults of its configuration. */
public class AmphoraPeer implements Peer {
    private final Engine engine;
    private final InstanceConfig config;
    private final Ticks ticks = new Ticks();

    /** For {@code Worker}. */
    public AmphoraPeer() {
        this(InstanceConfig.defaults());
    }

    AmphoraPeer(InstanceConfig config) {
        this(Engine.create(), config);
    }

    AmphoraPeer(Engine engine, InstanceConfig config) {
        this.engine = engine;
        this.config = config;
    }

    WasmModule compile(Engine engine, byte[] wasm) {
        return engine.compile(wasm);
    }

    @Override
    public final Guest load(byte[] wasm) {
        WasmModule module = compile(engine, wasm);
        Linker linker = module.imports().isEmpty() ? engine.linker() : HostFunctions.define(engine.linker(), ticks);
        Function run = linker.instantiate(module, config).function("run");
        return new Running(run);
    }

    /** No lambda: the first of a JVM costs a tenth of a start. */
    private static final class Running implements Guest {
        private final Function run;
        private final long[] stack = new long[1];

        Running(Function run) {
            this.run = run;
        }

        @Override
        public long run(int n) {
            stack[0] = n;
            run.callWithStack(stack);
            return stack[0];
        }
    }

    /** A class of its own: few guests import anything, and what others do not need their first result does not wait for. */
    private static final class HostFunctions {
        private HostFunctions() {}

        static Linker define(Linker linker, Ticks ticks) {
            return linker.define("env", "add", FunctionType.parse("ii-i"), (caller, p) -> p[0] = p[0] + p[1])
                    .define(
                            "env",
                            "six",
                            FunctionType.parse("IIIIII-I"),
                            (caller, p) -> p[0] = p[0] + p[1] + p[2] + p[3] + p[4] + p[5])
                    .define("env", "tick", FunctionType.parse("-"), (caller, p) -> ticks.tick())
                    .define("env", "reset", FunctionType.parse("-"), (caller, p) -> ticks.reset())
                    .define("env", "ticks", FunctionType.parse("-i"), (caller, p) -> p[0] = ticks.value());
        }
    }

    @Override
    public final Exports link(byte[] wasm, List<Import> imports, ImportedMemory memory) {
        Linker linker = engine.linker();
        for (Import each : imports) {
            FunctionType type = FunctionType.parse(each.parameters() + "-" + each.results());
            boolean result = !each.results().isEmpty();
            linker = linker.define(each.module(), each.name(), type, (caller, p) -> {
                long value = each.code().applyAsLong(p);
                if (result) {
                    p[0] = value;
                }
            });
        }
        if (memory != null) {
            MemoryType type = MemoryType.of(Limits.of(memory.min(), memory.max()));
            linker = linker.define(memory.module(), memory.name(), engine.newMemory(type));
        }
        return new AmphoraExports(linker.instantiate(compile(engine, wasm), config));
    }
}
