package org.amphora.engine.validate;

import java.util.ArrayList;
import java.util.List;
import org.amphora.api.AbstractHeapType;
import org.amphora.api.FunctionType;
import org.amphora.api.MalformedModuleException;
import org.amphora.api.ReferenceType;
import org.amphora.api.ValueType;
import org.amphora.binary.module.ExternKind;
import org.amphora.binary.opcode.CatchClause;
import org.amphora.binary.opcode.Opcode;
import org.amphora.binary.type.Subtyping;

/**
 * Throwing and catching (WebAssembly 3.0, section 3.4.1), also as it was before version 3.0 (the exception handling
 * proposal's <i>legacy</i> text). The part of a legacy block behind a {@code catch} is a block of its own here, whose
 * opcode is that of the {@code catch}.
 */
final class ExceptionRules {
    private static final ReferenceType EXNREF = ReferenceType.of(true, AbstractHeapType.EXN);
    private static final ReferenceType EXCEPTION = ReferenceType.of(false, AbstractHeapType.EXN);

    private ExceptionRules() {}

    private static List<ValueType> values(CodeState code, int tag) {
        return code.module().tag(code.known(ExternKind.TAG, tag)).type().parameters();
    }

    static void throwTag(CodeState code) {
        code.popAll(values(code, code.reader().index()));
        code.markUnreachable();
    }

    static void throwReference(CodeState code) {
        code.pop(EXNREF);
        code.markUnreachable();
    }

    static void tryTable(CodeState code) {
        for (CatchClause clause : code.reader().catches()) {
            List<ValueType> carried = new ArrayList<>(clause.kind().hasTag() ? values(code, clause.tag()) : List.of());
            if (clause.kind().hasReference()) {
                carried.add(EXCEPTION);
            }
            List<ValueType> wanted = ControlRules.labelTypes(code, clause.label());
            if (!Subtyping.matches(carried, wanted)) {
                throw code.invalid(
                        "type mismatch",
                        clause.kind() + " takes " + carried + " to label " + clause.label() + ", which expects "
                                + wanted);
            }
        }
        ControlRules.block(code);
    }

    static void catchTag(CodeState code) {
        FunctionType type = endOfPart(code);
        code.open(Opcode.CATCH, FunctionType.of(List.of(), type.results()));
        code.pushAll(values(code, code.reader().index()));
    }

    static void catchAll(CodeState code) {
        FunctionType type = endOfPart(code);
        code.open(Opcode.CATCH_ALL, FunctionType.of(List.of(), type.results()));
    }

    private static FunctionType endOfPart(CodeState code) {
        Opcode open = code.controls().opcode(0);
        if (open != Opcode.TRY && open != Opcode.CATCH) {
            throw new MalformedModuleException(
                    "END opcode expected: " + code.reader().opcode()
                            + " stands outside of a try, or behind its catch_all",
                    code.reader().offset());
        }
        return code.close();
    }

    static void delegate(CodeState code) {
        if (code.controls().opcode(0) != Opcode.TRY) {
            throw new MalformedModuleException(
                    "END opcode expected: delegate stands outside of a try, or behind its catch",
                    code.reader().offset());
        }
        FunctionType type = code.close();
        code.known("label", code.reader().index(), code.controls().depth());
        code.pushAll(type.results());
    }

    static void rethrow(CodeState code) {
        int label = code.known("label", code.reader().index(), code.controls().depth());
        Opcode target = code.controls().opcode(label);
        if (target != Opcode.CATCH && target != Opcode.CATCH_ALL) {
            throw code.invalid("invalid rethrow label", label + " means no catch or catch_all around it");
        }
        code.markUnreachable();
    }
}
