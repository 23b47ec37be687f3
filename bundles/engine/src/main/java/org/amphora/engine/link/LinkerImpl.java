package org.amphora.engine.link;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.amphora.api.ExportType;
import org.amphora.api.Extern;
import org.amphora.api.FunctionType;
import org.amphora.api.HostFunction;
import org.amphora.api.Instance;
import org.amphora.api.InstanceConfig;
import org.amphora.api.Linker;
import org.amphora.api.Snapshot;
import org.amphora.api.WasmModule;
import org.amphora.engine.runtime.FunctionInstance;
import org.amphora.engine.runtime.GlobalInstance;
import org.amphora.engine.runtime.InstanceSnapshot;
import org.amphora.engine.runtime.LoadedModule;
import org.amphora.engine.runtime.MemoryInstance;
import org.amphora.engine.runtime.TableInstance;
import org.amphora.engine.runtime.TagInstance;

/** The linker of an {@link org.amphora.api.Engine}. Immutable: each definition copies one map per module, at most. */
public final class LinkerImpl implements Linker {
    private final Store store;
    private final Map<String, Map<String, Definition>> definitions;

    /** A linker without definitions. */
    public LinkerImpl(Store store) {
        this(store, Map.of());
    }

    private LinkerImpl(Store store, Map<String, Map<String, Definition>> definitions) {
        this.store = store;
        this.definitions = definitions;
    }

    @Override
    public Linker define(String module, String name, FunctionType type, HostFunction function) {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(function, "function");
        return with(module, Map.of(Objects.requireNonNull(name, "name"), Definition.of(module, name, type, function)));
    }

    @Override
    public Linker define(String module, String name, Extern item) {
        return with(module, Map.of(Objects.requireNonNull(name, "name"), definition(module, name, item)));
    }

    @Override
    public Linker define(String module, Instance instance) {
        Map<String, Definition> exports = new LinkedHashMap<>();
        for (ExportType export : instance.exports()) {
            exports.put(export.name(), definition(module, export.name(), instance.export(export.name())));
        }
        return with(module, exports);
    }

    private static Definition definition(String module, String name, Extern item) {
        Objects.requireNonNull(item, "item");
        boolean own = item instanceof FunctionInstance
                || item instanceof MemoryInstance
                || item instanceof TableInstance
                || item instanceof GlobalInstance
                || item instanceof TagInstance;
        if (!own) {
            throw new IllegalArgumentException(
                    module + "." + name + " cannot be defined as "
                            + item.getClass().getName()
                            + ": it is no item of this engine; use Engine.newMemory, newTable, newGlobal, newTag or newFunction");
        }
        return Definition.of(module, name, item);
    }

    private Linker with(String module, Map<String, Definition> more) {
        Objects.requireNonNull(module, "module");
        Map<String, Definition> names = new LinkedHashMap<>(definitions.getOrDefault(module, Map.of()));
        names.putAll(more);
        Map<String, Map<String, Definition>> modules = new HashMap<>(definitions);
        modules.put(module, names);
        return new LinkerImpl(store, modules);
    }

    @Override
    public Instance instantiate(WasmModule module, InstanceConfig config) {
        Objects.requireNonNull(module, "module");
        if (!(module instanceof LoadedModule loaded)) {
            throw new IllegalArgumentException(
                    module.getClass().getName() + " is no module of this engine: use Engine.compile");
        }
        return instantiate(loaded, null, config);
    }

    @Override
    public Instance instantiate(Snapshot snapshot, InstanceConfig config) {
        Objects.requireNonNull(snapshot, "snapshot");
        if (!(snapshot instanceof InstanceSnapshot state)) {
            throw new IllegalArgumentException(
                    snapshot.getClass().getName() + " is no snapshot of this engine: use Instance.snapshot");
        }
        return instantiate(state.module(), state, config);
    }

    private Instance instantiate(LoadedModule module, InstanceSnapshot snapshot, InstanceConfig config) {
        store.checkOpen();
        if (module.closed()) {
            throw new IllegalStateException("module " + module.name().orElse("wasm") + " is closed");
        }
        return new Instantiation(store, module, snapshot, config).run(definitions);
    }
}
