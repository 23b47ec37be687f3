package org.amphora.engine.validate;

import java.util.List;
import org.amphora.api.NumberType;
import org.amphora.api.ReferenceType;
import org.amphora.api.ValueType;

/** {@code drop} and {@code select} (WebAssembly 3.0, section 3.4.2). */
final class ParametricRules {
    private ParametricRules() {}

    static void select(CodeState code) {
        code.pop(NumberType.I32);
        ValueType second = code.popAny();
        ValueType first = code.popAny();
        for (ValueType type : new ValueType[] {first, second}) {
            if (type instanceof ReferenceType) {
                throw code.mismatch("numbers or vectors, unless it declares a type,", "got " + type);
            }
        }
        if (first != null && second != null && first != second) {
            throw code.mismatch("two values of one type", "got " + first + " and " + second);
        }
        code.push(first == null ? second : first);
    }

    static void selectTyped(CodeState code) {
        List<ValueType> types = code.reader().selectTypes();
        if (types.size() != 1) {
            throw code.invalid("invalid result arity", "select must declare one type, not " + types.size());
        }
        code.pop(NumberType.I32);
        code.pop(types.get(0));
        code.pop(types.get(0));
        code.push(types.get(0));
    }
}
