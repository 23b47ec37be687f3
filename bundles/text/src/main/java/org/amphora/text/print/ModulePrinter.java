package org.amphora.text.print;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.amphora.api.FunctionType;
import org.amphora.api.ImportType;
import org.amphora.api.ValueType;
import org.amphora.binary.module.BranchHints;
import org.amphora.binary.module.Export;
import org.amphora.binary.module.ExternKind;
import org.amphora.binary.module.FunctionBody;
import org.amphora.binary.module.ModuleDefinition;
import org.amphora.binary.module.NameKind;

/** Prints a module, section by section (WebAssembly 3.0, section 6.6). Used once, by {@link #print}. */
public final class ModulePrinter {
    /** Characters that any module may have. */
    private static final long MIN_LIMIT = 1 << 26;
    /** Characters that a module may have for each of its bytes: real ones have up to thirty, most of them names. */
    private static final long LIMIT_PER_BYTE = 256;

    private final ModuleDefinition module;
    private final ItemNames names;
    private final TypeTexts types;
    private final HintTexts hints;
    private final TextWriter out;
    private final CodePrinter code;

    private ModulePrinter(ModuleDefinition module, Appendable out, long maxLength) {
        this.module = module;
        this.out = new TextWriter(out, Math.min(maxLength, MIN_LIMIT + LIMIT_PER_BYTE * module.binary().length));
        names = new ItemNames(module);
        types = new TypeTexts(module.types(), names.of(NameKind.TYPE));
        hints = new HintTexts(module);
        code = new CodePrinter(module, names, types, hints, this.out);
    }

    /**
     * Writes {@code module} to {@code out}.
     *
     * @param maxLength how many characters it can take
     * @throws org.amphora.api.MalformedModuleException if code is malformed: what is before it has been written
     * @throws org.amphora.api.InvalidModuleException if types do not exist that have to be known, or the text gets too long:
     *     a hostile module names something long again and again
     * @throws IOException if {@code out} throws it
     */
    public static void print(ModuleDefinition module, Appendable out, long maxLength) throws IOException {
        try {
            new ModulePrinter(module, out, maxLength).module();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void module() {
        out.add("(module");
        if (names.module() != null) {
            String identifier = Literals.identifier(names.module().isEmpty() ? "#" : names.module());
            out.add(" ").add(Literals.declaration(identifier, names.module()));
        }
        out.indent();
        new TypeSectionPrinter(module, names, types, out).print();
        imports();
        define(ExternKind.FUNCTION, this::function);
        define(ExternKind.TABLE, this::table);
        define(ExternKind.MEMORY, this::memoryType);
        define(ExternKind.TAG, this::tagType);
        define(ExternKind.GLOBAL, this::global);
        module.exportDefinitions().forEach(this::export);
        if (module.start() >= 0) {
            out.line("(start " + names.of(NameKind.FUNCTION).use(module.start()) + ")");
        }
        new SegmentPrinter(module, names, types, code, out).print();
        customSections();
        out.close();
        out.add("\n");
    }

    private void customSections() {
        Set<String> said = new HashSet<>();
        if (names.known()) {
            said.add(NameSection.NAME);
        }
        if (hints.known()) {
            said.add(BranchHints.SECTION);
        }
        new CustomSections(module, said, names.used() ? NameSection.NAME : null, out).print();
    }

    /** Prints the items that are not imported, each with what {@code rest} writes behind its name. */
    private void define(ExternKind kind, IntConsumer rest) {
        for (int i = module.importCount(kind); i < module.count(kind); i++) {
            out.line("(").add(item(kind, i));
            out.indent();
            rest.accept(i);
            out.close();
        }
    }

    private String item(ExternKind kind, int index) {
        return kind.word() + " " + names.of(nameKind(kind)).definition(index);
    }

    private static NameKind nameKind(ExternKind kind) {
        return NameKind.valueOf(kind.name());
    }

    private void imports() {
        int[] next = new int[ExternKind.values().length];
        for (ImportType type : module.imports()) {
            ExternKind kind = ExternKind.of(type.type().kind());
            int index = next[kind.code()]++;
            out.line("(import ").add(Literals.name(type.module())).add(" ").add(Literals.name(type.name()));
            out.add(" (").add(item(kind, index));
            switch (kind) {
                case FUNCTION -> functionType(index, locals(index, 0));
                case TABLE -> out.add(" ").add(types.table(module.table(index)));
                case MEMORY -> memoryType(index);
                case GLOBAL -> out.add(" ").add(types.global(module.global(index)));
                case TAG -> tagType(index);
            }
            out.add("))");
        }
    }

    private void memoryType(int index) {
        // the api spells a memory type as the text format does, with the word before it
        out.add(module.memory(index).toString().substring("memory".length()));
    }

    private void tagType(int index) {
        int type = module.tagTypeIndex(index);
        out.add(" ").add(types.useWithSignature(type, module.tag(index).type()));
    }

    /** Parameters and, behind them, so many declared locals. */
    private Identifiers locals(int function, int declared) {
        int parameters = module.functionType(function).parameters().size();
        return names.within(NameKind.LOCAL, function, parameters + declared);
    }

    private void functionType(int index, Identifiers locals) {
        FunctionType type = module.functionType(index);
        out.add(" ").add(types.use(module.functionTypeIndex(index)));
        types.within(module.functionTypeIndex(index));
        int parameters = type.parameters().size();
        if (parameters > 0) {
            out.add(" ").add(variables("param", locals, 0, parameters, type.parameters()::get));
        }
        out.add(types.list("result", type.results()));
        types.outside();
    }

    private void function(int index) {
        FunctionBody body = module.body(index);
        int declared = body.localCount();
        Identifiers locals = locals(index, declared);
        functionType(index, locals);
        if (declared > 0) {
            int parameters = module.functionType(index).parameters().size();
            out.line(variables("local", locals, parameters, declared, body::local));
        }
        code.body(index, locals);
    }

    /** Parameters or locals: together, or each for itself if one has a name. */
    private String variables(String word, Identifiers locals, int from, int count, IntFunction<ValueType> type) {
        boolean apart = IntStream.range(from, from + count).anyMatch(locals::has);
        StringBuilder text = new StringBuilder("(" + word);
        for (int i = 0; i < count; i++) {
            text.append(apart && i > 0 ? ") (" + word : "").append(' ');
            if (locals.has(from + i)) {
                text.append(locals.declaration(from + i)).append(' ');
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
        out.line("(export ").add(Literals.name(export.name()));
        out.add(" (" + export.kind().word() + " "
                + names.of(nameKind(export.kind())).use(export.index()) + "))");
    }
}
