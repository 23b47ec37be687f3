package org.amphora.engine.compile;

import org.objectweb.asm.Opcodes;

/** Moves the parameters of a generated static method that only passes them on. */
final class Arguments {
    private Arguments() {}

    /**
     * Pushes the parameters as they came, packed or not.
     *
     * @return the variable behind them
     */
    static int load(CodeBuilder code, Signature signature) {
        if (signature.packed()) {
            code.loadObject(0);
            code.loadObject(1);
            return 2;
        }
        int variable = 0;
        for (Kind kind : signature.parameters()) {
            code.load(kind, variable);
            variable += kind.words;
        }
        return variable;
    }

    /** Pushes one parameter, unpacked. */
    static void loadOne(CodeBuilder code, Signature signature, int parameter) {
        Kind kind = signature.parameters()[parameter];
        if (signature.packed()) {
            code.loadObject(kind == Kind.REFERENCE ? 1 : 0);
            code.intConstant(parameter);
            code.op(kind == Kind.REFERENCE ? Opcodes.AALOAD : Opcodes.LALOAD);
            code.fromBits(kind);
            return;
        }
        int variable = 0;
        for (int i = 0; i < parameter; i++) {
            variable += signature.parameters()[i].words;
        }
        code.load(kind, variable);
    }

    /** The types of the parameters in frames, and {@code more}. */
    static Object[] frame(Signature signature, Object... more) {
        Kind[] parameters = signature.parameters();
        int own = signature.packed() ? 2 : parameters.length;
        Object[] frame = new Object[own + more.length];
        if (signature.packed()) {
            frame[0] = "[J";
            frame[1] = "[Ljava/lang/Object;";
        } else {
            for (int i = 0; i < own; i++) {
                frame[i] = parameters[i].frameType;
            }
        }
        System.arraycopy(more, 0, frame, own, more.length);
        return frame;
    }

    /** Returns the first result, which is on the stack, and ends the method. */
    static void returnFirst(CodeBuilder code, Signature signature) {
        writeReturn(code, signature);
        code.end();
    }

    /** Returns the first result, which is on the stack. */
    static void writeReturn(CodeBuilder code, Signature signature) {
        Kind[] results = signature.results();
        code.op(results.length == 0 ? Opcodes.RETURN : results[0].returnOpcode());
    }
}
