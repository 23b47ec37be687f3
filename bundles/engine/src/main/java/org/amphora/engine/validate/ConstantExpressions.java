package org.amphora.engine.validate;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.amphora.api.ValueType;
import org.amphora.binary.module.Expression;
import org.amphora.binary.module.NameKind;
import org.amphora.binary.opcode.Opcode;

/** Validates constant expressions (WebAssembly 3.0, section 3.4.14). */
final class ConstantExpressions {
    private static final Set<Opcode> CONSTANT = EnumSet.of(
            Opcode.I32_CONST,
            Opcode.I64_CONST,
            Opcode.F32_CONST,
            Opcode.F64_CONST,
            Opcode.V128_CONST,
            Opcode.I32_ADD,
            Opcode.I32_SUB,
            Opcode.I32_MUL,
            Opcode.I64_ADD,
            Opcode.I64_SUB,
            Opcode.I64_MUL,
            Opcode.REF_NULL,
            Opcode.REF_FUNC,
            Opcode.REF_I31,
            Opcode.STRUCT_NEW,
            Opcode.STRUCT_NEW_DEFAULT,
            Opcode.ARRAY_NEW,
            Opcode.ARRAY_NEW_DEFAULT,
            Opcode.ARRAY_NEW_FIXED,
            Opcode.ANY_CONVERT_EXTERN,
            Opcode.EXTERN_CONVERT_ANY,
            Opcode.GLOBAL_GET,
            Opcode.END);

    private final CodeState code;

    ConstantExpressions(CodeState code) {
        this.code = code;
    }

    /**
     * Checks an expression that gives a value of {@code type}.
     *
     * @param kind what it belongs to, for messages
     * @param globals how many of the globals it may read
     */
    void validate(NameKind kind, int index, Expression expression, ValueType type, int globals) {
        code.begin(kind, index, expression.from(), expression.to(), List.of(type));
        while (code.reader().next()) {
            Opcode opcode = code.reader().opcode();
            if (!CONSTANT.contains(opcode)) {
                throw code.invalid("constant expression required", opcode + " is not constant");
            }
            if (opcode == Opcode.GLOBAL_GET) {
                int global = code.known("global", code.reader().index(), globals);
                if (code.module().global(global).mutable()) {
                    throw code.invalid(
                            "constant expression required",
                            code.module().describe(NameKind.GLOBAL, global) + " is mutable");
                }
            }
            Rules.apply(code);
        }
    }
}
