package org.amphora.text.parser;

import org.amphora.binary.module.ExternKind;
import org.amphora.text.lexer.TokenKind;
import org.amphora.text.lexer.TokenReader;

/** The fields of a module, at the second reading: all names and types are known (WebAssembly 3.0, section 6.6). */
final class FieldParser {
    private final TokenReader in;
    private final ModuleContent module;
    private final TypeParser typeParser;
    private final TypeTable types;
    private final InstructionParser instructions;
    private final SegmentParser segments;
    private final FunctionParser functions;

    /** How many of each kind were read. */
    private final int[] counts = new int[ExternKind.values().length];

    FieldParser(TokenReader in, ModuleContent module, TypeParser typeParser, TypeTable types) {
        this.in = in;
        this.module = module;
        this.typeParser = typeParser;
        this.types = types;
        this.instructions = new InstructionParser(in, module, typeParser, types);
        this.segments = new SegmentParser(in, module, typeParser, instructions);
        this.functions = new FunctionParser(in, module, typeParser, types, instructions);
    }

    /** Reads a field, from behind its opening to behind its closing parenthesis. */
    void field() {
        switch (in.keyword()) {
            case "type", "rec" -> {
                // their turn was before
                in.refuseMisplacedAnnotations(false);
                in.skipToRight();
                in.refuseMisplacedAnnotations(true);
                return;
            }
            case "import" -> imported();
            case "export" -> export();
            case "start" -> start();
            case "elem" -> segments.element();
            case "data" -> segments.data();
            default -> external();
        }
        in.expectRight();
    }

    private void imported() {
        in.next();
        importedNames();
        in.expectLeft();
        ExternKind kind = ModuleContent.kind(in);
        importedType(kind, member(kind));
        in.expectRight();
    }

    private void importedNames() {
        ByteSink out = module.importSection.add();
        out.name(in.name());
        out.name(in.name());
    }

    /** Goes over the identifier of the next member of an index space, and returns the member's index. */
    private int member(ExternKind kind) {
        int index = counts[kind.code()]++;
        in.takeIdentifier();
        Annotations.name(in, module.space(kind), index);
        return index;
    }

    private void importedType(ExternKind kind, int index) {
        ByteSink out = module.importSection.elements;
        out.u8(kind.code());
        switch (kind) {
            case FUNCTION -> {
                IndexSpace parameters = new IndexSpace("local");
                out.unsigned(types.use(parameters));
                module.nameLocals(index, parameters);
            }
            case TABLE -> typeParser.tableType(out);
            case MEMORY -> typeParser.memoryType(out);
            case GLOBAL -> typeParser.globalType(out);
            case TAG -> tagType(out);
        }
    }

    private void tagType(ByteSink out) {
        out.u8(0);
        out.unsigned(types.use(new IndexSpace("local")));
    }

    private void external() {
        ExternKind kind = ModuleContent.kind(in);
        int index = member(kind);
        while (in.takeLeft("export")) {
            ByteSink out = module.exportSection.add();
            out.name(in.name());
            out.u8(kind.code());
            out.unsigned(index);
            in.expectRight();
        }
        if (in.takeLeft("import")) {
            importedNames();
            in.expectRight();
            importedType(kind, index);
            return;
        }
        switch (kind) {
            case FUNCTION -> functions.define(index);
            case TABLE -> table(index);
            case MEMORY -> memory(index);
            case GLOBAL -> {
                ByteSink out = module.globalSection.add();
                typeParser.globalType(out);
                instructions.expression(out);
            }
            case TAG -> tagType(module.tagSection.add());
        }
    }

    private void table(int index) {
        boolean address64 = typeParser.addressType();
        ByteSink out = module.tableSection.add();
        if (!in.at(TokenKind.NATURAL)) {
            segments.inlineElements(index, address64, out);
            return;
        }
        ByteSink type = new ByteSink();
        typeParser.tableType(address64, type);
        if (in.at(TokenKind.RIGHT)) {
            out.append(type);
        } else {
            out.u8(0x40);
            out.u8(0);
            out.append(type);
            instructions.expression(out);
        }
    }

    private void memory(int index) {
        boolean address64 = typeParser.addressType();
        ByteSink out = module.memorySection.add();
        if (in.at(TokenKind.NATURAL)) {
            typeParser.memoryType(address64, out);
        } else {
            segments.inlineData(index, address64, out);
        }
    }

    private void export() {
        in.next();
        ByteSink out = module.exportSection.add();
        out.name(in.name());
        in.expectLeft();
        ExternKind kind = ModuleContent.kind(in);
        out.u8(kind.code());
        out.unsigned(Integer.toUnsignedLong(module.space(kind).index(in)));
        in.expectRight();
    }

    private void start() {
        if (!module.startSection.isEmpty()) {
            throw in.failure("multiple start sections");
        }
        in.next();
        module.startSection.unsigned(Integer.toUnsignedLong(module.functions.index(in)));
    }
}
