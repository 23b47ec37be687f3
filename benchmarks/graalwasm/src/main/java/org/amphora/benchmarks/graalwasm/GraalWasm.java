package org.amphora.benchmarks.graalwasm;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.amphora.benchmarks.worker.Exports;
import org.amphora.benchmarks.worker.Import;
import org.amphora.benchmarks.worker.ImportedMemory;
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
        Value run = exports(context, wasm, Map.of("env", ProxyObject.fromMap(host())))
                .getMember("run");
        return n -> run.execute(n).asLong();
    }

    private static Value exports(Context context, byte[] wasm, Map<String, Object> imports) {
        Source source =
                Source.newBuilder("wasm", ByteSequence.create(wasm), "guest").buildLiteral();
        return context.eval(source).newInstance(ProxyObject.fromMap(imports)).getMember("exports");
    }

    @Override
    public Exports link(byte[] wasm, List<Import> imports, ImportedMemory memory) {
        Context context = Context.newBuilder("wasm").build();
        Map<String, Map<String, Object>> modules = new HashMap<>();
        for (Import each : imports) {
            modules.computeIfAbsent(each.module(), name -> new HashMap<>()).put(each.name(), host(each));
        }
        Value imported = null;
        if (memory != null) {
            imported = exports(context, MemoryModule.of(memory.min(), memory.max()), Map.of())
                    .getMember(MemoryModule.NAME);
            modules.computeIfAbsent(memory.module(), name -> new HashMap<>()).put(memory.name(), imported);
        }
        Map<String, Object> proxies = new HashMap<>();
        modules.forEach((name, members) -> proxies.put(name, ProxyObject.fromMap(members)));
        return new GraalWasmExports(context, exports(context, wasm, proxies), imported);
    }

    /** A function that calls elements of a table, of two parameters. */
    static Value invoker(Context context, Value table) {
        try (InputStream in = GraalWasm.class.getResourceAsStream("invoke.wasm")) {
            return exports(context, in.readAllBytes(), Map.of("e", ProxyObject.fromMap(Map.of("t", table))))
                    .getMember("m");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProxyExecutable host(Import each) {
        String parameters = each.parameters();
        return arguments -> {
            long[] slots = new long[arguments.length];
            for (int i = 0; i < slots.length; i++) {
                slots[i] = parameters.charAt(i) == 'F'
                        ? Double.doubleToRawLongBits(arguments[i].asDouble())
                        : arguments[i].asLong();
            }
            long result = each.code().applyAsLong(slots);
            return switch (each.results()) {
                case "i" -> (int) result;
                case "I" -> result;
                case "F" -> Double.longBitsToDouble(result);
                default -> null;
            };
        };
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
