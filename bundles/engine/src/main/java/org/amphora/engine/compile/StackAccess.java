package org.amphora.engine.compile;

import org.objectweb.asm.Opcodes;

/** Reads and writes a {@code long[]} in the form that host functions see. References are local handles there. */
final class StackAccess {
    private final CodeBuilder code;
    private final int stack;
    private final int instance;

    /** {@code stack} and {@code instance} are variables. */
    StackAccess(CodeBuilder code, int stack, int instance) {
        this.code = code;
        this.stack = stack;
        this.instance = instance;
    }

    /** Pushes the value at {@code slot}. */
    void load(Kind kind, int slot) {
        if (kind == Kind.REFERENCE) {
            code.loadObject(instance);
        }
        code.loadObject(stack);
        code.intConstant(slot);
        code.op(Opcodes.LALOAD);
        if (kind == Kind.REFERENCE) {
            code.invokeVirtual(Names.INSTANCE, "resolve", "(J)Ljava/lang/Object;");
        } else {
            code.fromBits(kind);
        }
    }

    /** Puts the value of {@code variable} at {@code slot}. */
    void store(Kind kind, int slot, int variable) {
        code.loadObject(stack);
        code.intConstant(slot);
        if (kind == Kind.REFERENCE) {
            code.loadObject(instance);
        }
        code.load(kind, variable);
        storeTop(kind);
    }

    /** For array, slot, for a reference the instance, and value on the stack. */
    void storeTop(Kind kind) {
        if (kind == Kind.REFERENCE) {
            code.invokeVirtual(Names.INSTANCE, "handle", "(Ljava/lang/Object;)J");
        } else {
            code.toBits(kind);
        }
        code.op(Opcodes.LASTORE);
    }
}
