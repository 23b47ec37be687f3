package org.amphora.benchmarks.suite;

import org.amphora.api.Engine;
import org.amphora.api.Function;
import org.amphora.api.FunctionType;
import org.amphora.api.InstanceConfig;
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

    @Override
    public final Guest load(byte[] wasm) {
        Function run = engine.linker()
                .define("env", "add", FunctionType.parse("ii-i"), (caller, p) -> p[0] = p[0] + p[1])
                .define(
                        "env",
                        "six",
                        FunctionType.parse("IIIIII-I"),
                        (caller, p) -> p[0] = p[0] + p[1] + p[2] + p[3] + p[4] + p[5])
                .define("env", "tick", FunctionType.parse("-"), (caller, p) -> ticks.tick())
                .define("env", "reset", FunctionType.parse("-"), (caller, p) -> ticks.reset())
                .define("env", "ticks", FunctionType.parse("-i"), (caller, p) -> p[0] = ticks.value())
                .instantiate(engine.compile(wasm), config)
                .function("run");
        long[] stack = new long[1];
        return n -> {
            stack[0] = n;
            run.callWithStack(stack);
            return stack[0];
        };
    }
}
