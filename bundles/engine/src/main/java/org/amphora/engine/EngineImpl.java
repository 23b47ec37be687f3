package org.amphora.engine;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.amphora.api.ClassSource;
import org.amphora.api.Engine;
import org.amphora.api.Function;
import org.amphora.api.FunctionType;
import org.amphora.api.Global;
import org.amphora.api.GlobalType;
import org.amphora.api.HostFunction;
import org.amphora.api.Instance;
import org.amphora.api.LimitExceededException;
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
import org.amphora.binary.BinaryDecoder;
import org.amphora.binary.module.ModuleDefinition;
import org.amphora.binary.type.TypeRegistry;
import org.amphora.engine.compile.ModuleCompiler;
import org.amphora.engine.facade.HostFunctions;
import org.amphora.engine.link.HostFunctionSource;
import org.amphora.engine.link.LinkedInstance;
import org.amphora.engine.link.LinkerImpl;
import org.amphora.engine.link.Store;
import org.amphora.engine.runtime.Budget;
import org.amphora.engine.runtime.Compiler;
import org.amphora.engine.runtime.FunctionInstance;
import org.amphora.engine.runtime.GlobalInstance;
import org.amphora.engine.runtime.HostHandles;
import org.amphora.engine.runtime.HostName;
import org.amphora.engine.runtime.LoadedModule;
import org.amphora.engine.runtime.MemoryInstance;
import org.amphora.engine.runtime.References;
import org.amphora.engine.runtime.TableInstance;
import org.amphora.engine.runtime.TagInstance;
import org.amphora.engine.validate.ModuleValidator;

/** The engine: puts decoder, validator, compiler and linker one behind the other. Thread-safe. */
public final class EngineImpl implements Engine {
    private final Store store;
    private final Compiler compiler;
    private final Formats formats;

    /** An engine that looks for what its linkers do not define in {@code source}, and finds the text format by itself. */
    public EngineImpl(HostFunctionSource source) {
        this(source, new Formats.Found());
    }

    /** An engine that is told where the text format is, each time it meets one. */
    public EngineImpl(HostFunctionSource source, Supplier<Optional<TextFormat>> textFormat) {
        this(source, new ModuleCompiler(), textFormat);
    }

    /** An engine with a compiler of its own. */
    public EngineImpl(HostFunctionSource source, Compiler compiler) {
        this(source, compiler, new Formats.Found());
    }

    /** An engine with a compiler of its own that is told where the text format is, each time it meets one. */
    public EngineImpl(HostFunctionSource source, Compiler compiler, Supplier<Optional<TextFormat>> textFormat) {
        this.formats = new Formats(textFormat);
        this.store = new Store(source, HostHandles.cached(compiler));
        this.compiler = compiler;
    }

    @Override
    public WasmModule compile(byte[] bytes) {
        return compile(bytes, compiler);
    }

    @Override
    public WasmModule compile(byte[] bytes, ClassSource classes) {
        return compile(bytes, compiler.with(Objects.requireNonNull(classes, "classes")));
    }

    private WasmModule compile(byte[] bytes, Compiler compiler) {
        store.checkOpen();
        ModuleDefinition definition = BinaryDecoder.decode(formats.binary(bytes));
        if (!compiler.knowsValid(definition)) {
            ModuleValidator.validate(definition);
            compiler.noteValid(definition);
        }
        return new LoadedModule(definition, compiler);
    }

    @Override
    public Linker linker() {
        return new LinkerImpl(store);
    }

    /** The instances that are not closed, oldest first. */
    public List<LinkedInstance> instances() {
        return store.instances();
    }

    @Override
    public Memory newMemory(MemoryType type) {
        store.checkOpen();
        HostTypes.check(type);
        MemoryInstance memory;
        try {
            memory = MemoryInstance.allocate(type, Budget.unlimited());
        } catch (OutOfMemoryError e) {
            throw noRoom("memoryLimit", type + ", for which there is no room in " + MemoryInstance.place(type));
        }
        if (memory == null) {
            throw noRoom(
                    "memoryLimit",
                    type + ", but a memory of this engine has at most " + MemoryInstance.mostPages(type) + " pages");
        }
        return memory;
    }

    @Override
    public Table newTable(TableType type, Object initial) {
        store.checkOpen();
        HostTypes.check(type);
        if (!References.matches(initial, type.element())) {
            throw new IllegalArgumentException(type + " cannot hold "
                    + (initial == null ? "null" : initial.getClass().getName()));
        }
        TableInstance table;
        try {
            table = TableInstance.allocate(type, initial, Budget.unlimited());
        } catch (OutOfMemoryError e) {
            throw noRoom("tableLimit", type + ", for which there is no room in the Java heap");
        }
        if (table == null) {
            throw noRoom(
                    "tableLimit",
                    type + ", but a table of this engine has at most " + TableInstance.MAX_ELEMENTS + " elements");
        }
        return table;
    }

    private static LimitExceededException noRoom(String limit, String message) {
        return new LimitExceededException("host", limit, "the host asked for " + message);
    }

    @Override
    public Global newGlobal(GlobalType type, Object initial) {
        store.checkOpen();
        GlobalInstance global = GlobalInstance.of(type);
        global.initialize(initial);
        return global;
    }

    @Override
    public Tag newTag(TagType type) {
        store.checkOpen();
        HostTypes.check(type);
        return new TagInstance(TypeRegistry.function(type.type()), null);
    }

    @Override
    public List<TypedHostFunction> hostFunctions(Object host) {
        return HostFunctions.of(host);
    }

    @Override
    public <T> List<TypedHostFunction> hostFunctions(
            Class<T> type, java.util.function.Function<Instance, ? extends T> host) {
        return HostFunctions.of(type, host);
    }

    @Override
    public Function newFunction(String name, FunctionType type, HostFunction function) {
        store.checkOpen();
        return FunctionInstance.ofHost(
                HostName.of(Objects.requireNonNull(name, "name")),
                TypeRegistry.function(type),
                function,
                store.hostHandles(),
                null);
    }

    @Override
    public void close() {
        store.close();
    }
}
