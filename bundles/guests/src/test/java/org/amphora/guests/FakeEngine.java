package org.amphora.guests;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.amphora.api.ClassSource;
import org.amphora.api.Engine;
import org.amphora.api.ExitException;
import org.amphora.api.Extern;
import org.amphora.api.Function;
import org.amphora.api.FunctionType;
import org.amphora.api.Global;
import org.amphora.api.GlobalType;
import org.amphora.api.HostFunction;
import org.amphora.api.ImportType;
import org.amphora.api.Instance;
import org.amphora.api.InstanceConfig;
import org.amphora.api.InvalidModuleException;
import org.amphora.api.LimitExceededException;
import org.amphora.api.LinkException;
import org.amphora.api.Linker;
import org.amphora.api.MalformedModuleException;
import org.amphora.api.Memory;
import org.amphora.api.MemoryType;
import org.amphora.api.Snapshot;
import org.amphora.api.Table;
import org.amphora.api.TableType;
import org.amphora.api.Tag;
import org.amphora.api.TagType;
import org.amphora.api.Trap;
import org.amphora.api.TypedHostFunction;
import org.amphora.api.WasmModule;

/**
 * An engine whose modules are lines of text: {@code wasm} first and {@code end} last, {@code version N}, {@code import
 * MODULE NAME}, and {@code fault STAGE} to fail where a real one could. Its instances insist that one call runs at a time.
 */
final class FakeEngine implements Engine {
    /** What guest functions do, by name of the export. */
    final Map<String, Behaviour> functions = new ConcurrentHashMap<>();
    /** Imports that are provided, as {@code MODULE.NAME}. */
    final Set<String> provided = ConcurrentHashMap.newKeySet();

    final AtomicInteger compilations = new AtomicInteger();
    /** Compilations that were given classes. */
    final AtomicInteger precompiled = new AtomicInteger();

    final AtomicInteger openModules = new AtomicInteger();
    final List<FakeInstance> instances = new CopyOnWriteArrayList<>();
    /** Runs before an instance is handed out, on the thread that makes it. */
    volatile Runnable onInstantiate = () -> {};
    /** Whether instances are listed, which keeps them from being collected. */
    volatile boolean listInstances = true;

    /** A function of a guest. */
    @FunctionalInterface
    interface Behaviour {
        long[] run(FakeInstance instance, long[] parameters);
    }

    FakeEngine() {
        functions.put("version", (instance, parameters) ->
                new long[] {instance.module().version()});
        functions.put("add", (instance, parameters) -> new long[] {parameters[0] + parameters[1]});
    }

    /** A module that says {@code version}, with more lines. */
    static byte[] module(long version, String... lines) {
        List<String> all = new ArrayList<>(List.of("wasm", "version " + version));
        all.addAll(Arrays.asList(lines));
        all.add("end");
        return String.join("\n", all).getBytes(UTF_8);
    }

    @Override
    public WasmModule compile(byte[] binary, ClassSource classes) {
        precompiled.incrementAndGet();
        return compile(binary);
    }

    @Override
    public WasmModule compile(byte[] binary) {
        List<String> lines = new String(binary, UTF_8).lines().toList();
        if (!lines.get(0).equals("wasm")) {
            throw new MalformedModuleException("magic header not detected", 0);
        }
        if (lines.contains("fault validate")) {
            throw new InvalidModuleException("type mismatch in function 7");
        }
        if (lines.contains("fault engine")) {
            throw new IllegalStateException("the engine is ill");
        }
        compilations.incrementAndGet();
        openModules.incrementAndGet();
        return new FakeModule(this, binary, lines);
    }

    @Override
    public Linker linker() {
        return new FakeLinker();
    }

    private final class FakeLinker implements Linker {
        @Override
        public Linker define(String module, String name, FunctionType type, HostFunction function) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Linker define(String module, String name, Extern item) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Linker define(String module, Instance instance) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instance instantiate(Snapshot snapshot, InstanceConfig config) {
            throw new UnsupportedOperationException("instantiate a snapshot");
        }

        @Override
        public Instance instantiate(WasmModule module, InstanceConfig config) {
            FakeModule fake = (FakeModule) module;
            if (fake.closed()) {
                throw new IllegalStateException("module is closed");
            }
            List<ImportType> missing = fake.imports().stream()
                    .filter(wanted -> !provided.contains(wanted.module() + "." + wanted.name()))
                    .toList();
            if (!missing.isEmpty()) {
                throw new LinkException("unknown import " + missing.get(0), missing);
            }
            if (fake.has("fault limit")) {
                throw new LimitExceededException(config.name().orElseThrow(), "memoryLimit", "memory wants 9 pages");
            }
            if (fake.has("fault start")) {
                throw new Trap(Trap.Kind.UNREACHABLE);
            }
            if (fake.has("fault exit")) {
                throw new ExitException(3);
            }
            onInstantiate.run();
            FakeInstance instance = new FakeInstance(fake, config);
            if (listInstances) {
                instances.add(instance);
            }
            return instance;
        }
    }

    /** Instances that nobody closed. */
    long living() {
        return instances.stream().filter(instance -> !instance.closed()).count();
    }

    @Override
    public Memory newMemory(MemoryType type) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Table newTable(TableType type, Object initial) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Global newGlobal(GlobalType type, Object initial) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Tag newTag(TagType type) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<TypedHostFunction> hostFunctions(Object host) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> List<TypedHostFunction> hostFunctions(
            Class<T> type, java.util.function.Function<Instance, ? extends T> host) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Function newFunction(String name, FunctionType type, HostFunction function) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
