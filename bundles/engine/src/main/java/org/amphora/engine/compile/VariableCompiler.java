package org.amphora.engine.compile;

import java.util.List;
import org.amphora.api.GlobalType;
import org.amphora.api.VectorType;
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
        for (int p = emission.shape.position(local); p < emission.shape.behind(local); p++) {
            emission.code.load(emission.shape.locals[p], emission.layout.locals[p]);
            emission.produced(emission.shape.locals[p]);
        }
    }

    void localSet(int local) {
        int first = emission.shape.position(local);
        int width = emission.shape.behind(local) - first;
        if (VectorForm.width(emission.stack.top()) != width) {
            localSetVector(local);
            return;
        }
        emission.need(width);
        for (int p = first + width - 1; p >= first; p--) {
            emission.code.store(emission.shape.locals[p], emission.layout.locals[p]);
        }
        emission.consumed(width);
    }

    /** Sets a vector to one of the other form. */
    private void localSetVector(int local) {
        VectorOperands value = VectorOperands.take(emission, "v");
        int first = emission.shape.position(local);
        for (int p = first; p < emission.shape.behind(local); p++) {
            if (value.isFloats(0)) {
                value.half(0, p - first);
            } else {
                value.lane(0, p - first);
            }
            emission.code.store(emission.shape.locals[p], emission.layout.locals[p]);
        }
        value.consumed();
    }

    void localTee(int local) {
        localSet(local);
        localGet(local);
    }

    void globalGet(int global) {
        ModuleDefinition module = emission.shape.module;
        GlobalType type = module.global(global);
        emission.loadGuest();
        instanceClass.globalGet(emission.code, global);
        for (Kind kind : Signature.kinds(List.of(type.value()))) {
            emission.produced(kind);
        }
    }

    void globalSet(int global) {
        if (emission.shape.module.global(global).value() instanceof VectorType) {
            globalSetVector(global);
            return;
        }
        emission.need(1);
        emission.loadGuest();
        instanceClass.globalSet(emission.code, global);
        emission.consumed(1);
    }

    private void globalSetVector(int global) {
        int first = emission.park(2);
        for (int i = 0; i < 2; i++) {
            emission.loadGuest();
            instanceClass.globalCell(emission.code, global);
            emission.code.load(Kind.LONG, emission.layout.slot(first + i));
            instanceClass.globalSetHalf(emission.code, global, emission.stack.kind(first + i));
        }
        emission.consumed(2);
    }

    void drop() {
        for (int left = VectorForm.width(emission.stack.top()); left > 0; left--) {
            dropOne();
        }
    }

    private void dropOne() {
        if (emission.stack.loaded() > 0) {
            emission.code.pop(emission.stack.top());
        } else {
            // a label may stand here and another, with fewer operands, behind: one place cannot have two frames
            emission.code.op(Opcodes.NOP);
        }
        emission.consumed(1);
    }

    void select() {
        Kind kind = emission.stack.kind(emission.stack.depth() - 2);
        if (kind == Kind.HIGH) {
            selectVector();
            return;
        }
        emission.need(3);
        writeSelect(kind);
        emission.consumed(3);
        emission.produced(kind);
    }

    private void selectVector() {
        int first = emission.park(5);
        for (int half = first; half < first + 2; half++) {
            emission.code.load(Kind.LONG, emission.layout.slot(half));
            emission.code.load(Kind.LONG, emission.layout.slot(half + 2));
            emission.code.load(Kind.INT, emission.layout.slot(first + 4));
            writeSelect(Kind.LONG);
        }
        emission.consumed(5);
        emission.produced(Kind.LONG);
        emission.produced(Kind.HIGH);
    }

    private void writeSelect(Kind kind) {
        String value = kind.descriptor;
        emission.code.invokeStatic(Names.NUMERICS, "select", "(" + value + value + "I)" + value);
    }
}
