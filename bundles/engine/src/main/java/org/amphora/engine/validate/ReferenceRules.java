package org.amphora.engine.validate;

import org.amphora.api.AbstractHeapType;
import org.amphora.api.HeapType;
import org.amphora.api.NumberType;
import org.amphora.api.ReferenceType;
import org.amphora.binary.module.ExternKind;
import org.amphora.binary.type.Subtyping;

/** Instructions on references (WebAssembly 3.0, section 3.4.5). */
final class ReferenceRules {
    private static final ReferenceType EQREF = ReferenceType.of(true, AbstractHeapType.EQ);
    private static final ReferenceType I31REF = ReferenceType.of(true, AbstractHeapType.I31);

    private ReferenceRules() {}

    static void makeNull(CodeState code) {
        code.push(ReferenceType.of(true, code.reader().heapType()));
    }

    static void isNull(CodeState code) {
        code.popReference();
        code.push(NumberType.I32);
    }

    static void asNonNull(CodeState code) {
        code.push(CodeState.nonNull(code.popReference()));
    }

    static void function(CodeState code) {
        int index = code.known(ExternKind.FUNCTION, code.reader().index());
        if (!code.module().isDeclared(index)) {
            throw code.invalid(
                    "undeclared function reference",
                    "ref.func names function " + code.module().functionName(index) + " (#" + index
                            + "), which no export, element segment or constant expression names");
        }
        code.push(ReferenceType.of(false, code.module().functionDefinedType(index)));
    }

    static void equal(CodeState code) {
        code.pop(EQREF);
        code.pop(EQREF);
        code.push(NumberType.I32);
    }

    /** Pops what may be tested for {@code type}: any reference of its hierarchy. */
    private static void popTested(CodeState code, HeapType type) {
        code.pop(ReferenceType.of(true, Subtyping.top(type)));
    }

    static void test(CodeState code) {
        popTested(code, code.reader().heapType());
        code.push(NumberType.I32);
    }

    static void cast(CodeState code, boolean nullable) {
        HeapType type = code.reader().heapType();
        popTested(code, type);
        code.push(ReferenceType.of(nullable, type));
    }

    /** Null stays null. */
    static void convert(CodeState code, AbstractHeapType from, AbstractHeapType to) {
        ReferenceType given = code.popReference();
        code.push(given);
        code.pop(ReferenceType.of(true, from));
        code.push(ReferenceType.of(given.nullable(), to));
    }

    static void makeNumber(CodeState code) {
        code.pop(NumberType.I32);
        code.push(ReferenceType.of(false, AbstractHeapType.I31));
    }

    static void getNumber(CodeState code) {
        code.pop(I31REF);
        code.push(NumberType.I32);
    }
}
