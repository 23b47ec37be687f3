package org.amphora.text.parser;

import org.amphora.binary.opcode.Opcode;
import org.amphora.text.lexer.TokenKind;
import org.amphora.text.lexer.TokenReader;

/** Element and data segments, also those within a table or memory (WebAssembly 3.0, sections 6.6.6 to 6.6.9). */
final class SegmentParser {
    /** Flags of an element segment: not active; with an explicit table, or declarative; expressions instead of indices. */
    private static final int NOT_ACTIVE = 1;

    private static final int EXPLICIT = 2;
    private static final int EXPRESSIONS = 4;

    private static final int DATA_PASSIVE = 1;
    private static final int DATA_EXPLICIT = 2;

    private static final int FUNCREF = 0x70;

    private final TokenReader in;
    private final ModuleContent module;
    private final TypeParser typeParser;
    private final InstructionParser instructions;

    private final ByteSink offset = new ByteSink();
    private final ByteSink type = new ByteSink();
    private final Counted list = new Counted();
    private int elements;
    private int data;

    SegmentParser(TokenReader in, ModuleContent module, TypeParser typeParser, InstructionParser instructions) {
        this.in = in;
        this.module = module;
        this.typeParser = typeParser;
        this.instructions = instructions;
    }

    // ---- elements

    /** Reads a field {@code elem}, up to its closing parenthesis. */
    void element() {
        in.next();
        in.takeIdentifier();
        Annotations.name(in, module.elements, elements++);
        boolean declarative = in.take("declare");
        boolean tableUse = in.atLeft("table");
        boolean tableGiven = !declarative && (tableUse || IndexSpace.isNext(in));
        int table = tableGiven ? target("table", module.tables) : 0;
        boolean active = tableGiven || (!declarative && in.at(TokenKind.LEFT) && !in.atLeft("ref"));
        if (active) {
            offset();
        }
        boolean expressions = elementList(active && !tableUse);
        int flags = expressions ? EXPRESSIONS : 0;
        if (!active) {
            flags |= NOT_ACTIVE | (declarative ? EXPLICIT : 0);
        } else if (table != 0 || (expressions && !isFuncref())) {
            flags |= EXPLICIT;
        }
        write(flags, table);
    }

    /** Where a segment goes: {@code (table x)}, {@code (memory x)} or only the index. */
    private int target(String word, IndexSpace space) {
        if (!in.takeLeft(word)) {
            return space.index(in);
        }
        int index = space.index(in);
        in.expectRight();
        return index;
    }

    private void offset() {
        offset.truncate(0);
        if (in.takeLeft("offset")) {
            instructions.expression(offset);
            in.expectRight();
        } else {
            instructions.foldedExpression(offset);
        }
    }

    /**
     * Reads the type and the elements.
     *
     * @return whether the elements are expressions
     */
    private boolean elementList(boolean wordMayBeMissing) {
        list.clear();
        type.truncate(0);
        if (typeParser.atReferenceType()) {
            typeParser.referenceType(type);
            expressions();
            return true;
        }
        if (!in.take("func") && !(wordMayBeMissing && (IndexSpace.isNext(in) || in.at(TokenKind.RIGHT)))) {
            throw in.unexpected("func or a reference type");
        }
        functions();
        return false;
    }

    private void expressions() {
        while (in.at(TokenKind.LEFT)) {
            if (in.takeLeft("item")) {
                instructions.expression(list.add());
                in.expectRight();
            } else {
                instructions.foldedExpression(list.add());
            }
        }
    }

    private void functions() {
        while (IndexSpace.isNext(in)) {
            list.add().unsigned(Integer.toUnsignedLong(module.functions.index(in)));
        }
    }

    private boolean isFuncref() {
        return type.size() == 1 && type.first() == FUNCREF;
    }

    private void write(int flags, int table) {
        ByteSink out = module.elementSection.add();
        out.u8(flags);
        if ((flags & NOT_ACTIVE) == 0) {
            if ((flags & EXPLICIT) != 0) {
                out.unsigned(Integer.toUnsignedLong(table));
            }
            out.append(offset);
        }
        // the shortest forms leave the type out
        if ((flags & (NOT_ACTIVE | EXPLICIT)) != 0) {
            if ((flags & EXPRESSIONS) != 0) {
                out.append(type);
            } else {
                out.u8(0);
            }
        }
        list.writeTo(out);
    }

    /** Reads the rest of a table that is given by its elements: type, and {@code (elem …)}. */
    void inlineElements(int table, boolean address64, ByteSink out) {
        list.clear();
        type.truncate(0);
        typeParser.referenceType(type);
        in.expectLeft("elem");
        elements++;
        boolean expressions = in.at(TokenKind.LEFT);
        if (expressions) {
            expressions();
        } else if (isFuncref()) {
            functions();
        } else {
            expressions = true;
            functionExpressions();
        }
        in.expectRight();
        out.append(type);
        TypeParser.limits(address64, list.count(), out);
        zeroOffset(address64);
        boolean explicit = table != 0 || (expressions && !isFuncref());
        write((expressions ? EXPRESSIONS : 0) | (explicit ? EXPLICIT : 0), table);
    }

    /** Function indices where the type of the table demands expressions. */
    private void functionExpressions() {
        while (IndexSpace.isNext(in)) {
            ByteSink out = list.add();
            ImmediatesParser.writeOpcode(Opcode.REF_FUNC, out);
            out.unsigned(Integer.toUnsignedLong(module.functions.index(in)));
            out.u8(Opcode.END.code());
        }
    }

    private void zeroOffset(boolean address64) {
        offset.truncate(0);
        ImmediatesParser.writeOpcode(address64 ? Opcode.I64_CONST : Opcode.I32_CONST, offset);
        offset.signed(0);
        offset.u8(Opcode.END.code());
    }

    // ---- data

    /** Reads a field {@code data}, up to its closing parenthesis. */
    void data() {
        in.next();
        in.takeIdentifier();
        Annotations.name(in, module.data, data++);
        boolean memoryGiven = in.atLeft("memory") || IndexSpace.isNext(in);
        int memory = memoryGiven ? target("memory", module.memories) : 0;
        boolean active = memoryGiven || in.at(TokenKind.LEFT);
        if (active) {
            offset();
        }
        write(active, memory, in.strings());
    }

    private void write(boolean active, int memory, byte[] bytes) {
        ByteSink out = module.dataSection.add();
        if (!active) {
            out.u8(DATA_PASSIVE);
        } else {
            out.u8(memory == 0 ? 0 : DATA_EXPLICIT);
            if (memory != 0) {
                out.unsigned(Integer.toUnsignedLong(memory));
            }
            out.append(offset);
        }
        out.unsigned(bytes.length);
        out.append(bytes);
    }

    /** Reads the rest of a memory that is given by its content: {@code (data …)}. */
    void inlineData(int memory, boolean address64, ByteSink out) {
        boolean pageSizeGiven = in.atLeft("pagesize");
        int pageSize = typeParser.pageSize();
        in.expectLeft("data");
        data++;
        byte[] bytes = in.strings();
        in.expectRight();
        TypeParser.memoryOf(bytes.length, address64, pageSizeGiven, pageSize, out);
        zeroOffset(address64);
        write(true, memory, bytes);
    }
}
