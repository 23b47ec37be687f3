package org.amphora.binary.module;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.amphora.api.CustomSection;
import org.amphora.api.GlobalType;
import org.amphora.api.ImportType;
import org.amphora.api.MemoryType;
import org.amphora.api.SectionSize;
import org.amphora.api.TableType;
import org.amphora.api.TagType;
import org.amphora.binary.type.TypeSpace;

/** Collects what the sections say, in the order of the binary. Not thread-safe; used once. */
public final class ModuleBuilder {
    final byte[] binary;
    final TypeSpace types = new TypeSpace();
    final List<ImportType> imports = new ArrayList<>();
    final int[] importCounts = new int[ExternKind.values().length];
    final IntList functionTypes = new IntList();
    final List<TableType> tables = new ArrayList<>();
    final List<Expression> tableInitializers = new ArrayList<>();
    final List<MemoryType> memories = new ArrayList<>();
    final List<GlobalType> globals = new ArrayList<>();
    final List<Expression> globalInitializers = new ArrayList<>();
    final IntList tagTypes = new IntList();
    final List<Export> exports = new ArrayList<>();
    int start = -1;
    final List<ElementSegment> elementSegments = new ArrayList<>();
    int dataCount = -1;
    final List<DataSegment> dataSegments = new ArrayList<>();
    final List<FunctionBody> bodies = new ArrayList<>();
    final List<CustomSection> customSections = new ArrayList<>();
    final List<SectionSize> sections = new ArrayList<>();
    String name;
    NameTable names = NameTable.EMPTY;
    final BitSet declaredFunctions = new BitSet();
    ModuleDefinition.FeatureScan featureScan;

    /** A module of {@code binary}, which is kept and must not change. */
    public ModuleBuilder(byte[] binary) {
        this.binary = binary;
    }

    /** The bytes of the module. */
    public byte[] binary() {
        return binary;
    }

    /** The type index space, to be filled. */
    public TypeSpace types() {
        return types;
    }

    /** Adds an imported function of the type at {@code typeIndex}, which must be a function type. */
    public void importFunction(String module, String name, int typeIndex) {
        importItem(
                ExternKind.FUNCTION,
                ImportType.of(module, name, types.get(typeIndex).functionType()));
        functionTypes.add(typeIndex);
    }

    /** Adds an imported table. */
    public void importTable(String module, String name, TableType type) {
        importItem(ExternKind.TABLE, ImportType.of(module, name, type));
        table(type, null);
    }

    /** Adds an imported memory. */
    public void importMemory(String module, String name, MemoryType type) {
        importItem(ExternKind.MEMORY, ImportType.of(module, name, type));
        memory(type);
    }

    /** Adds an imported global. */
    public void importGlobal(String module, String name, GlobalType type) {
        importItem(ExternKind.GLOBAL, ImportType.of(module, name, type));
        globals.add(type);
    }

    /** Adds an imported tag of the type at {@code typeIndex}, which must be a function type. */
    public void importTag(String module, String name, int typeIndex) {
        importItem(
                ExternKind.TAG,
                ImportType.of(module, name, TagType.of(types.get(typeIndex).functionType())));
        tag(typeIndex);
    }

    private void importItem(ExternKind kind, ImportType type) {
        imports.add(type);
        importCounts[kind.code()]++;
    }

    /** Adds a function of the type at {@code typeIndex}, which must be a function type. */
    public void function(int typeIndex) {
        functionTypes.add(typeIndex);
    }

    /** Adds a table; {@code initializer} is null if the elements begin as null. */
    public void table(TableType type, Expression initializer) {
        tables.add(type);
        tableInitializers.add(initializer);
    }

    /** Adds a memory. */
    public void memory(MemoryType type) {
        memories.add(type);
    }

    /** Adds a global. */
    public void global(GlobalType type, Expression initializer) {
        globals.add(type);
        globalInitializers.add(initializer);
    }

    /** Adds a tag of the type at {@code typeIndex}, which must be a function type. */
    public void tag(int typeIndex) {
        tagTypes.add(typeIndex);
    }

    /** Adds an export. */
    public void export(Export export) {
        exports.add(export);
    }

    /** Sets the start function. */
    public void start(int functionIndex) {
        start = functionIndex;
    }

    /** Adds an element segment. */
    public void elementSegment(ElementSegment segment) {
        elementSegments.add(segment);
    }

    /** Sets what the data count section says. */
    public void dataCount(int count) {
        dataCount = count;
    }

    /** What the data count section says, or -1. */
    public int dataCount() {
        return dataCount;
    }

    /** Adds a data segment. */
    public void dataSegment(DataSegment segment) {
        dataSegments.add(segment);
    }

    /** The number of data segments so far. */
    public int dataSegmentCount() {
        return dataSegments.size();
    }

    /** Adds the body of the next function. */
    public void body(FunctionBody body) {
        bodies.add(body);
    }

    /** The bodies so far; not to be changed. */
    public List<FunctionBody> bodies() {
        return bodies;
    }

    /** The number of bodies so far. */
    public int bodyCount() {
        return bodies.size();
    }

    /** The number of functions, imports included. */
    public int functionCount() {
        return functionTypes.size();
    }

    /** The number of functions that need a body. */
    public int definedFunctionCount() {
        return functionTypes.size() - importCounts[ExternKind.FUNCTION.code()];
    }

    /** Adds a custom section. */
    public void customSection(CustomSection section) {
        customSections.add(section);
    }

    /** Adds a section to the list of sizes. */
    public void section(SectionSize section) {
        sections.add(section);
    }

    /** Sets the name of the module. */
    public void name(String moduleName) {
        name = moduleName;
    }

    /** Sets the names of the name section. */
    public void names(NameTable nameSection) {
        names = nameSection;
    }

    /** Marks a function as one that may escape; an index beyond the module is left to the validator. */
    public void declare(int functionIndex) {
        // no set for a hostile index: it would take memory in proportion to it
        if (functionIndex >= 0 && functionIndex < binary.length) {
            declaredFunctions.set(functionIndex);
        }
    }

    /** The module. */
    public ModuleDefinition build(ModuleDefinition.FeatureScan scan) {
        featureScan = scan;
        return new ModuleDefinition(this);
    }
}
