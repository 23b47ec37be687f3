package org.amphora.engine.validate;

import java.util.List;
import org.amphora.api.FunctionType;
import org.amphora.api.MalformedModuleException;
import org.amphora.api.NumberType;
import org.amphora.api.ReferenceType;
import org.amphora.api.ValueType;
import org.amphora.binary.opcode.Opcode;
import org.amphora.binary.type.Subtyping;

/** Blocks and branches (WebAssembly 3.0, section 3.4.1). */
final class ControlRules {
    private ControlRules() {}

    static void block(CodeState code) {
        if (code.reader().hasBlockTypeIndex()) {
            code.known("type", code.reader().blockTypeIndex(), code.module().typeCount());
        }
        FunctionType type = code.reader().blockType();
        code.popAll(type.parameters());
        code.open(code.reader().opcode(), type);
    }

    static void conditional(CodeState code) {
        code.pop(NumberType.I32);
        block(code);
    }

    static void alternative(CodeState code) {
        if (code.controls().opcode(0) != Opcode.IF) {
            throw new MalformedModuleException(
                    "END opcode expected: else stands outside of an if",
                    code.reader().offset());
        }
        code.open(Opcode.ELSE, code.close());
    }

    static void end(CodeState code) {
        boolean withoutElse = code.controls().opcode(0) == Opcode.IF;
        FunctionType type = code.close();
        if (withoutElse && !Subtyping.matches(type.parameters(), type.results())) {
            throw code.invalid("type mismatch", "an if without else must leave what it took, not " + type);
        }
        code.pushAll(type.results());
    }

    static List<ValueType> labelTypes(CodeState code, int label) {
        return code.controls()
                .labelTypes(code.known("label", label, code.controls().depth()));
    }

    static void branch(CodeState code) {
        code.popAll(labelTypes(code, code.reader().index()));
        code.markUnreachable();
    }

    static void branchIf(CodeState code) {
        code.pop(NumberType.I32);
        List<ValueType> types = labelTypes(code, code.reader().index());
        code.popAll(types);
        code.pushAll(types);
    }

    static void branchTable(CodeState code) {
        code.pop(NumberType.I32);
        List<ValueType> defaults = labelTypes(code, code.reader().index());
        List<ValueType> checked = null;
        for (int label : code.reader().labels()) {
            List<ValueType> types = labelTypes(code, label);
            if (types.size() != defaults.size()) {
                throw code.invalid(
                        "type mismatch",
                        "br_table takes " + defaults.size() + " values to its default label and " + types.size()
                                + " to label " + label);
            }
            // neighbours are often the same, and large: each distinct list in a row is checked once
            if (types != checked) {
                code.peekAll(types);
                checked = types;
            }
        }
        code.markUnreachable();
    }

    static void returnFromFunction(CodeState code) {
        code.popAll(labelTypes(code, code.controls().depth() - 1));
        code.markUnreachable();
    }

    static void branchOnNull(CodeState code) {
        ReferenceType reference = code.popReference();
        List<ValueType> types = labelTypes(code, code.reader().index());
        code.popAll(types);
        code.pushAll(types);
        code.push(CodeState.nonNull(reference));
    }

    static void branchOnNonNull(CodeState code) {
        branchWith(code, CodeState.nonNull(code.popReference()));
    }

    static void branchOnCast(CodeState code) {
        popCast(code);
        branchWith(code, code.reader().castTo());
        code.push(remainder(code));
    }

    static void branchOnCastFail(CodeState code) {
        popCast(code);
        branchWith(code, remainder(code));
        code.push(code.reader().castTo());
    }

    private static void popCast(CodeState code) {
        ReferenceType from = code.reader().castFrom();
        ReferenceType to = code.reader().castTo();
        if (!Subtyping.matches(to, from)) {
            throw code.mismatch("a cast to a subtype of " + from, "it casts to " + to);
        }
        code.pop(from);
    }

    /** The type of what is not of the type that is cast to: if that has null, the remainder has not. */
    private static ReferenceType remainder(CodeState code) {
        ReferenceType from = code.reader().castFrom();
        return code.reader().castTo().nullable() ? CodeState.nonNull(from) : from;
    }

    /** A branch, if it is taken, takes along a reference of type {@code carried}, which is not on the stack. */
    private static void branchWith(CodeState code, ReferenceType carried) {
        List<ValueType> types = labelTypes(code, code.reader().index());
        if (types.isEmpty()) {
            throw code.mismatch(
                    "a label that takes " + carried, "label " + code.reader().index() + " takes nothing");
        }
        int last = types.size() - 1;
        code.push(carried);
        code.pop(types.get(last));
        List<ValueType> below = types.subList(0, last);
        code.popAll(below);
        code.pushAll(below);
    }
}
