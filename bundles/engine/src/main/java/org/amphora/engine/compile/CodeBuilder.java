package org.amphora.engine.compile;

import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Writes the code of one method. It counts the bytes, as an upper bound, while it goes; built without a visitor it only
 * counts, which is how large functions are measured before they are split.
 */
final class CodeBuilder {
    private static final int WIDE_FROM = 256;

    private final MethodVisitor visitor;
    private final Label begin = new Label();
    private int size;
    private int inlined;
    private int frameOffset = -1;
    private int usedVariables;
    private int describedVariables;

    /** {@code visitor} may be null: then nothing is written, only counted. */
    CodeBuilder(MethodVisitor visitor) {
        this.visitor = visitor;
        if (visitor != null) {
            visitor.visitCode();
            visitor.visitLabel(begin);
        }
    }

    /** Bytes so far; an upper bound, until the method has ended. */
    int size() {
        return size;
    }

    /** The same with what C2 inlines of the runtime: beyond 8,000 bytes in all, it inlines no more. */
    int cost() {
        return size + inlined;
    }

    boolean measuring() {
        return visitor == null;
    }

    void op(int opcode) {
        size++;
        if (visitor != null) {
            visitor.visitInsn(opcode);
        }
    }

    void load(Kind kind, int variable) {
        variable(kind.loadOpcode(), variable);
    }

    void store(Kind kind, int variable) {
        variable(kind.storeOpcode(), variable);
    }

    /** A load or store of a local variable. */
    void variable(int opcode, int variable) {
        size += variable < 4 ? 1 : variable < WIDE_FROM ? 2 : 4;
        usedVariables = Math.max(usedVariables, variable + (isWide(opcode) ? 2 : 1));
        if (visitor != null) {
            visitor.visitVarInsn(opcode, variable);
        }
    }

    void loadObject(int variable) {
        variable(Opcodes.ALOAD, variable);
    }

    void intConstant(int value) {
        if (value >= -1 && value <= 5) {
            op(Opcodes.ICONST_0 + value);
        } else if (value == (byte) value) {
            intOperand(Opcodes.BIPUSH, value, 2);
        } else if (value == (short) value) {
            intOperand(Opcodes.SIPUSH, value, 3);
        } else {
            constant(value, 3);
        }
    }

    private void intOperand(int opcode, int value, int bytes) {
        size += bytes;
        if (visitor != null) {
            visitor.visitIntInsn(opcode, value);
        }
    }

    void longConstant(long value) {
        if (value == 0 || value == 1) {
            op(value == 0 ? Opcodes.LCONST_0 : Opcodes.LCONST_1);
        } else if (value == (short) value) {
            intConstant((int) value);
            op(Opcodes.I2L);
        } else {
            constant(value, 3);
        }
    }

    /** A float by its bits: NaNs are made at run time, a constant pool need not keep their payloads. */
    void floatConstant(int bits) {
        float value = Float.intBitsToFloat(bits);
        if (Float.isNaN(value)) {
            intConstant(bits);
            invokeStatic("java/lang/Float", "intBitsToFloat", "(I)F");
        } else if (bits == 0) {
            op(Opcodes.FCONST_0);
        } else {
            constant(value, 3);
        }
    }

    /** A double by its bits, as {@link #floatConstant}. */
    void doubleConstant(long bits) {
        double value = Double.longBitsToDouble(bits);
        if (Double.isNaN(value)) {
            longConstant(bits);
            invokeStatic("java/lang/Double", "longBitsToDouble", "(J)D");
        } else if (bits == 0) {
            op(Opcodes.DCONST_0);
        } else {
            constant(value, 3);
        }
    }

    private void constant(Object value, int bytes) {
        size += bytes;
        if (visitor != null) {
            visitor.visitLdcInsn(value);
        }
    }

    /** Pushes zero or null. */
    void zero(Kind kind) {
        switch (kind) {
            case INT -> op(Opcodes.ICONST_0);
            case LONG, HIGH -> op(Opcodes.LCONST_0);
            case FLOAT, LAST_FLOAT -> op(Opcodes.FCONST_0);
            case DOUBLE -> op(Opcodes.DCONST_0);
            case REFERENCE -> op(Opcodes.ACONST_NULL);
        }
    }

    void pop(Kind kind) {
        op(kind.words == 2 ? Opcodes.POP2 : Opcodes.POP);
    }

    /** Swaps two values of {@code kind}. */
    void swap(Kind kind) {
        if (kind.words == 2) {
            op(Opcodes.DUP2_X2);
            op(Opcodes.POP2);
        } else {
            op(Opcodes.SWAP);
        }
    }

    /** Puts an object that is on top of a value of {@code kind} below it. */
    void swapBelow(Kind kind) {
        if (kind.words == 2) {
            op(Opcodes.DUP_X2);
            op(Opcodes.POP);
        } else {
            op(Opcodes.SWAP);
        }
    }

    /** Puts an object that is below a value of {@code kind} on top of it. */
    void swapAbove(Kind kind) {
        if (kind.words == 2) {
            op(Opcodes.DUP2_X1);
            op(Opcodes.POP2);
        } else {
            op(Opcodes.SWAP);
        }
    }

    void jump(int opcode, Label target) {
        size += 3;
        if (visitor != null) {
            visitor.visitJumpInsn(opcode, target);
        }
    }

    void goTo(Label target) {
        jump(Opcodes.GOTO, target);
    }

    /** Binds {@code label} here. */
    void mark(Label label) {
        if (visitor != null) {
            visitor.visitLabel(label);
        }
    }

    /** Describes local variables and stack at a label; a second description at one place is passed over. */
    void frame(Object[] locals, int localCount, Object... stack) {
        if (visitor != null) {
            Label here = new Label();
            visitor.visitLabel(here);
            if (here.getOffset() != frameOffset) {
                frameOffset = here.getOffset();
                int described = localCount;
                while (described > 0 && locals[described - 1] == Opcodes.TOP) {
                    described--;
                }
                describedVariables = Math.max(describedVariables, variables(locals, described));
                visitor.visitFrame(Opcodes.F_NEW, described, locals, stack.length, stack);
            }
        }
    }

    private static boolean isWide(int opcode) {
        return switch (opcode) {
            case Opcodes.LLOAD, Opcodes.LSTORE, Opcodes.DLOAD, Opcodes.DSTORE -> true;
            default -> false;
        };
    }

    private static int variables(Object[] locals, int count) {
        int variables = count;
        for (int i = 0; i < count; i++) {
            if (locals[i] == Opcodes.LONG || locals[i] == Opcodes.DOUBLE) {
                variables++;
            }
        }
        return variables;
    }

    void tableSwitch(int min, Label[] targets, Label otherwise) {
        size += 16 + 4 * targets.length;
        if (visitor != null) {
            visitor.visitTableSwitchInsn(min, min + targets.length - 1, otherwise, targets);
        }
    }

    void lookupSwitch(int[] keys, Label[] targets, Label otherwise) {
        size += 12 + 8 * keys.length;
        if (visitor != null) {
            visitor.visitLookupSwitchInsn(otherwise, keys, targets);
        }
    }

    void getField(String owner, String name, String descriptor) {
        field(Opcodes.GETFIELD, owner, name, descriptor);
    }

    void putField(String owner, String name, String descriptor) {
        field(Opcodes.PUTFIELD, owner, name, descriptor);
    }

    private void field(int opcode, String owner, String name, String descriptor) {
        size += 3;
        if (visitor != null) {
            visitor.visitFieldInsn(opcode, owner, name, descriptor);
        }
    }

    void invokeStatic(String owner, String name, String descriptor) {
        inlined += Names.inlinedBytes(owner);
        invoke(Opcodes.INVOKESTATIC, owner, name, descriptor);
    }

    void invokeVirtual(String owner, String name, String descriptor) {
        invoke(Opcodes.INVOKEVIRTUAL, owner, name, descriptor);
    }

    void invokeSpecial(String owner, String name, String descriptor) {
        invoke(Opcodes.INVOKESPECIAL, owner, name, descriptor);
    }

    void invokeInterface(String owner, String name, String descriptor) {
        size += 2;
        invoke(Opcodes.INVOKEINTERFACE, owner, name, descriptor);
    }

    private void invoke(int opcode, String owner, String name, String descriptor) {
        size += 3;
        if (visitor != null) {
            visitor.visitMethodInsn(opcode, owner, name, descriptor, opcode == Opcodes.INVOKEINTERFACE);
        }
    }

    void invokeDynamic(String name, String descriptor, Handle bootstrap, Object... arguments) {
        size += 5;
        if (visitor != null) {
            visitor.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
        }
    }

    void dynamicConstant(String name, String descriptor, Handle bootstrap, Object... arguments) {
        size += 3;
        if (visitor != null) {
            visitor.visitLdcInsn(new ConstantDynamic(name, descriptor, bootstrap, arguments));
        }
    }

    void newObject(String type) {
        type(Opcodes.NEW, type);
    }

    void instanceOf(String type) {
        type(Opcodes.INSTANCEOF, type);
    }

    void checkCast(String type) {
        type(Opcodes.CHECKCAST, type);
    }

    void newArray(int type) {
        intOperand(Opcodes.NEWARRAY, type, 2);
    }

    void newObjectArray() {
        type(Opcodes.ANEWARRAY, "java/lang/Object");
    }

    private void type(int opcode, String type) {
        size += 3;
        if (visitor != null) {
            visitor.visitTypeInsn(opcode, type);
        }
    }

    void tryCatch(Label from, Label to, Label handler, String type) {
        if (visitor != null) {
            visitor.visitTryCatchBlock(from, to, handler, type);
        }
    }

    /** Ends the method. */
    void end() {
        if (visitor != null) {
            Label end = new Label();
            visitor.visitLabel(end);
            reserveDescribedVariables();
            visitor.visitMaxs(0, 0);
            visitor.visitEnd();
            size = end.getOffset();
        }
    }

    /**
     * The writer counts the variables of a method from its instructions. Where code is that nothing leads to, a frame may
     * describe more: a name for the last one, valid nowhere, is counted too.
     */
    private void reserveDescribedVariables() {
        if (describedVariables > usedVariables) {
            visitor.visitLocalVariable("described", "I", null, begin, begin, describedVariables - 1);
        }
    }

    /** Pushes the long bits of the value on top, in its place. */
    void toBits(Kind kind) {
        switch (kind) {
            case INT -> {
                op(Opcodes.I2L);
                longConstant(0xFFFF_FFFFL);
                op(Opcodes.LAND);
            }
            case FLOAT, LAST_FLOAT -> {
                invokeStatic("java/lang/Float", "floatToRawIntBits", "(F)I");
                toBits(Kind.INT);
            }
            case DOUBLE -> invokeStatic("java/lang/Double", "doubleToRawLongBits", "(D)J");
            default -> {}
        }
    }

    /** The reverse of {@link #toBits}; upper bits of an int or float are ignored. */
    void fromBits(Kind kind) {
        switch (kind) {
            case INT -> op(Opcodes.L2I);
            case FLOAT, LAST_FLOAT -> {
                op(Opcodes.L2I);
                invokeStatic("java/lang/Float", "intBitsToFloat", "(I)F");
            }
            case DOUBLE -> invokeStatic("java/lang/Double", "longBitsToDouble", "(J)D");
            default -> {}
        }
    }
}
