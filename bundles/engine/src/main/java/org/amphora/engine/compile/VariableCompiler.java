package org.amphora.engine.compile;

import org.amphora.api.GlobalType;
import org.amphora.binary.module.ModuleDefinition;
import org.objectweb.asm.Opcodes;

/** Locals, globals, {@code drop} and {@code select}. */
final class VariableCompiler {
    private final Emission emission;
    private final InstanceClass instanceClass;

    VariableCompiler(Emission emission, InstanceClass instanceClass) {
        this.emission = emission;
        this.instanceClass = instanceClass;
    }

    void localGet(int local) {
        Kind kind = emission.shape.locals[local];
        emission.code.load(kind, emission.layout.locals[local]);
        emission.produced(kind);
    }

    void localSet(int local) {
        emission.need(1);
        emission.code.store(emission.shape.locals[local], emission.layout.locals[local]);
        emission.consumed(1);
    }

    void localTee(int local) {
        emission.need(1);
        Kind kind = emission.shape.locals[local];
        emission.code.op(kind.words == 2 ? Opcodes.DUP2 : Opcodes.DUP);
        emission.code.store(kind, emission.layout.locals[local]);
    }

    void globalGet(int global) {
        ModuleDefinition module = emission.shape.module;
        GlobalType type = module.global(global);
        emission.loadGuest();
        instanceClass.globalGet(emission.code, global);
        emission.produced(Kind.of(type.value()));
    }

    void globalSet(int global) {
        emission.need(1);
        emission.loadGuest();
        instanceClass.globalSet(emission.code, global);
        emission.consumed(1);
    }

    void drop() {
        if (emission.stack.loaded() > 0) {
            emission.code.pop(emission.stack.top());
        } else {
            // a label may stand here and another, with fewer operands, behind: one place cannot have two frames
            emission.code.op(Opcodes.NOP);
        }
        emission.consumed(1);
    }

    void select() {
        emission.need(3);
        Kind kind = emission.stack.kind(emission.stack.depth() - 2);
        String value = kind.descriptor;
        emission.code.invokeStatic(Names.NUMERICS, "select", "(" + value + value + "I)" + value);
        emission.consumed(3);
        emission.produced(kind);
    }
}
