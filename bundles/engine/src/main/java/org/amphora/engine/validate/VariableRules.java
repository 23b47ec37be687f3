package org.amphora.engine.validate;

import org.amphora.api.GlobalType;
import org.amphora.api.ValueType;
import org.amphora.binary.module.ExternKind;
import org.amphora.binary.module.NameKind;

/** Instructions on locals and globals (WebAssembly 3.0, sections 3.4.7 and 3.4.8). */
final class VariableRules {
    private VariableRules() {}

    private static int local(CodeState code) {
        return code.known("local", code.reader().index(), code.locals().count());
    }

    static void localGet(CodeState code) {
        int local = local(code);
        ValueType type = code.locals().type(local);
        if (!code.locals().isInitialized(local)) {
            throw code.invalid(
                    "uninitialized local " + local,
                    "local.get reads it before it was set, and " + type + " has no default");
        }
        code.push(type);
    }

    /** The type of the local that the instruction sets, which counts as set from now on. */
    private static ValueType assigned(CodeState code) {
        int local = local(code);
        code.locals().initialize(local);
        return code.locals().type(local);
    }

    static void localSet(CodeState code) {
        code.pop(assigned(code));
    }

    static void localTee(CodeState code) {
        ValueType type = assigned(code);
        code.pop(type);
        code.push(type);
    }

    private static GlobalType global(CodeState code) {
        return code.module().global(code.known(ExternKind.GLOBAL, code.reader().index()));
    }

    static void globalGet(CodeState code) {
        code.push(global(code).value());
    }

    static void globalSet(CodeState code) {
        GlobalType type = global(code);
        if (!type.mutable()) {
            throw code.invalid(
                    "immutable global",
                    "global.set on "
                            + code.module()
                                    .describe(NameKind.GLOBAL, code.reader().index()));
        }
        code.pop(type.value());
    }
}
