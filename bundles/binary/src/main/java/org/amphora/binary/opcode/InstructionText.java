package org.amphora.binary.opcode;

import java.util.List;
import java.util.stream.Collectors;
import org.amphora.api.FunctionType;
import org.amphora.api.ValueType;

/**
 * Instructions as text, one at a time, for listings: the name in the text format and the immediates as they are in the
 * binary format, all of them. Indices stay numbers; memory and table 0 are named like others.
 */
public final class InstructionText {
    private InstructionText() {}

    /** The instruction that {@code in} stands at, such as {@code i32.load 0 offset=8 align=4}. */
    public static String of(InstructionReader in) {
        return in.opcode().text() + immediates(in);
    }

    private static String immediates(InstructionReader in) {
        return switch (in.opcode().immediates()) {
            case NONE, FENCE -> "";
            case BLOCK_TYPE -> blockType(in.blockType());
            case BLOCK_TYPE_CATCHES -> blockType(in.blockType()) + catches(in.catches());
            case LABEL, FUNCTION, LOCAL, GLOBAL, TABLE, ELEMENT, DATA, MEMORY, TYPE, TAG -> index(in.index());
            case TYPE_TABLE -> index(in.index()) + " table" + index(in.secondIndex());
            case TABLE_TABLE,
                    MEMORY_MEMORY,
                    ELEMENT_TABLE,
                    DATA_MEMORY,
                    TYPE_FIELD,
                    TYPE_COUNT,
                    TYPE_DATA,
                    TYPE_ELEMENT,
                    TYPE_TYPE -> index(in.index()) + index(in.secondIndex());
            case LABELS -> labels(in.labels());
            case VALUE_TYPES -> " " + types(in.selectTypes());
            case MEMORY_ARGUMENT -> memoryArgument(in);
            case MEMORY_ARGUMENT_LANE -> memoryArgument(in) + " lane " + in.lane();
            case HEAP_TYPE -> " " + in.heapType();
            case I32, I64 -> " " + in.bits();
            case F32 -> " " + Float.intBitsToFloat((int) in.bits());
            case F64 -> " " + Double.longBitsToDouble(in.bits());
            case LABEL_CAST -> index(in.index()) + " " + in.castFrom() + " " + in.castTo();
            case V128 -> String.format(" 0x%016x%016x", in.highBits(), in.bits());
            case SHUFFLE -> lanes(in.bits()) + lanes(in.highBits());
            case LANE -> " " + in.lane();
        };
    }

    private static String index(int index) {
        return " " + Integer.toUnsignedString(index);
    }

    private static String blockType(FunctionType type) {
        return type.parameters().isEmpty() && type.results().isEmpty() ? "" : " " + type;
    }

    private static String catches(List<CatchClause> clauses) {
        return clauses.stream()
                .map(clause -> " (" + clause.kind() + (clause.kind().hasTag() ? index(clause.tag()) : "")
                        + index(clause.label()) + ")")
                .collect(Collectors.joining());
    }

    private static String labels(int[] labels) {
        StringBuilder text = new StringBuilder();
        for (int label : labels) {
            text.append(index(label));
        }
        return text.toString();
    }

    private static String types(List<ValueType> types) {
        return types.stream().map(ValueType::toString).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String memoryArgument(InstructionReader in) {
        return index(in.index()) + " offset=" + Long.toUnsignedString(in.memoryOffset()) + " align="
                + Long.toUnsignedString(1L << in.alignment());
    }

    private static String lanes(long half) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Long.BYTES; i++) {
            text.append(' ').append(half >>> (i * Byte.SIZE) & 0xff);
        }
        return text.toString();
    }
}
