package org.amphora.engine.compile;

import org.amphora.engine.runtime.ModuleInstance;
import org.objectweb.asm.Opcodes;

/** Moves values between local variables of a method and the frame that a split function shares with its regions. */
final class FrameAccess {
    private static final String NUMBERS = "[J";
    private static final String REFERENCES = "[Ljava/lang/Object;";

    private final CodeBuilder code;
    private final Layout layout;

    FrameAccess(CodeBuilder code, Layout layout) {
        this.code = code;
        this.layout = layout;
    }

    /** Makes room for {@code length} values of any kind. */
    void reserve(int length) {
        if (length > ModuleInstance.NUMBER_FIELDS) {
            reserve(length - ModuleInstance.NUMBER_FIELDS, "reserveNumbers");
        }
        reserve(length, "reserveReferences");
    }

    private void reserve(int length, String method) {
        code.loadObject(layout.guest);
        code.intConstant(length);
        code.invokeVirtual(Names.INSTANCE, method, "(I)V");
    }

    /** Pushes what stands at {@code index} of the frame, which lets go of a reference: it outlives the call. */
    void load(Kind kind, int index) {
        code.loadObject(layout.guest);
        if (kind == Kind.REFERENCE) {
            code.getField(Names.INSTANCE, "references", REFERENCES);
            code.intConstant(index);
            code.op(Opcodes.DUP2);
            code.op(Opcodes.AALOAD);
            code.op(Opcodes.DUP_X2);
            code.op(Opcodes.POP);
            code.op(Opcodes.ACONST_NULL);
            code.op(Opcodes.AASTORE);
            return;
        }
        if (index < ModuleInstance.NUMBER_FIELDS) {
            code.getField(Names.INSTANCE, "number" + index, "J");
        } else {
            code.getField(Names.INSTANCE, "numbers", NUMBERS);
            code.intConstant(index - ModuleInstance.NUMBER_FIELDS);
            code.op(Opcodes.LALOAD);
        }
        code.fromBits(kind);
    }

    /** Puts the value of a local variable at {@code index} of the frame. */
    void store(Kind kind, int index, int variable) {
        code.loadObject(layout.guest);
        if (kind == Kind.REFERENCE) {
            code.getField(Names.INSTANCE, "references", REFERENCES);
            code.intConstant(index);
            code.load(kind, variable);
            code.op(Opcodes.AASTORE);
        } else if (index < ModuleInstance.NUMBER_FIELDS) {
            loadWidened(kind, variable);
            code.putField(Names.INSTANCE, "number" + index, "J");
        } else {
            code.getField(Names.INSTANCE, "numbers", NUMBERS);
            code.intConstant(index - ModuleInstance.NUMBER_FIELDS);
            loadWidened(kind, variable);
            code.op(Opcodes.LASTORE);
        }
    }

    /** Pushes a number as a long, of which only the bits that the kind has matter. */
    private void loadWidened(Kind kind, int variable) {
        code.load(kind, variable);
        if (kind == Kind.INT) {
            code.op(Opcodes.I2L);
        } else {
            code.toBits(kind);
        }
    }
}
