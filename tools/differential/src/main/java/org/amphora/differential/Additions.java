package org.amphora.differential;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.amphora.api.FunctionType;
import org.amphora.api.SectionSize;
import org.amphora.api.ValueType;
import org.amphora.binary.format.ByteReader;
import org.amphora.binary.module.ExternKind;
import org.amphora.binary.module.ModuleDefinition;
import org.amphora.binary.opcode.Opcode;

/**
 * Functions and exports that a module gets in addition to its own. Whatever it has keeps its index; custom sections go.
 */
final class Additions {
    private static final int FUNCTION_TYPE = 0x60;
    /** The sections in their order, as names of {@link SectionSize} and identifiers. */
    private static final Map<String, Integer> IDENTIFIERS = Map.ofEntries(
            Map.entry("type", 1),
            Map.entry("import", 2),
            Map.entry("function", 3),
            Map.entry("table", 4),
            Map.entry("memory", 5),
            Map.entry("global", 6),
            Map.entry("export", 7),
            Map.entry("start", 8),
            Map.entry("element", 9),
            Map.entry("code", 10),
            Map.entry("data", 11),
            Map.entry("data count", 12),
            Map.entry("tag", 13));

    private static final List<String> ORDER = List.of(
            "type",
            "import",
            "function",
            "table",
            "memory",
            "tag",
            "global",
            "export",
            "start",
            "element",
            "data count",
            "code",
            "data");

    private final ModuleDefinition module;
    private final Map<String, Vector> added =
            Map.of("type", new Vector(), "function", new Vector(), "export", new Vector(), "code", new Vector());
    private final Map<FunctionType, Integer> types = new HashMap<>();

    /** Elements of a section, and how many they are. */
    private static final class Vector {
        private final Bytes elements = new Bytes();
        private int count;

        Bytes next() {
            count++;
            return elements;
        }
    }

    Additions(ModuleDefinition module) {
        this.module = module;
    }

    /** A writer of code for the module. */
    Code code() {
        return new Code(module);
    }

    /** The index of a type of functions, final and without supertypes. */
    int type(FunctionType type) {
        return types.computeIfAbsent(type, t -> {
            Code code = code().raw(FUNCTION_TYPE);
            valueTypes(code, type.parameters());
            valueTypes(code, type.results());
            Vector vector = added.get("type");
            vector.next().all(code.toByteArray());
            return module.typeCount() + vector.count - 1;
        });
    }

    private static void valueTypes(Code code, List<ValueType> types) {
        code.index(types.size());
        types.forEach(code::type);
    }

    /** The index that the next function gets. */
    int nextFunction() {
        return module.functionCount() + added.get("function").count;
    }

    /**
     * Adds a function.
     *
     * @param locals beside the parameters
     * @param code without the final {@code end}
     * @return its index
     */
    int function(FunctionType type, List<ValueType> locals, Code code) {
        int index = nextFunction();
        added.get("function").next().u32(type(type));
        Code body = code().index(locals.size());
        for (ValueType local : locals) {
            body.index(1).type(local);
        }
        body.all(code.toByteArray()).op(Opcode.END);
        added.get("code").next().sized(body.toByteArray());
        return index;
    }

    /** Exports something under a further name. */
    void export(String name, ExternKind kind, int index) {
        added.get("export").next().name(name).bytes(kind.code()).u32(index);
    }

    /** The module with everything that was added. */
    byte[] binary() {
        Bytes out = new Bytes().range(module.binary(), 0, 8);
        for (String name : ORDER) {
            byte[] content = content(name);
            if (content != null) {
                out.bytes(IDENTIFIERS.get(name)).sized(content);
            }
        }
        return out.toByteArray();
    }

    /** The content of a section, or null if there is none. */
    private byte[] content(String name) {
        Bytes out = new Bytes();
        Vector vector = added.getOrDefault(name, new Vector());
        SectionSize section = module.sections().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElse(null);
        if (section == null) {
            return vector.count == 0
                    ? null
                    : out.u32(vector.count).all(vector.elements.toByteArray()).toByteArray();
        }
        int from = (int) section.offset();
        int to = from + (int) section.bytes();
        if (vector.count > 0) {
            ByteReader in = new ByteReader(module.binary(), from, to);
            out.u32(in.u32() + vector.count); // of types, this counts recursion groups
            from = in.position();
        }
        return out.range(module.binary(), from, to)
                .all(vector.elements.toByteArray())
                .toByteArray();
    }
}
