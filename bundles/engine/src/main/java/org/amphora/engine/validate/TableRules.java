package org.amphora.engine.validate;

import org.amphora.api.NumberType;
import org.amphora.api.ReferenceType;
import org.amphora.api.TableType;
import org.amphora.binary.module.ElementSegment;
import org.amphora.binary.module.ExternKind;
import org.amphora.binary.type.Subtyping;

/** Instructions on tables and element segments (WebAssembly 3.0, section 3.4.9). */
final class TableRules {
    private TableRules() {}

    static TableType table(CodeState code, int index) {
        return code.module().table(code.known(ExternKind.TABLE, index));
    }

    static NumberType address(TableType table) {
        return MemoryRules.address(table.addressType());
    }

    private static ElementSegment segment(CodeState code) {
        int count = code.module().elementSegments().size();
        return code.module()
                .elementSegments()
                .get(code.known("elem segment", code.reader().index(), count));
    }

    static void get(CodeState code) {
        TableType table = table(code, code.reader().index());
        code.pop(address(table));
        code.push(table.element());
    }

    static void set(CodeState code) {
        TableType table = table(code, code.reader().index());
        code.pop(table.element());
        code.pop(address(table));
    }

    static void size(CodeState code) {
        code.push(address(table(code, code.reader().index())));
    }

    static void grow(CodeState code) {
        TableType table = table(code, code.reader().index());
        code.pop(address(table));
        code.pop(table.element());
        code.push(address(table));
    }

    static void fill(CodeState code) {
        TableType table = table(code, code.reader().index());
        code.pop(address(table));
        code.pop(table.element());
        code.pop(address(table));
    }

    static void copy(CodeState code) {
        TableType target = table(code, code.reader().index());
        TableType source = table(code, code.reader().secondIndex());
        elements(code, source.element(), target.element());
        code.pop(MemoryRules.narrower(address(target), address(source)));
        code.pop(address(source));
        code.pop(address(target));
    }

    static void dropSegment(CodeState code) {
        segment(code);
    }

    static void init(CodeState code) {
        TableType table = table(code, code.reader().secondIndex());
        elements(code, segment(code).type(), table.element());
        code.pop(NumberType.I32);
        code.pop(NumberType.I32);
        code.pop(address(table));
    }

    private static void elements(CodeState code, ReferenceType source, ReferenceType target) {
        if (!Subtyping.matches(source, target)) {
            throw code.mismatch("elements of type " + target, "got " + source);
        }
    }
}
