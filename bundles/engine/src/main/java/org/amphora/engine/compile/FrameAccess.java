package org.amphora.engine.compile;

import org.objectweb.asm.Opcodes;

/** Moves values between local variables of a method and the frame that a split function shares with its regions. */
final class FrameAccess {
    private final CodeBuilder code;
    private final Layout layout;

    FrameAccess(CodeBuilder code, Layout layout) {
        this.code = code;
        this.layout = layout;
    }

    /** Pushes what stands at {@code index} of the frame, which lets go of a reference: it outlives the call. */
    void load(Kind kind, int index) {
        if (kind == Kind.REFERENCE) {
            code.loadObject(layout.referenceFrame);
            code.intConstant(index);
            code.op(Opcodes.AALOAD);
            code.loadObject(layout.referenceFrame);
            code.intConstant(index);
            code.op(Opcodes.ACONST_NULL);
            code.op(Opcodes.AASTORE);
        } else {
            code.loadObject(layout.numberFrame);
            code.intConstant(index);
            code.op(Opcodes.LALOAD);
            code.fromBits(kind);
        }
    }

    /** Puts the value of a local variable at {@code index} of the frame. */
    void store(Kind kind, int index, int variable) {
        boolean reference = kind == Kind.REFERENCE;
        code.loadObject(reference ? layout.referenceFrame : layout.numberFrame);
        code.intConstant(index);
        code.load(kind, variable);
        code.toBits(kind);
        code.op(reference ? Opcodes.AASTORE : Opcodes.LASTORE);
    }
}
