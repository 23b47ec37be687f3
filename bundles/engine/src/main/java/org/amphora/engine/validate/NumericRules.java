package org.amphora.engine.validate;

import java.util.List;
import java.util.Map;
import org.amphora.api.FunctionType;
import org.amphora.api.ValueType;
import org.amphora.binary.opcode.Immediates;
import org.amphora.binary.opcode.Opcode;

/** Instructions that only take values from the stack and put others there: their rule is their signature. */
final class NumericRules {
    private NumericRules() {}

    static void addTo(Map<Opcode, Rule> rules) {
        for (Opcode opcode : Opcode.values()) {
            if (opcode.signature() != null && isPlain(opcode.immediates())) {
                rules.put(opcode, signature(opcode));
            }
        }
    }

    private static boolean isPlain(Immediates immediates) {
        return switch (immediates) {
            case NONE, I32, I64, F32, F64, V128 -> true;
            default -> false;
        };
    }

    /** What the opcode table says of {@code opcode}. */
    static Rule signature(Opcode opcode) {
        FunctionType type = FunctionType.parse(opcode.signature());
        List<ValueType> parameters = type.parameters();
        List<ValueType> results = type.results();
        return code -> {
            code.popAll(parameters);
            code.pushAll(results);
        };
    }
}
