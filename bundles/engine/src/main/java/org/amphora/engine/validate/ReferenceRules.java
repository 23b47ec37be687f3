package org.amphora.engine.validate;

import java.util.Map;
import org.amphora.api.NumberType;
import org.amphora.api.ReferenceType;
import org.amphora.binary.module.ExternKind;
import org.amphora.binary.opcode.Opcode;

/** Instructions on references (WebAssembly 3.0, section 3.4.5). */
final class ReferenceRules {
    private ReferenceRules() {}

    static void addTo(Map<Opcode, Rule> rules) {
        rules.put(
                Opcode.REF_NULL,
                code -> code.push(ReferenceType.of(true, code.reader().heapType())));
        rules.put(Opcode.REF_IS_NULL, ReferenceRules::isNull);
        rules.put(Opcode.REF_FUNC, ReferenceRules::function);
        rules.put(Opcode.REF_AS_NON_NULL, code -> code.push(CodeState.nonNull(code.popReference())));
    }

    private static void isNull(CodeState code) {
        code.popReference();
        code.push(NumberType.I32);
    }

    private static void function(CodeState code) {
        int index = code.known(ExternKind.FUNCTION, code.reader().index());
        if (!code.module().isDeclared(index)) {
            throw code.invalid(
                    "undeclared function reference",
                    "ref.func names function " + code.module().functionName(index) + " (#" + index
                            + "), which no export, element segment or constant expression names");
        }
        code.push(ReferenceType.of(false, code.module().functionDefinedType(index)));
    }
}
