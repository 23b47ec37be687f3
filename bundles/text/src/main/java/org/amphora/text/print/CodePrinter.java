package org.amphora.text.print;

import java.util.HashMap;
import java.util.Map;
import org.amphora.binary.module.Expression;
import org.amphora.binary.module.FunctionBody;
import org.amphora.binary.module.ModuleDefinition;
import org.amphora.binary.module.NameKind;
import org.amphora.binary.opcode.CatchClause;
import org.amphora.binary.opcode.InstructionReader;
import org.amphora.binary.opcode.Opcode;
import org.amphora.binary.type.StructType;

/** Prints instructions (WebAssembly 3.0, section 6.5), with the names of one module. Not thread-safe. */
final class CodePrinter {
    private static final Identifiers NO_LOCALS = new Identifiers(0, index -> null);

    private final ModuleDefinition module;
    private final ItemNames names;
    private final TypeTexts types;
    private final HintTexts hints;
    private final InstructionReader in;
    private final TextWriter out;
    private final Map<Integer, Identifiers> fields = new HashMap<>();

    private Identifiers locals = NO_LOCALS;
    private Labels labels;

    CodePrinter(ModuleDefinition module, ItemNames names, TypeTexts types, HintTexts hints, TextWriter out) {
        this.module = module;
        this.names = names;
        this.types = types;
        this.hints = hints;
        this.out = out;
        in = new InstructionReader(module, 0, 0);
        labels = new Labels(number -> null);
    }

    /** Prints the instructions of a function, a line each, without the last {@code end}. */
    void body(int function, Identifiers localNames) {
        FunctionBody body = module.body(function);
        locals = localNames;
        labels = new Labels(names.labels(function));
        in.reset(body.from(), body.to());
        while (in.next() && !atLastEnd()) {
            instruction();
        }
    }

    private boolean atLastEnd() {
        return in.opcode() == Opcode.END && labels.depth() == 1;
    }

    private void instruction() {
        hints.at(in.offset()).ifPresent(out::line);
        switch (in.opcode()) {
            case BLOCK, LOOP, IF, TRY, TRY_TABLE -> enter();
            case ELSE, CATCH, CATCH_ALL -> {
                out.outdent();
                out.line(text());
                out.indent();
            }
            case END -> {
                leave();
                out.line("end");
            }
            case DELEGATE -> {
                leave();
                out.line(text());
            }
            default -> out.line(text());
        }
    }

    private void enter() {
        // catch clauses name labels from outside of their block
        String immediates = immediates();
        String declaration = labels.enter();
        out.line(in.opcode().text() + declaration + immediates + labels.comment());
        out.indent();
    }

    private void leave() {
        labels.leave();
        out.outdent();
    }

    /** A constant expression: folded if it is one instruction, else flat behind {@code word}. */
    String expression(Expression expression, String word) {
        StringBuilder text = new StringBuilder();
        int count = 0;
        in.reset(expression.from(), expression.to());
        while (in.next() && in.end() < expression.to()) {
            text.append(count++ == 0 ? "" : " ").append(text());
        }
        return count == 1 ? "(" + text + ")" : word.isEmpty() ? text.toString() : "(" + word + " " + text + ")";
    }

    private String text() {
        return in.opcode().text() + immediates();
    }

    private String immediates() {
        return switch (in.opcode().immediates()) {
            case NONE, FENCE -> "";
            case BLOCK_TYPE -> blockType();
            case BLOCK_TYPE_CATCHES -> blockType() + catches();
            case LABEL -> " " + labels.use(in.index());
            case LABELS -> labels();
            case FUNCTION -> use(NameKind.FUNCTION, in.index());
            case TYPE_TABLE -> unlessFirst(NameKind.TABLE, in.secondIndex()) + " " + types.use(in.index());
            case VALUE_TYPES -> in.selectTypes().isEmpty() ? " (result)" : types.list("result", in.selectTypes());
            case LOCAL -> " " + locals.use(in.index());
            case GLOBAL -> use(NameKind.GLOBAL, in.index());
            // wat2wasm of WABT wants to be told
            case TABLE -> use(NameKind.TABLE, in.index());
            case TABLE_TABLE -> unlessFirst(NameKind.TABLE, in.index(), in.secondIndex());
            case ELEMENT_TABLE -> unlessFirst(NameKind.TABLE, in.secondIndex()) + use(NameKind.ELEMENT, in.index());
            case ELEMENT -> use(NameKind.ELEMENT, in.index());
            case MEMORY -> unlessFirst(NameKind.MEMORY, in.index());
            case MEMORY_MEMORY -> unlessFirst(NameKind.MEMORY, in.index(), in.secondIndex());
            case DATA_MEMORY -> unlessFirst(NameKind.MEMORY, in.secondIndex()) + use(NameKind.DATA, in.index());
            case DATA -> use(NameKind.DATA, in.index());
            case MEMORY_ARGUMENT -> memoryArgument();
            case MEMORY_ARGUMENT_LANE -> memoryArgument() + " " + in.lane();
            case HEAP_TYPE -> heapType();
            case I32, I64 -> " " + in.bits();
            case F32 -> " " + Literals.f32((int) in.bits());
            case F64 -> " " + Literals.f64(in.bits());
            case TYPE -> " " + types.index(in.index());
            case TYPE_FIELD ->
                " " + types.index(in.index()) + " " + fields(in.index()).use(in.secondIndex());
            case TYPE_COUNT -> " " + types.index(in.index()) + " " + Integer.toUnsignedString(in.secondIndex());
            case TYPE_DATA -> " " + types.index(in.index()) + use(NameKind.DATA, in.secondIndex());
            case TYPE_ELEMENT -> " " + types.index(in.index()) + use(NameKind.ELEMENT, in.secondIndex());
            case TYPE_TYPE -> " " + types.index(in.index()) + " " + types.index(in.secondIndex());
            case LABEL_CAST ->
                " " + labels.use(in.index()) + " " + types.reference(in.castFrom()) + " "
                        + types.reference(in.castTo());
            case TAG -> use(NameKind.TAG, in.index());
            case V128 -> vector();
            case SHUFFLE -> shuffle();
            case LANE -> " " + in.lane();
        };
    }

    private String use(NameKind kind, int index) {
        return " " + names.of(kind).use(index);
    }

    /** Memory and table 0 are meant where none is named. */
    private String unlessFirst(NameKind kind, int index) {
        return index == 0 ? "" : use(kind, index);
    }

    private String unlessFirst(NameKind kind, int target, int source) {
        return target == 0 && source == 0 ? "" : use(kind, target) + use(kind, source);
    }

    private String blockType() {
        return in.hasBlockTypeIndex()
                ? " " + types.useWithSignature(in.blockTypeIndex(), in.blockType())
                : types.signature(in.blockType());
    }

    private String catches() {
        StringBuilder text = new StringBuilder();
        for (CatchClause clause : in.catches()) {
            text.append(" (").append(clause.kind());
            if (clause.kind().hasTag()) {
                text.append(use(NameKind.TAG, clause.tag()));
            }
            text.append(' ').append(labels.use(clause.label())).append(')');
        }
        return text.toString();
    }

    private String labels() {
        StringBuilder text = new StringBuilder();
        for (int label : in.labels()) {
            text.append(' ').append(labels.use(label));
        }
        return text.toString();
    }

    private String memoryArgument() {
        String text = unlessFirst(NameKind.MEMORY, in.index());
        if (in.memoryOffset() != 0) {
            text += " offset=" + Long.toUnsignedString(in.memoryOffset());
        }
        long alignment = 1L << in.alignment();
        return alignment == in.opcode().accessBytes() ? text : text + " align=" + Long.toUnsignedString(alignment);
    }

    private String heapType() {
        String type = types.heap(in.heapType());
        return switch (in.opcode()) {
            case REF_TEST, REF_CAST -> " (ref " + type + ")";
            case REF_TEST_NULL, REF_CAST_NULL -> " (ref null " + type + ")";
            default -> " " + type;
        };
    }

    private Identifiers fields(int type) {
        return fields.computeIfAbsent(type, index -> fieldNames(module, names, index));
    }

    /** The fields of the structure at {@code type}; none if it is something else. */
    static Identifiers fieldNames(ModuleDefinition module, ItemNames names, int type) {
        boolean exists = type >= 0 && type < module.typeCount();
        int count = exists && module.type(type).composite() instanceof StructType struct
                ? struct.fields().size()
                : 0;
        return names.within(NameKind.FIELD, type, count);
    }

    private String vector() {
        long low = in.bits();
        long high = in.highBits();
        return String.format(
                " i32x4 0x%08x 0x%08x 0x%08x 0x%08x", (int) low, (int) (low >>> 32), (int) high, (int) (high >>> 32));
    }

    private String shuffle() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 16; i++) {
            long half = i < 8 ? in.bits() : in.highBits();
            text.append(' ').append(half >>> (i % 8 * 8) & 0xff);
        }
        return text.toString();
    }
}
