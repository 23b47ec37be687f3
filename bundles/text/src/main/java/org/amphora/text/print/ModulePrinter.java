package org.amphora.text.print;

import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.amphora.api.FunctionType;
import org.amphora.api.ImportType;
import org.amphora.api.ValueType;
import org.amphora.binary.module.DataSegment;
import org.amphora.binary.module.ElementSegment;
import org.amphora.binary.module.Export;
import org.amphora.binary.module.ExternKind;
import org.amphora.binary.module.FunctionBody;
import org.amphora.binary.module.ModuleDefinition;
import org.amphora.binary.module.SegmentMode;
import org.amphora.text.print.NameSection.Kind;

/** Prints a module, section by section (WebAssembly 3.0, section 6.6). Used once, by {@link #print}. */
public final class ModulePrinter {
    /** How many function indices of an element segment stand on a line. */
    private static final int INDICES_ON_A_LINE = 16;

    private final ModuleDefinition module;
    private final ItemNames names;
    private final TypeTexts types;
    private final BranchHints hints;
    private final TextWriter out;
    private final CodePrinter code;

    private ModulePrinter(ModuleDefinition module, Appendable out) {
        this.module = module;
        this.out = new TextWriter(out);
        names = new ItemNames(module);
        types = new TypeTexts(module.types(), names.of(Kind.TYPE));
        hints = BranchHints.of(module);
        code = new CodePrinter(module, names, types, hints, this.out);
    }

    /** Writes {@code module} to {@code out}. */
    public static void print(ModuleDefinition module, Appendable out) {
        new ModulePrinter(module, out).module();
    }

    private void module() {
        out.add("(module");
        if (names.module() != null) {
            out.add(" ").add(Literals.identifier(names.module()));
        }
        out.indent();
        new TypeSectionPrinter(module, names, types, out).print();
        imports();
        each(Kind.FUNCTION, module.importedFunctionCount(), module.functionCount(), this::function);
        each(Kind.TABLE, module.importedTableCount(), module.tableCount(), this::table);
        each(Kind.MEMORY, module.importedMemoryCount(), module.memoryCount(), this::memoryType);
        each(Kind.TAG, module.importedTagCount(), module.tagCount(), this::tagType);
        each(Kind.GLOBAL, module.importedGlobalCount(), module.globalCount(), this::global);
        module.exportDefinitions().forEach(this::export);
        if (module.start() >= 0) {
            out.line("(start ").add(names.of(Kind.FUNCTION).use(module.start())).add(")");
        }
        each(Kind.ELEMENT, 0, module.elementSegments().size(), this::element);
        each(Kind.DATA, 0, module.dataSegments().size(), this::data);
        CustomSections.print(module, names.known(), hints.known(), out);
        out.outdent();
        out.add(")\n");
    }

    /** Prints the items from {@code from} to before {@code to}, each with what {@code rest} writes behind its name. */
    private void each(Kind kind, int from, int to, IntConsumer rest) {
        for (int i = from; i < to; i++) {
            begin(kind, i);
            rest.accept(i);
            out.add(")");
        }
    }

    private void begin(Kind kind, int index) {
        out.line("(").add(item(kind, index));
    }

    private String item(Kind kind, int index) {
        return kind.word() + " " + names.of(kind).definition(index);
    }

    private static Kind kind(ExternKind kind) {
        return Kind.valueOf(kind.name());
    }

    private void imports() {
        int[] next = new int[ExternKind.values().length];
        for (ImportType type : module.imports()) {
            ExternKind kind = kindOf(type);
            int index = next[kind.code()]++;
            out.line("(import ").add(Literals.name(type.module())).add(" ").add(Literals.name(type.name()));
            out.add(" (").add(item(kind(kind), index));
            switch (kind) {
                case FUNCTION -> {
                    out.add(" ").add(types.use(module.functionTypeIndex(index)));
                    out.add(types.signature(module.functionType(index)));
                }
                case TABLE -> out.add(" ").add(types.table(module.table(index)));
                case MEMORY -> memoryType(index);
                case GLOBAL -> out.add(" ").add(types.global(module.global(index)));
                case TAG -> tagType(index);
            }
            out.add("))");
        }
    }

    private static ExternKind kindOf(ImportType type) {
        return switch (type.type().kind()) {
            case "func" -> ExternKind.FUNCTION;
            case "table" -> ExternKind.TABLE;
            case "memory" -> ExternKind.MEMORY;
            case "global" -> ExternKind.GLOBAL;
            default -> ExternKind.TAG;
        };
    }

    private void memoryType(int index) {
        // the api spells a memory type as the text format does, with the word before it
        out.add(module.memory(index).toString().substring("memory".length()));
    }

    private void tagType(int index) {
        out.add(" ").add(types.use(module.tagTypeIndex(index)));
        out.add(types.signature(module.tag(index).type()));
    }

    private void function(int index) {
        FunctionType type = module.functionType(index);
        FunctionBody body = module.body(index);
        int parameters = type.parameters().size();
        Identifiers locals = names.within(Kind.LOCAL, index, parameters + body.localCount());
        out.add(" ").add(types.use(module.functionTypeIndex(index)));
        if (parameters > 0) {
            out.add(" ").add(variables("param", locals, 0, parameters, type.parameters()::get));
        }
        out.add(types.list("result", type.results()));
        out.indent();
        if (body.localCount() > 0) {
            out.line(variables("local", locals, parameters, body.localCount(), body::local));
        }
        code.body(index, locals);
        out.outdent();
    }

    /** Parameters or locals: together, or each for itself if one has a name. */
    private String variables(String word, Identifiers locals, int from, int count, IntFunction<ValueType> type) {
        boolean apart = IntStream.range(from, from + count).anyMatch(locals::has);
        StringBuilder text = new StringBuilder("(" + word);
        for (int i = 0; i < count; i++) {
            text.append(apart && i > 0 ? ") (" + word : "").append(' ');
            if (locals.has(from + i)) {
                text.append(locals.definition(from + i)).append(' ');
            }
            text.append(types.value(type.apply(i)));
        }
        return text.append(')').toString();
    }

    private void table(int index) {
        out.add(" ").add(types.table(module.table(index)));
        if (module.tableInitializer(index) != null) {
            out.add(" ").add(code.expression(module.tableInitializer(index), ""));
        }
    }

    private void global(int index) {
        out.add(" ").add(types.global(module.global(index))).add(" ");
        out.add(code.expression(module.globalInitializer(index), ""));
    }

    private void export(Export export) {
        Kind kind = kind(export.kind());
        out.line("(export ")
                .add(Literals.name(export.name()))
                .add(" (")
                .add(kind.word())
                .add(" ");
        out.add(names.of(kind).use(export.index())).add("))");
    }

    private void element(int index) {
        ElementSegment segment = module.elementSegments().get(index);
        switch (segment.mode()) {
            case PASSIVE -> {}
            case DECLARATIVE -> out.add(" declare");
            case ACTIVE -> {
                if (segment.table() != 0) {
                    out.add(" (table ")
                            .add(names.of(Kind.TABLE).use(segment.table()))
                            .add(")");
                }
                out.add(" ").add(code.expression(segment.offset(), "offset"));
            }
        }
        out.add(" ").add(segment.hasFunctionIndices() ? "func" : types.reference(segment.type()));
        out.indent();
        for (int i = 0; i < segment.size(); i++) {
            if (segment.hasFunctionIndices()) {
                separate(i, segment.size());
                out.add(names.of(Kind.FUNCTION).use(segment.function(i)));
            } else {
                out.line(code.expression(segment.expression(i), "item"));
            }
        }
        out.outdent();
    }

    /** A space, or a new line from time to time if there are many. */
    private void separate(int i, int count) {
        if (count > INDICES_ON_A_LINE && i % INDICES_ON_A_LINE == 0) {
            out.line("");
        } else {
            out.add(" ");
        }
    }

    private void data(int index) {
        DataSegment segment = module.dataSegments().get(index);
        if (segment.mode() == SegmentMode.ACTIVE) {
            if (segment.memory() != 0) {
                out.add(" (memory ")
                        .add(names.of(Kind.MEMORY).use(segment.memory()))
                        .add(")");
            }
            out.add(" ").add(code.expression(segment.offset(), "offset"));
        }
        Bytes.print(module.binary(), segment.from(), segment.from() + segment.length(), out);
    }
}
