package org.amphora.engine.link;

import org.amphora.api.DefinedType;
import org.amphora.api.Extern;
import org.amphora.api.ExternType;
import org.amphora.api.GlobalType;
import org.amphora.api.HeapType;
import org.amphora.api.Limits;
import org.amphora.api.MemoryType;
import org.amphora.api.ReferenceType;
import org.amphora.api.TableType;
import org.amphora.binary.type.Subtyping;
import org.amphora.engine.runtime.FunctionInstance;
import org.amphora.engine.runtime.TagInstance;

/** Whether something satisfies an import (WebAssembly 3.0, section 3.3, <i>External Types</i>). Stateless. */
final class Matching {
    private Matching() {}

    /**
     * Whether {@code item} is of type {@code expected}.
     *
     * @param defined the defined type of an imported function or tag, else null
     */
    static boolean matches(Extern item, ExternType expected, DefinedType defined) {
        if (item instanceof FunctionInstance function) {
            return expected.kind().equals("func")
                    && Subtyping.matches((HeapType) function.definedType, (HeapType) defined);
        }
        if (item instanceof TagInstance tag) {
            return expected.kind().equals("tag") && tag.definedType == defined;
        }
        ExternType actual = item.type();
        if (actual instanceof MemoryType memory && expected instanceof MemoryType wanted) {
            return memory.addressType() == wanted.addressType()
                    && memory.shared() == wanted.shared()
                    && memory.pageBytes() == wanted.pageBytes()
                    && matches(memory.limits(), wanted.limits());
        }
        if (actual instanceof TableType table && expected instanceof TableType wanted) {
            return table.addressType() == wanted.addressType()
                    && matches(table.limits(), wanted.limits())
                    && equivalent(table.element(), wanted.element());
        }
        return actual instanceof GlobalType global
                && expected instanceof GlobalType wanted
                && global.mutable() == wanted.mutable()
                && Subtyping.matches(global.value(), wanted.value())
                && (!global.mutable() || Subtyping.matches(wanted.value(), global.value()));
    }

    private static boolean equivalent(ReferenceType a, ReferenceType b) {
        return Subtyping.matches(a, b) && Subtyping.matches(b, a);
    }

    private static boolean matches(Limits actual, Limits expected) {
        if (Long.compareUnsigned(actual.min(), expected.min()) < 0) {
            return false;
        }
        if (expected.max().isEmpty()) {
            return true;
        }
        return actual.max().isPresent()
                && Long.compareUnsigned(actual.max().getAsLong(), expected.max().getAsLong()) <= 0;
    }
}
