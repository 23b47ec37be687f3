package org.amphora.benchmarks.suite;

import org.amphora.api.Engine;
import org.amphora.api.Function;
import org.amphora.api.FunctionType;
import org.amphora.api.InstanceConfig;
import org.amphora.benchmarks.worker.Peer;

/** Amphora with the defaults of its configuration. */
public class AmphoraPeer implements Peer {
    private final InstanceConfig config;

    /** For {@code Worker}. */
    public AmphoraPeer() {
        this(InstanceConfig.defaults());
    }

    AmphoraPeer(InstanceConfig config) {
        this.config = config;
    }

    @Override
    public final Guest load(byte[] wasm) {
        Engine engine = Engine.create();
        Function run = engine.linker()
                .define("env", "add", FunctionType.parse("ii-i"), (caller, stack) -> stack[0] = stack[0] + stack[1])
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
