package org.amphora.text.parser;

import org.amphora.binary.opcode.CatchClause;
import org.amphora.binary.opcode.Opcode;
import org.amphora.text.lexer.TokenKind;
import org.amphora.text.lexer.TokenReader;

/**
 * What follows the name of an instruction, up to its operands: read by what the table of opcodes says, and written behind the
 * opcode.
 */
final class ImmediatesParser {
    private final TokenReader in;
    private final ModuleContent module;
    private final TypeParser typeParser;
    private final TypeTable types;
    private final Labels labels;
    private final ConstantParser constants;
    private final MemoryArgumentParser memoryArguments;
    private final ByteSink scratch = new ByteSink();
    private IndexSpace locals;

    ImmediatesParser(TokenReader in, ModuleContent module, TypeParser typeParser, TypeTable types, Labels labels) {
        this.in = in;
        this.module = module;
        this.typeParser = typeParser;
        this.types = types;
        this.labels = labels;
        this.constants = new ConstantParser(in);
        this.memoryArguments = new MemoryArgumentParser(in, module.memories);
    }

    /** From now on local indices are those of {@code space}. */
    void locals(IndexSpace space) {
        locals = space;
    }

    /** Reads the immediates of an instruction; writes it as a whole. */
    void write(Opcode opcode, ByteSink out) {
        switch (opcode.immediates()) {
            case NONE -> select(opcode, out);
            case VALUE_TYPES -> throw new AssertionError(opcode + " is chosen by its immediates");
            case HEAP_TYPE -> heapType(opcode, out);
            default -> {
                writeOpcode(opcode, out);
                immediates(opcode, out);
            }
        }
    }

    static void writeOpcode(Opcode opcode, ByteSink out) {
        if (opcode.prefix() == 0) {
            out.u8(opcode.code());
        } else {
            out.u8(opcode.prefix());
            out.unsigned(opcode.code());
        }
    }

    private void immediates(Opcode opcode, ByteSink out) {
        switch (opcode.immediates()) {
            case BLOCK_TYPE -> types.blockType(out);
            case BLOCK_TYPE_CATCHES -> {
                types.blockType(out);
                catches(out);
            }
            case LABEL -> index(labels.index(in), out);
            case LABELS -> labels(out);
            case LABEL_CAST -> labelCast(out);
            case FUNCTION -> index(module.functions.index(in), out);
            case TYPE_TABLE -> {
                int table = module.tables.indexOrZero(in);
                index(types.use(null), out);
                index(table, out);
            }
            case LOCAL -> index(locals.index(in), out);
            case GLOBAL -> index(module.globals.index(in), out);
            case TAG -> index(module.tags.index(in), out);
            case TABLE -> index(module.tables.indexOrZero(in), out);
            case TABLE_TABLE -> both(module.tables, out);
            case ELEMENT -> index(module.elements.index(in), out);
            case ELEMENT_TABLE -> segment(module.tables, module.elements, out);
            case MEMORY -> index(module.memories.indexOrZero(in), out);
            case MEMORY_MEMORY -> both(module.memories, out);
            case DATA -> index(data(), out);
            case DATA_MEMORY -> {
                module.needsDataCount = true;
                segment(module.memories, module.data, out);
            }
            case TYPE -> index(module.types.index(in), out);
            case TYPE_FIELD -> {
                int type = module.types.index(in);
                index(type, out);
                index(types.fields(type).index(in), out);
            }
            case TYPE_COUNT -> {
                index(module.types.index(in), out);
                index((int) in.natural(32, "i32 constant out of range"), out);
            }
            case TYPE_DATA -> {
                index(module.types.index(in), out);
                index(data(), out);
            }
            case TYPE_ELEMENT -> {
                index(module.types.index(in), out);
                index(module.elements.index(in), out);
            }
            case TYPE_TYPE -> {
                index(module.types.index(in), out);
                index(module.types.index(in), out);
            }
            case MEMORY_ARGUMENT -> memoryArguments.write(opcode.accessBytes(), false, out);
            case MEMORY_ARGUMENT_LANE -> {
                memoryArguments.write(opcode.accessBytes(), true, out);
                constants.lane(out);
            }
            case FENCE -> out.u8(0);
            default -> constants.write(opcode.immediates(), out);
        }
    }

    private static void index(int index, ByteSink out) {
        out.unsigned(Integer.toUnsignedLong(index));
    }

    private int data() {
        module.needsDataCount = true;
        return module.data.index(in);
    }

    /** Two indices or none. */
    private void both(IndexSpace space, ByteSink out) {
        boolean there = IndexSpace.isNext(in);
        index(there ? space.index(in) : 0, out);
        index(there ? space.index(in) : 0, out);
    }

    /** Where to, if it is not 0, and a segment. In the binary format the segment comes first. */
    private void segment(IndexSpace target, IndexSpace segments, ByteSink out) {
        TokenKind second = in.kindAhead();
        boolean two = second == TokenKind.NATURAL || second == TokenKind.IDENTIFIER;
        int to = two ? target.index(in) : 0;
        index(segments.index(in), out);
        index(to, out);
    }

    private void labels(ByteSink out) {
        scratch.truncate(0);
        int last = labels.index(in);
        int count = 0;
        while (IndexSpace.isNext(in)) {
            index(last, scratch);
            last = labels.index(in);
            count++;
        }
        out.unsigned(count);
        out.append(scratch);
        index(last, out);
    }

    private void labelCast(ByteSink out) {
        int label = labels.index(in);
        scratch.truncate(0);
        boolean fromNull = typeParser.splitReferenceType(scratch);
        boolean toNull = typeParser.splitReferenceType(scratch);
        out.u8((fromNull ? 1 : 0) | (toNull ? 2 : 0));
        index(label, out);
        out.append(scratch);
    }

    private void catches(ByteSink out) {
        scratch.truncate(0);
        int count = 0;
        CatchClause.Kind kind;
        while ((kind = catchAhead()) != null) {
            in.next();
            in.next();
            scratch.u8(kind.code());
            if (kind.hasTag()) {
                index(module.tags.index(in), scratch);
            }
            index(labels.index(in), scratch);
            in.expectRight();
            count++;
        }
        out.unsigned(count);
        out.append(scratch);
    }

    private CatchClause.Kind catchAhead() {
        if (in.at(TokenKind.LEFT) && in.wordAhead() != null) {
            for (CatchClause.Kind kind : CatchClause.Kind.values()) {
                if (kind.toString().equals(in.wordAhead())) {
                    return kind;
                }
            }
        }
        return null;
    }

    /** No immediates; but a {@code select} may have types, and then is another instruction. */
    private void select(Opcode opcode, ByteSink out) {
        if (opcode != Opcode.SELECT || !in.atLeft("result")) {
            writeOpcode(opcode, out);
            return;
        }
        writeOpcode(Opcode.SELECT_TYPED, out);
        Counted results = new Counted();
        while (in.takeLeft("result")) {
            while (!in.at(TokenKind.RIGHT)) {
                typeParser.valueType(results.add());
            }
            in.expectRight();
        }
        results.writeTo(out);
    }

    /** A heap type or, of tests and casts, a reference type, by which the opcode is chosen. */
    private void heapType(Opcode opcode, ByteSink out) {
        if (opcode == Opcode.REF_NULL) {
            writeOpcode(opcode, out);
            typeParser.heapType(out);
            return;
        }
        scratch.truncate(0);
        boolean nullable = typeParser.splitReferenceType(scratch);
        Opcode forNull = opcode == Opcode.REF_TEST ? Opcode.REF_TEST_NULL : Opcode.REF_CAST_NULL;
        writeOpcode(nullable ? forNull : opcode, out);
        out.append(scratch);
    }
}
