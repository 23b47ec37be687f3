package org.amphora.engine.runtime;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.amphora.api.CustomSection;
import org.amphora.api.ExportType;
import org.amphora.api.Feature;
import org.amphora.api.ImportType;
import org.amphora.api.SectionSize;
import org.amphora.api.WasmModule;
import org.amphora.binary.module.ModuleDefinition;

/** A compiled module as the api shows it. Thread-safe; immutable but for being closed. */
public final class LoadedModule implements WasmModule {
    private final ModuleDefinition definition;
    private final ModuleCode code;
    private final List<ExportType> exports;
    private volatile boolean closed;

    /** The module behind {@code compiled}. */
    public LoadedModule(CompiledModule compiled) {
        definition = compiled.definition();
        code = new ModuleCode(compiled);
        exports = definition.exports();
    }

    /** What instances share. */
    public ModuleCode code() {
        return code;
    }

    /** What was compiled. */
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
