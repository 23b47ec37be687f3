package org.amphora.engine.runtime;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.amphora.api.ClassSink;
import org.amphora.api.CustomSection;
import org.amphora.api.ExportType;
import org.amphora.api.Feature;
import org.amphora.api.ImportType;
import org.amphora.api.InstanceConfig;
import org.amphora.api.MemoryType;
import org.amphora.api.SectionSize;
import org.amphora.api.WasmModule;
import org.amphora.binary.module.Export;
import org.amphora.binary.module.ExternKind;
import org.amphora.binary.module.ModuleDefinition;

/** A compiled module as the api shows it. Thread-safe; immutable but for being closed. */
public final class LoadedModule implements WasmModule {
    private static final long USUAL_LIMIT = InstanceConfig.DEFAULT_MEMORY_LIMIT * MemoryType.PAGE_BYTES;

    private final ModuleDefinition definition;
    private final Compiler compiler;

    /** The code for each variant that was ever instantiated. */
    private final Map<CodeVariant, ModuleCode> variants = new ConcurrentHashMap<>();

    private final List<ExportType> exports;
    private volatile boolean closed;

    /** A module that {@code compiler} compiles when the first instance is made. */
    public LoadedModule(ModuleDefinition definition, Compiler compiler) {
        this.definition = definition;
        this.compiler = compiler;
        exports = definition.exports();
    }

    /** What instances with {@code memories} share. Nearly always one for a module, but imports may be of any kind. */
    ModuleCode code(boolean countsFuel, MemoryInstance... memories) {
        List<MemoryKind> kinds = new ArrayList<>(memories.length);
        for (MemoryInstance memory : memories) {
            kinds.add(memory.kind());
        }
        return code(new CodeVariant(kinds, countsFuel));
    }

    private ModuleCode code(CodeVariant variant) {
        ModuleCode known = variants.get(variant);
        if (known != null) {
            return known;
        }
        synchronized (variants) {
            known = variants.get(variant);
            if (known == null) {
                known = new ModuleCode(compiler.compile(definition, variant));
                variants.put(variant, known);
            }
            return known;
        }
    }

    /** The module in its binary form. */
    public ModuleDefinition definition() {
        return definition;
    }

    @Override
    public Optional<String> name() {
        return definition.name();
    }

    @Override
    public List<ImportType> imports() {
        return definition.imports();
    }

    @Override
    public List<ExportType> exports() {
        return exports;
    }

    @Override
    public List<MemoryType> memories() {
        return IntStream.range(definition.importedMemoryCount(), definition.memoryCount())
                .mapToObj(definition::memory)
                .toList();
    }

    @Override
    public List<CustomSection> customSections() {
        return definition.customSections();
    }

    @Override
    public List<SectionSize> sections() {
        return definition.sections();
    }

    @Override
    public int functionCount() {
        return definition.functionCount() - definition.importedFunctionCount();
    }

    @Override
    public String describeFunction(String function) {
        int index = functionIndex(Objects.requireNonNull(function, "function"));
        if (index < definition.importedFunctionCount()) {
            return "function " + definition.functionName(index) + " (#" + index + ") of " + name().orElse("wasm") + ": "
                    + definition.functionType(index) + ", which is imported\n";
        }
        return usualCode().describe(index);
    }

    @Override
    public void generate(ClassSink sink) throws IOException {
        usualCode().generate(sink);
    }

    /** The code of instances with the default limits. */
    private CompiledModule usualCode() {
        List<MemoryKind> memories = new ArrayList<>();
        for (int i = 0; i < definition.memoryCount(); i++) {
            memories.add(MemoryKind.of(definition.memory(i), USUAL_LIMIT));
        }
        return code(new CodeVariant(memories, false)).compiled();
    }

    private int functionIndex(String function) {
        for (int i = 0; i < definition.functionCount(); i++) {
            if (definition.functionName(i).equals(function)) {
                return i;
            }
        }
        for (Export export : definition.exportDefinitions()) {
            if (export.kind() == ExternKind.FUNCTION && export.name().equals(function)) {
                return export.index();
            }
        }
        try {
            int index = Integer.parseInt(function);
            if (index >= 0 && index < definition.functionCount()) {
                return index;
            }
        } catch (NumberFormatException e) {
            // a name that no function has
        }
        throw new IllegalArgumentException(name().orElse("wasm") + " has no function " + function
                + (definition.functionCount() == 0
                        ? ", nor any other"
                        : "; a function is named by its name or by its index, 0 to "
                                + (definition.functionCount() - 1)));
    }

    @Override
    public Set<Feature> features() {
        return definition.features();
    }

    @Override
    public String digest() {
        return definition.digest();
    }

    @Override
    public long byteSize() {
        return definition.binary().length;
    }

    @Override
    public boolean closed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
    }

    /** Such as {@code module greet}. */
    @Override
    public String toString() {
        return "module " + name().orElse("wasm");
    }
}
