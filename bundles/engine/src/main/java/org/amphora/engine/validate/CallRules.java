package org.amphora.engine.validate;

import java.util.List;
import org.amphora.api.FunctionType;
import org.amphora.api.ReferenceType;
import org.amphora.api.TableType;
import org.amphora.api.ValueType;
import org.amphora.binary.module.ExternKind;
import org.amphora.binary.module.NameKind;
import org.amphora.binary.type.Subtyping;

/** Calls (WebAssembly 3.0, section 3.4.1). */
final class CallRules {
    private CallRules() {}

    static void call(CodeState code) {
        apply(code, callee(code));
    }

    static void callIndirect(CodeState code) {
        apply(code, indirectCallee(code));
    }

    static void callReference(CodeState code) {
        apply(code, referencedCallee(code));
    }

    static void returnCall(CodeState code) {
        leave(code, callee(code));
    }

    static void returnCallIndirect(CodeState code) {
        leave(code, indirectCallee(code));
    }

    static void returnCallReference(CodeState code) {
        leave(code, referencedCallee(code));
    }

    /** Calls in place of the function, so with its results. */
    private static void leave(CodeState code, FunctionType callee) {
        List<ValueType> results = ControlRules.labelTypes(code, code.controls().depth() - 1);
        if (!Subtyping.matches(callee.results(), results)) {
            throw code.mismatch(
                    "a function that returns " + results, "the one that is called returns " + callee.results());
        }
        code.popAll(callee.parameters());
        code.markUnreachable();
    }

    private static void apply(CodeState code, FunctionType callee) {
        code.popAll(callee.parameters());
        code.pushAll(callee.results());
    }

    private static FunctionType callee(CodeState code) {
        return code.module()
                .functionType(code.known(ExternKind.FUNCTION, code.reader().index()));
    }

    /** Pops the index as well. */
    private static FunctionType indirectCallee(CodeState code) {
        TableType table = TableRules.table(code, code.reader().secondIndex());
        if (!Subtyping.matches(table.element(), ReferenceType.FUNCREF)) {
            throw code.mismatch(
                    "a table of functions",
                    code.module().describe(NameKind.TABLE, code.reader().secondIndex()) + " holds " + table.element());
        }
        FunctionType callee = functionType(code);
        code.pop(TableRules.address(table));
        return callee;
    }

    /** Pops the reference as well. */
    private static FunctionType referencedCallee(CodeState code) {
        FunctionType callee = functionType(code);
        code.pop(ReferenceType.of(true, code.module().type(code.reader().index())));
        return callee;
    }

    private static FunctionType functionType(CodeState code) {
        int type = code.known("type", code.reader().index(), code.module().typeCount());
        return code.module().types().function(type, code.reader().offset());
    }
}
