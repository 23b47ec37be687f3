package org.amphora.engine.validate;

import org.amphora.api.FunctionType;
import org.amphora.binary.opcode.Opcode;

/** Instructions that only take values from the stack and put others there: their rule is their signature. */
final class NumericRules {
    /** The stack effects by opcode, read from the table when first asked for; two threads may both read one. */
    private static final FunctionType[] SIGNATURES = new FunctionType[Opcode.values().length];

    private NumericRules() {}

    static void apply(CodeState code) {
        FunctionType type = signature(code.reader().opcode());
        code.popAll(type.parameters());
        code.pushAll(type.results());
    }

    /** What the opcode table says of {@code opcode}. */
    @SuppressWarnings("EnumOrdinal") // threads share it, so no EnumMap; asked for each instruction, so no other map
    static FunctionType signature(Opcode opcode) {
        FunctionType type = SIGNATURES[opcode.ordinal()];
        if (type == null) {
            if (opcode.signature() == null) {
                throw new AssertionError(opcode + " stands in the opcode table and has no typing rule");
            }
            type = FunctionType.parse(opcode.signature());
            SIGNATURES[opcode.ordinal()] = type;
        }
        return type;
    }
}
