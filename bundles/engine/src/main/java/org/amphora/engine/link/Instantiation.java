package org.amphora.engine.link;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.amphora.api.Extern;
import org.amphora.api.HostFunction;
import org.amphora.api.HostFunctionException;
import org.amphora.api.ImportType;
import org.amphora.api.InstanceConfig;
import org.amphora.api.LimitExceededException;
import org.amphora.api.MemoryType;
import org.amphora.api.TableType;
import org.amphora.api.WasmException;
import org.amphora.binary.module.DataSegment;
import org.amphora.binary.module.ElementSegment;
import org.amphora.binary.module.Export;
import org.amphora.binary.module.Expression;
import org.amphora.binary.module.ExternKind;
import org.amphora.binary.module.ModuleDefinition;
import org.amphora.binary.module.NameKind;
import org.amphora.binary.module.SegmentMode;
import org.amphora.engine.link.HostFunctionSource.Candidate;
import org.amphora.engine.runtime.Budget;
import org.amphora.engine.runtime.FunctionInstance;
import org.amphora.engine.runtime.GlobalInstance;
import org.amphora.engine.runtime.HostName;
import org.amphora.engine.runtime.InstanceParts;
import org.amphora.engine.runtime.InstanceSnapshot;
import org.amphora.engine.runtime.LoadedModule;
import org.amphora.engine.runtime.MemoryInstance;
import org.amphora.engine.runtime.ModuleInstance;
import org.amphora.engine.runtime.TableInstance;
import org.amphora.engine.runtime.TagInstance;

/** The making of one instance (WebAssembly 3.0, section 4.7.2, <i>Instantiation</i>). For one thread, used once. */
final class Instantiation {
    private final Store store;
    private final ModuleDefinition definition;
    private final String name;
    private final InstanceConfig config;
    private final InstanceParts parts;
    private final InstanceSnapshot snapshot;
    private ModuleInstance instance;
    private ConstantEvaluator constants;

    /**
     * Prepares an instance.
     *
     * @param snapshot what it goes on from; null if it begins as the module says
     * @throws IllegalArgumentException if {@code config} is not valid
     */
    Instantiation(Store store, LoadedModule module, InstanceSnapshot snapshot, InstanceConfig config) {
        this.store = store;
        this.definition = module.definition();
        this.snapshot = snapshot;
        this.config = Objects.requireNonNull(config, "config");
        this.name = config.name().orElse(module.name().orElse("wasm"));
        checkLimit("memoryLimit", config.memoryLimit());
        checkLimit("tableLimit", config.tableLimit());
        checkLimit("fuelLimit", config.fuelLimit().orElse(0));
        this.parts =
                new InstanceParts(module, name, store.watchdog(), timeoutNanos(), config.fuelLimit(), config.phase());
    }

    private void checkLimit(String limit, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(limit + " of " + name + " is " + value + ", but must not be negative");
        }
    }

    private long timeoutNanos() {
        Duration timeout = config.callTimeout().orElse(null);
        if (timeout == null) {
            return 0;
        }
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException(
                    "callTimeout of " + name + " is " + timeout + ", but must be longer than zero");
        }
        try {
            return Math.min(timeout.toNanos(), Long.MAX_VALUE / 4);
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE / 4;
        }
    }

    ModuleInstance run(Map<String, Map<String, Definition>> definitions) {
        List<Binding> bindings = new ImportResolver(name, definition, definitions, store.source()).resolve();
        boolean complete = false;
        try {
            allocateMemories();
            placeImports(bindings);
            instance = parts.code().compiled().newInstance(parts);
            for (Binding binding : bindings) {
                if (binding.candidate() != null) {
                    instance.onClose(binding::release);
                }
            }
            complete = true;
        } finally {
            if (!complete) {
                for (Binding binding : bindings) {
                    binding.release();
                }
            }
        }
        complete = false;
        try {
            initialize(bindings);
            complete = true;
            return instance;
        } catch (OutOfMemoryError e) {
            throw new LimitExceededException(
                    name, "heap", name + " cannot be instantiated: the Java heap has no room for it");
        } finally {
            if (!complete) {
                instance.close();
            }
        }
    }

    private void initialize(List<Binding> bindings) {
        Candidate[] candidates = new Candidate[bindings.size()];
        for (int i = 0; i < candidates.length; i++) {
            candidates[i] = bindings.get(i).candidate();
        }
        store.add(instance, candidates);
        placeImportedFunctions(bindings);
        constants = new ConstantEvaluator(instance);
        allocateGlobals();
        allocateTables();
        allocateTags();
        evaluateElements();
        instance.finishLinking();
        if (snapshot != null) {
            snapshot.dropSegments(instance);
            return;
        }
        fillTables();
        fillMemories();
        if (definition.start() >= 0) {
            instance.runStart(definition.start());
        }
    }

    // ---- imports ----

    private void placeImports(List<Binding> bindings) {
        int memories = 0;
        int tables = 0;
        int globals = 0;
        int tags = 0;
        for (Binding binding : bindings) {
            Extern item = binding.item();
            if (item instanceof MemoryInstance memory) {
                parts.memories()[memories++] = memory;
            } else if (item instanceof TableInstance table) {
                parts.tables()[tables++] = table;
            } else if (item instanceof GlobalInstance global) {
                parts.globals()[globals++] = global;
            } else if (item instanceof TagInstance tag) {
                parts.tags()[tags++] = tag;
            }
        }
    }

    /** Lets host functions specialise themselves; those that another instance exports are bound to that one already. */
    private void placeImportedFunctions(List<Binding> bindings) {
        int index = 0;
        for (int i = 0; i < bindings.size(); i++) {
            Binding binding = bindings.get(i);
            ImportType wanted = definition.imports().get(i);
            HostName host = HostName.of(wanted.module(), wanted.name(), binding.provider());
            if (binding.host() != null) {
                place(index, hostFunction(index, host, bind(host, binding.host())));
                index++;
            } else if (binding.item() instanceof FunctionInstance function) {
                boolean unbound = function.host != null && function.home() == null;
                HostFunction bound = unbound ? bind(host, function.host) : function.host;
                place(index, bound == function.host ? function : hostFunction(index, host, bound));
                index++;
            }
        }
    }

    private void place(int index, FunctionInstance function) {
        instance.importedFunctions[index] = function;
        instance.hostFunctions[index] = function.host;
    }

    private FunctionInstance hostFunction(int index, HostName host, HostFunction function) {
        return FunctionInstance.ofHost(
                host, definition.functionDefinedType(index), function, store.hostHandles(), instance);
    }

    private HostFunction bind(HostName host, HostFunction function) {
        Throwable cause = null;
        try {
            HostFunction bound = function.bind(instance);
            if (bound != null) {
                return bound;
            }
        } catch (WasmException e) {
            throw e;
        } catch (Throwable e) {
            cause = e;
        }
        throw new HostFunctionException(
                host.module(),
                host.name(),
                "host function " + host + " cannot be bound to " + name + ": bind "
                        + (cause == null ? "returned null" : "threw " + cause),
                cause);
    }

    // ---- memories, tables, globals, tags ----

    private void allocateMemories() {
        Budget budget = Budget.of(bytes(config.memoryLimit()));
        for (int i = definition.importedMemoryCount(); i < definition.memoryCount(); i++) {
            MemoryType type = definition.memory(i);
            try {
                parts.memories()[i] =
                        snapshot == null ? MemoryInstance.allocate(type, budget) : snapshot.memory(i, budget);
            } catch (OutOfMemoryError e) {
                throw noRoom(
                        "memoryLimit",
                        definition.describe(NameKind.MEMORY, i),
                        pages(i, type),
                        MemoryInstance.place(type));
            }
            if (parts.memories()[i] == null) {
                throw memoryLimitExceeded(i, type);
            }
        }
    }

    private static long bytes(long pages) {
        return pages > Long.MAX_VALUE / MemoryType.PAGE_BYTES ? Long.MAX_VALUE : pages * MemoryType.PAGE_BYTES;
    }

    private LimitExceededException memoryLimitExceeded(int index, MemoryType type) {
        String asked =
                name + " starts with " + pages(index, type) + " in " + definition.describe(NameKind.MEMORY, index);
        long most = MemoryInstance.mostPages(type);
        if (Long.compareUnsigned(type.limits().min(), most) > 0) {
            return new LimitExceededException(
                    name, "memoryLimit", asked + ", but a memory of this engine has at most " + most + " pages");
        }
        String unit = type.pageBytes() == MemoryType.PAGE_BYTES ? "" : " of " + MemoryType.PAGE_BYTES + " bytes";
        return new LimitExceededException(
                name,
                "memoryLimit",
                asked + ", but its memoryLimit allows " + config.memoryLimit() + unit
                        + " in all its memories; raise it with InstanceConfig.memoryLimit");
    }

    /** The size that a memory begins with, such as {@code 2 pages} or {@code 7 pages of 1 byte}. */
    private String pages(int memory, MemoryType type) {
        long count = snapshot == null ? type.limits().min() : snapshot.memoryBytes(memory) / type.pageBytes();
        String pages = Long.toUnsignedString(count) + " pages";
        return type.pageBytes() == 1 ? pages + " of 1 byte" : pages;
    }

    private LimitExceededException noRoom(String limit, String item, String size, String place) {
        return new LimitExceededException(
                name,
                limit,
                item + " of " + name + " starts with " + size + ", for which there is no room in " + place);
    }

    private void allocateGlobals() {
        for (int i = definition.importedGlobalCount(); i < definition.globalCount(); i++) {
            GlobalInstance global = GlobalInstance.of(definition.global(i));
            global.initialize(
                    snapshot == null
                            ? constants.evaluate(definition.globalInitializer(i))
                            : snapshot.global(i, instance));
            instance.globals[i] = global;
        }
    }

    private void allocateTables() {
        Budget budget = Budget.of(config.tableLimit());
        for (int i = definition.importedTableCount(); i < definition.tableCount(); i++) {
            TableType type = definition.table(i);
            try {
                instance.tables[i] = snapshot == null ? newTable(i, type, budget) : snapshot.table(i, instance, budget);
            } catch (OutOfMemoryError e) {
                throw noRoom(
                        "tableLimit",
                        definition.describe(NameKind.TABLE, i),
                        tableSize(i, type) + " elements",
                        "the Java heap");
            }
            if (instance.tables[i] == null) {
                throw tableLimitExceeded(i, tableSize(i, type));
            }
        }
    }

    private TableInstance newTable(int table, TableType type, Budget budget) {
        Expression initializer = definition.tableInitializer(table);
        return TableInstance.allocate(type, initializer == null ? null : constants.evaluate(initializer), budget);
    }

    /** How many elements a table begins with. */
    private long tableSize(int table, TableType type) {
        return snapshot == null ? type.limits().min() : snapshot.tableSize(table);
    }

    private LimitExceededException tableLimitExceeded(int index, long elements) {
        String why = Long.compareUnsigned(elements, TableInstance.MAX_ELEMENTS) > 0
                ? ", but a table of this engine has at most " + TableInstance.MAX_ELEMENTS
                : ", but its tableLimit allows " + config.tableLimit()
                        + " in all its tables; raise it with InstanceConfig.tableLimit";
        return new LimitExceededException(
                name,
                "tableLimit",
                name + " starts with " + Long.toUnsignedString(elements) + " elements in "
                        + definition.describe(NameKind.TABLE, index) + why);
    }

    private void allocateTags() {
        Map<Integer, String> exported = new HashMap<>();
        for (Export export : definition.exportDefinitions()) {
            if (export.kind() == ExternKind.TAG) {
                exported.putIfAbsent(export.index(), export.name());
            }
        }
        for (int i = definition.importedTagCount(); i < definition.tagCount(); i++) {
            String named = definition.names().of(NameKind.TAG).get(i);
            String tag = named != null ? named : exported.getOrDefault(i, "$" + i);
            instance.tags[i] = new TagInstance(definition.tagDefinedType(i), name + "." + tag);
        }
    }

    // ---- segments ----

    private void evaluateElements() {
        List<ElementSegment> segments = definition.elementSegments();
        for (int i = 0; i < segments.size(); i++) {
            ElementSegment segment = segments.get(i);
            if (snapshot != null && snapshot.elementsDropped(i)) {
                continue;
            }
            Object[] references = new Object[segment.size()];
            for (int j = 0; j < references.length; j++) {
                references[j] = segment.hasFunctionIndices()
                        ? instance.function(segment.function(j))
                        : constants.evaluate(segment.expression(j));
            }
            instance.segments().elements(i, references);
        }
    }

    private void fillTables() {
        List<ElementSegment> segments = definition.elementSegments();
        for (int i = 0; i < segments.size(); i++) {
            ElementSegment segment = segments.get(i);
            if (segment.mode() == SegmentMode.ACTIVE) {
                long offset = constants.evaluateOffset(segment.offset());
                instance.tableInit(i, segment.table(), offset, 0, segment.size());
            }
            if (segment.mode() != SegmentMode.PASSIVE) {
                instance.elementDrop(i);
            }
        }
    }

    private void fillMemories() {
        List<DataSegment> segments = definition.dataSegments();
        for (int i = 0; i < segments.size(); i++) {
            DataSegment segment = segments.get(i);
            if (segment.mode() == SegmentMode.ACTIVE) {
                long offset = constants.evaluateOffset(segment.offset());
                instance.memoryInit(i, segment.memory(), offset, 0, segment.length());
                instance.dataDrop(i);
            }
        }
    }
}
