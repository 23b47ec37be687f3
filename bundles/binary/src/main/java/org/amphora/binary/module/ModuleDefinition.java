package org.amphora.binary.module;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.amphora.api.CustomSection;
import org.amphora.api.ExportType;
import org.amphora.api.ExternType;
import org.amphora.api.Feature;
import org.amphora.api.FunctionType;
import org.amphora.api.GlobalType;
import org.amphora.api.ImportType;
import org.amphora.api.MemoryType;
import org.amphora.api.SectionSize;
import org.amphora.api.TableType;
import org.amphora.api.TagType;
import org.amphora.binary.type.CanonicalType;
import org.amphora.binary.type.TypeSpace;

/**
 * A decoded module (WebAssembly 3.0, section 2.5). Index spaces count imports first. Until the module is validated, the
 * indices that its parts name may lie outside of their index spaces. Immutable and thread-safe.
 */
public final class ModuleDefinition {
    private final byte[] binary;
    private final TypeSpace types;
    private final List<ImportType> imports;
    private final int[] importCounts;
    private final int[] functionTypes;
    private final List<TableType> tables;
    private final List<Expression> tableInitializers;
    private final List<MemoryType> memories;
    private final List<GlobalType> globals;
    private final List<Expression> globalInitializers;
    private final int[] tagTypes;
    private final List<Export> exportDefinitions;
    private final int start;
    private final List<ElementSegment> elementSegments;
    private final boolean dataCount;
    private final List<DataSegment> dataSegments;
    private final List<FunctionBody> bodies;
    private final List<CustomSection> customSections;
    private final List<SectionSize> sections;
    private final String name;
    private final NameTable names;
    private final BitSet declaredFunctions;
    private final FeatureScan featureScan;

    private volatile String digest;
    private volatile BranchHints branchHints;
    private volatile Set<Feature> features;
    /** By function index: what imports and exports call functions. */
    private volatile Map<Integer, String> linkNames;

    ModuleDefinition(ModuleBuilder builder) {
        binary = builder.binary;
        types = builder.types;
        imports = List.copyOf(builder.imports);
        importCounts = builder.importCounts.clone();
        functionTypes = builder.functionTypes.toArray();
        tables = List.copyOf(builder.tables);
        // lists with nulls in them: an absent initialiser
        tableInitializers = Collections.unmodifiableList(new ArrayList<>(builder.tableInitializers));
        memories = List.copyOf(builder.memories);
        globals = List.copyOf(builder.globals);
        globalInitializers = List.copyOf(builder.globalInitializers);
        tagTypes = builder.tagTypes.toArray();
        exportDefinitions = List.copyOf(builder.exports);
        start = builder.start;
        elementSegments = List.copyOf(builder.elementSegments);
        dataCount = builder.dataCount >= 0;
        dataSegments = List.copyOf(builder.dataSegments);
        bodies = List.copyOf(builder.bodies);
        customSections = List.copyOf(builder.customSections);
        sections = List.copyOf(builder.sections);
        name = builder.name;
        names = builder.names;
        declaredFunctions = (BitSet) builder.declaredFunctions.clone();
        featureScan = builder.featureScan;
    }

    /** Finds out what features a module uses; given by the decoder, for the model knows no instructions. */
    @FunctionalInterface
    public interface FeatureScan {
        /** The features that declarations and code of {@code module} use. */
        Set<Feature> scan(ModuleDefinition module);
    }

    /** The whole module; not to be changed. */
    public byte[] binary() {
        return binary;
    }

    /** SHA-256 of the binary, in lower-case hexadecimal. */
    public String digest() {
        String text = digest;
        if (text == null) {
            try {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(binary);
                text = HexFormat.of().formatHex(hash);
            } catch (NoSuchAlgorithmException e) {
                throw new AssertionError("every Java platform has SHA-256", e);
            }
            digest = text;
        }
        return text;
    }

    /** The name from the name section. */
    public Optional<String> name() {
        return Optional.ofNullable(name);
    }

    /** The names of the name section, for items of all kinds. */
    public NameTable names() {
        return names;
    }

    /** Which branches are likely, by the section of branch hints; read at the first call. */
    public BranchHints branchHints() {
        BranchHints found = branchHints;
        if (found == null) {
            found = BranchHints.of(this);
            branchHints = found;
        }
        return found;
    }

    /** The type index space. */
    public TypeSpace types() {
        return types;
    }

    /** How many types there are. */
    public int typeCount() {
        return types.size();
    }

    /** The type at {@code index}. */
    public CanonicalType type(int index) {
        return types.get(index);
    }

    /** The imports, in their order. */
    public List<ImportType> imports() {
        return imports;
    }

    /** How many imports of {@code kind} there are. */
    public int importCount(ExternKind kind) {
        return importCounts[kind.code()];
    }

    /** How many functions are imported. */
    public int importedFunctionCount() {
        return importCount(ExternKind.FUNCTION);
    }

    /** How many tables are imported. */
    public int importedTableCount() {
        return importCount(ExternKind.TABLE);
    }

    /** How many memories are imported. */
    public int importedMemoryCount() {
        return importCount(ExternKind.MEMORY);
    }

    /** How many globals are imported. */
    public int importedGlobalCount() {
        return importCount(ExternKind.GLOBAL);
    }

    /** How many tags are imported. */
    public int importedTagCount() {
        return importCount(ExternKind.TAG);
    }

    /** How many items of {@code kind} there are, imports included. */
    public int count(ExternKind kind) {
        return switch (kind) {
            case FUNCTION -> functionCount();
            case TABLE -> tableCount();
            case MEMORY -> memoryCount();
            case GLOBAL -> globalCount();
            case TAG -> tagCount();
        };
    }

    /** The type of item {@code index} of {@code kind}. */
    public ExternType externType(ExternKind kind, int index) {
        return switch (kind) {
            case FUNCTION -> functionType(index);
            case TABLE -> table(index);
            case MEMORY -> memory(index);
            case GLOBAL -> global(index);
            case TAG -> tag(index);
        };
    }

    /** How many functions there are, imports included. */
    public int functionCount() {
        return functionTypes.length;
    }

    /** Parameters and results of a function. */
    public FunctionType functionType(int functionIndex) {
        return functionDefinedType(functionIndex).functionType();
    }

    /** The defined type of a function. */
    public CanonicalType functionDefinedType(int functionIndex) {
        return types.get(functionTypes[functionIndex]);
    }

    /** The index of the type of a function. */
    public int functionTypeIndex(int functionIndex) {
        return functionTypes[functionIndex];
    }

    /** How many tables there are, imports included. */
    public int tableCount() {
        return tables.size();
    }

    /** The type of a table. */
    public TableType table(int tableIndex) {
        return tables.get(tableIndex);
    }

    /** What the elements of a table begin with, or null: an imported table, or one that begins with null. */
    public Expression tableInitializer(int tableIndex) {
        return tableInitializers.get(tableIndex);
    }

    /** How many memories there are, imports included. */
    public int memoryCount() {
        return memories.size();
    }

    /** The type of a memory. */
    public MemoryType memory(int memoryIndex) {
        return memories.get(memoryIndex);
    }

    /** How many globals there are, imports included. */
    public int globalCount() {
        return globals.size();
    }

    /** The type of a global. */
    public GlobalType global(int globalIndex) {
        return globals.get(globalIndex);
    }

    /** What a global begins with, or null for an imported one. */
    public Expression globalInitializer(int globalIndex) {
        int defined = globalIndex - importedGlobalCount();
        return defined < 0 ? null : globalInitializers.get(defined);
    }

    /** How many tags there are, imports included. */
    public int tagCount() {
        return tagTypes.length;
    }

    /** The type of a tag. */
    public TagType tag(int tagIndex) {
        return TagType.of(tagDefinedType(tagIndex).functionType());
    }

    /** The defined type of a tag. */
    public CanonicalType tagDefinedType(int tagIndex) {
        return types.get(tagTypes[tagIndex]);
    }

    /** The index of the type of a tag. */
    public int tagTypeIndex(int tagIndex) {
        return tagTypes[tagIndex];
    }

    /** The exports with their types, in their order; only of a valid module. */
    public List<ExportType> exports() {
        List<ExportType> types = new ArrayList<>(exportDefinitions.size());
        for (Export export : exportDefinitions) {
            types.add(ExportType.of(export.name(), externType(export.kind(), export.index())));
        }
        return Collections.unmodifiableList(types);
    }

    /** The exports, in their order. */
    public List<Export> exportDefinitions() {
        return exportDefinitions;
    }

    /** The index of the start function, or -1. */
    public int start() {
        return start;
    }

    /** The element segments, in their order. */
    public List<ElementSegment> elementSegments() {
        return elementSegments;
    }

    /** Whether there is a data count section, which instructions that name a data segment need. */
    public boolean hasDataCount() {
        return dataCount;
    }

    /** The data segments, in their order. */
    public List<DataSegment> dataSegments() {
        return dataSegments;
    }

    /** The body of a function that is not imported. */
    public FunctionBody body(int functionIndex) {
        return bodies.get(functionIndex - importedFunctionCount());
    }

    /**
     * The functions that may escape: those that exports, element segments and constant expressions name, and the start
     * function. A copy: ask once.
     */
    public BitSet declaredFunctions() {
        BitSet declared = (BitSet) declaredFunctions.clone();
        if (start >= 0) {
            declared.set(start);
        }
        return declared;
    }

    /** Whether {@code ref.func} in code may name the function: {@link #declaredFunctions} without the start function. */
    public boolean isDeclared(int functionIndex) {
        return declaredFunctions.get(functionIndex);
    }

    /** The custom sections, in their order. */
    public List<CustomSection> customSections() {
        return customSections;
    }

    /** All sections with their sizes, in their order. */
    public List<SectionSize> sections() {
        return sections;
    }

    /** The features beyond version 1.0 that are used; found by a scan at the first call. The module must be valid. */
    public Set<Feature> features() {
        Set<Feature> found = features;
        if (found == null) {
            found = Collections.unmodifiableSet(featureScan.scan(this));
            features = found;
        }
        return found;
    }

    /** A name for messages: from the name section, else MODULE.NAME of an import, else that of an export, else $INDEX. */
    public String functionName(int functionIndex) {
        String known = names.of(NameKind.FUNCTION).get(functionIndex);
        if (known == null) {
            known = linkNames().get(functionIndex);
        }
        return known != null ? known : "$" + functionIndex;
    }

    /**
     * An item for messages: such as {@code global 2}, or {@code global counter (#2)} if it has a name.
     *
     * @param kind one whose items are not {@link NameKind#isWithin} others
     */
    public String describe(NameKind kind, int index) {
        String known =
                kind == NameKind.FUNCTION ? functionName(index) : names.of(kind).get(index);
        return kind + " " + (known == null ? index : known + " (#" + index + ")");
    }

    private Map<Integer, String> linkNames() {
        Map<Integer, String> known = linkNames;
        if (known == null) {
            known = new HashMap<>();
            for (ImportType type : imports) {
                if (type.type() instanceof FunctionType) {
                    known.put(known.size(), type.module() + "." + type.name());
                }
            }
            for (Export export : exportDefinitions) {
                if (export.kind() == ExternKind.FUNCTION) {
                    known.putIfAbsent(export.index(), export.name());
                }
            }
            linkNames = known;
        }
        return known;
    }
}
