package org.amphora.benchmarks.graalwasm;

import java.util.Map;
import org.amphora.benchmarks.worker.Peer;
import org.amphora.benchmarks.worker.Ticks;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;

/** GraalWasm with the defaults of its configuration. */
public final class GraalWasm implements Peer {
    private final Ticks ticks = new Ticks();

    /** For {@code Worker}. */
    public GraalWasm() {}

    @Override
    public Guest load(byte[] wasm) {
        Context context = Context.newBuilder("wasm").build();
        Value module = context.eval(
                Source.newBuilder("wasm", ByteSequence.create(wasm), "guest").buildLiteral());
        Value instance = module.newInstance(ProxyObject.fromMap(Map.of("env", ProxyObject.fromMap(host()))));
        Value run = instance.getMember("exports").getMember("run");
        return n -> run.execute(n).asLong();
    }

    private Map<String, Object> host() {
        ProxyExecutable add = arguments -> arguments[0].asInt() + arguments[1].asInt();
        ProxyExecutable six = arguments -> arguments[0].asLong()
                + arguments[1].asLong()
                + arguments[2].asLong()
                + arguments[3].asLong()
                + arguments[4].asLong()
                + arguments[5].asLong();
        ProxyExecutable reset = arguments -> {
            ticks.reset();
            return null;
        };
        ProxyExecutable tick = arguments -> {
            ticks.tick();
            return null;
        };
        ProxyExecutable value = arguments -> ticks.value();
        return Map.of("add", add, "six", six, "reset", reset, "tick", tick, "ticks", value);
    }
}
