package org.amphora.engine.whiteboard;

import java.io.File;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.amphora.api.ClassSource;
import org.amphora.api.Engine;
import org.amphora.api.Feature;
import org.amphora.api.Function;
import org.amphora.api.FunctionType;
import org.amphora.api.Global;
import org.amphora.api.GlobalType;
import org.amphora.api.HostFunction;
import org.amphora.api.Instance;
import org.amphora.api.Linker;
import org.amphora.api.Memory;
import org.amphora.api.MemoryType;
import org.amphora.api.Table;
import org.amphora.api.TableType;
import org.amphora.api.Tag;
import org.amphora.api.TagType;
import org.amphora.api.TextFormat;
import org.amphora.api.TypedHostFunction;
import org.amphora.api.WasmModule;
import org.amphora.api.whiteboard.WasmWhiteboardConstants;
import org.amphora.engine.EngineImpl;
import org.amphora.engine.compile.ClassCache;
import org.amphora.engine.compile.ModuleCompiler;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.component.annotations.ReferenceScope;
import org.osgi.service.metatype.annotations.Designate;

/**
 * An engine with its whiteboard as services: one that is called {@code default}, or one for each configuration.
 *
 * <p>Immediate: a delayed component would wait until somebody gets the engine, and its runtime service, by which operators
 * see host functions, would not be there until then.
 */
@Component(
        name = EngineComponent.PID,
        service = Engine.class,
        immediate = true,
        configurationPid = EngineComponent.PID,
        configurationPolicy = ConfigurationPolicy.OPTIONAL)
@Designate(ocd = EngineConfig.class, factory = true)
public final class EngineComponent implements Engine {
    static final String PID = "org.amphora.engine";

    private final String name;
    private final Whiteboard whiteboard;
    private final EngineImpl engine;
    private final RuntimeService runtime;

    /** Comes and goes; without it, modules in the text format are refused. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile TextFormat textFormat;

    /** An engine without host functions. */
    @Activate
    public EngineComponent(EngineConfig config, BundleContext context) {
        name = config.wasm_engine_name();
        whiteboard = new Whiteboard(
                Duration.ofMillis(config.provider_grace_millis()),
                Duration.ofMillis(config.provider_patience_millis()));
        engine = new EngineImpl(whiteboard, compiler(config, context), () -> Optional.ofNullable(textFormat));
        Map<String, Object> properties = new HashMap<>();
        properties.put(WasmWhiteboardConstants.WASM_ENGINE_NAME, name);
        properties.put(
                WasmWhiteboardConstants.WASM_ENGINE_FEATURE,
                Arrays.stream(Feature.values()).map(Feature::toString).toArray(String[]::new));
        runtime = new RuntimeService(engine, whiteboard, engine::instances, properties);
        whiteboard.engine(properties);
        whiteboard.onChange(runtime::changed);
    }

    /** With a cache in the bundle's data area, if there is one. */
    private static ModuleCompiler compiler(EngineConfig config, BundleContext context) {
        File folder = context.getDataFile("classes");
        if (folder == null || config.class_cache_bytes() <= 0) {
            return new ModuleCompiler();
        }
        return new ModuleCompiler(new ClassCache(folder.toPath(), config.class_cache_bytes()));
    }

    /** Registers the runtime service, whose properties are complete from then on. */
    @Activate
    void activate(BundleContext context) {
        whiteboard.engine(runtime.register(context));
    }

    /** Ends the instances that are left, while their host functions are still there. */
    @Deactivate
    void deactivate() {
        runtime.unregister();
        engine.close();
    }

    /** A service came; with these parameters the component runtime does not get it. */
    @Reference(
            service = HostFunction.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            scope = ReferenceScope.PROTOTYPE)
    void addHostFunction(ServiceReference<HostFunction> reference, ComponentServiceObjects<HostFunction> objects) {
        whiteboard.add(reference, objects);
    }

    void updatedHostFunction(ServiceReference<HostFunction> reference) {
        whiteboard.update(reference);
    }

    void removeHostFunction(ServiceReference<HostFunction> reference) {
        whiteboard.remove(reference);
    }

    @Override
    public WasmModule compile(byte[] bytes) {
        return engine.compile(bytes);
    }

    @Override
    public WasmModule compile(byte[] bytes, ClassSource classes) {
        return engine.compile(bytes, classes);
    }

    @Override
    public Linker linker() {
        return engine.linker();
    }

    @Override
    public Memory newMemory(MemoryType type) {
        return engine.newMemory(type);
    }

    @Override
    public Table newTable(TableType type, Object initial) {
        return engine.newTable(type, initial);
    }

    @Override
    public Global newGlobal(GlobalType type, Object initial) {
        return engine.newGlobal(type, initial);
    }

    @Override
    public Tag newTag(TagType type) {
        return engine.newTag(type);
    }

    @Override
    public List<TypedHostFunction> hostFunctions(Object host) {
        return engine.hostFunctions(host);
    }

    @Override
    public <T> List<TypedHostFunction> hostFunctions(
            Class<T> type, java.util.function.Function<Instance, ? extends T> host) {
        return engine.hostFunctions(type, host);
    }

    @Override
    public Function newFunction(String functionName, FunctionType type, HostFunction function) {
        return engine.newFunction(functionName, type, function);
    }

    /**
     * Refuses: others use the service as well, and none of them owns it.
     *
     * @throws UnsupportedOperationException always
     */
    @Override
    public void close() {
        throw new UnsupportedOperationException("engine " + name
                + " is a service that others use as well: it is closed when the bundle or the configuration goes; close the"
                + " instances instead");
    }
}
