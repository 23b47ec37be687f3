package org.amphora.engine.validate;

import java.util.Map;
import org.amphora.api.GlobalType;
import org.amphora.api.ValueType;
import org.amphora.binary.module.ExternKind;
import org.amphora.binary.module.NameKind;
import org.amphora.binary.opcode.Opcode;

/** Instructions on locals and globals (WebAssembly 3.0, sections 3.4.7 and 3.4.8). */
final class VariableRules {
    private VariableRules() {}

    static void addTo(Map<Opcode, Rule> rules) {
        rules.put(Opcode.LOCAL_GET, VariableRules::localGet);
        rules.put(Opcode.LOCAL_SET, code -> code.pop(assigned(code)));
        rules.put(Opcode.LOCAL_TEE, VariableRules::localTee);
        rules.put(Opcode.GLOBAL_GET, code -> code.push(global(code).value()));
        rules.put(Opcode.GLOBAL_SET, VariableRules::globalSet);
    }

    private static int local(CodeState code) {
        return code.known("local", code.reader().index(), code.locals().count());
    }

    private static void localGet(CodeState code) {
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

    private static void localTee(CodeState code) {
        ValueType type = assigned(code);
        code.pop(type);
        code.push(type);
    }

    private static GlobalType global(CodeState code) {
        return code.module().global(code.known(ExternKind.GLOBAL, code.reader().index()));
    }

    private static void globalSet(CodeState code) {
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
