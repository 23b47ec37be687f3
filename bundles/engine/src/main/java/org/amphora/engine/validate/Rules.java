package org.amphora.engine.validate;

import java.util.EnumMap;
import java.util.Map;
import org.amphora.binary.opcode.Opcode;

/** The typing rules of all instructions: each family adds its own; the opcode table has the rest. */
final class Rules {
    private static final Map<Opcode, Rule> RULES = rules();

    private Rules() {}

    private static Map<Opcode, Rule> rules() {
        Map<Opcode, Rule> rules = new EnumMap<>(Opcode.class);
        NumericRules.addTo(rules);
        MemoryRules.addTo(rules);
        VectorRules.addTo(rules);
        ControlRules.addTo(rules);
        ExceptionRules.addTo(rules);
        CallRules.addTo(rules);
        ParametricRules.addTo(rules);
        VariableRules.addTo(rules);
        TableRules.addTo(rules);
        ReferenceRules.addTo(rules);
        AggregateRules.addTo(rules);
        for (Opcode opcode : Opcode.values()) {
            if (!rules.containsKey(opcode)) {
                throw new AssertionError(opcode + " stands in the opcode table and has no typing rule");
            }
        }
        return rules;
    }

    static Rule of(Opcode opcode) {
        return RULES.get(opcode);
    }
}
