package org.amphora.engine.facade;

import org.amphora.api.Instance;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Writes how values of Java get into slots of a stack and out of them; see {@link org.amphora.api.ValueType}. */
final class SlotCode {
    static final String INSTANCE = Type.getInternalName(Instance.class);
    static final String INSTANCE_TYPE = Type.getDescriptor(Instance.class);

    private final MethodVisitor code;
    private final Runnable instance;

    /** {@code instance} writes what pushes the instance whose handles references become. */
    SlotCode(MethodVisitor code, Runnable instance) {
        this.code = code;
        this.instance = instance;
    }

    /** Pushes the slot for the value of {@code type} in variable {@code local}. */
    void toSlot(Type type, int local) {
        if (type.getSort() == Type.OBJECT) {
            instance.run();
        }
        code.visitVarInsn(type.getOpcode(Opcodes.ILOAD), local);
        switch (type.getSort()) {
            case Type.LONG -> {}
            case Type.INT -> code.visitInsn(Opcodes.I2L);
            case Type.FLOAT -> {
                code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Float", "floatToRawIntBits", "(F)I", false);
                code.visitInsn(Opcodes.I2L);
            }
            case Type.DOUBLE ->
                code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Double", "doubleToRawLongBits", "(D)J", false);
            default -> code.visitMethodInsn(Opcodes.INVOKEINTERFACE, INSTANCE, "handle", "(Ljava/lang/Object;)J", true);
        }
    }

    /** Pushes the value of {@code type} that is in slot {@code index} of the stack in variable {@code stack}. */
    void fromSlot(Type type, int stack, int index) {
        boolean reference = type.getSort() == Type.OBJECT;
        if (reference) {
            instance.run();
        }
        code.visitVarInsn(Opcodes.ALOAD, stack);
        code.visitLdcInsn(index);
        code.visitInsn(Opcodes.LALOAD);
        switch (type.getSort()) {
            case Type.LONG -> {}
            case Type.INT -> code.visitInsn(Opcodes.L2I);
            case Type.FLOAT -> {
                code.visitInsn(Opcodes.L2I);
                code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Float", "intBitsToFloat", "(I)F", false);
            }
            case Type.DOUBLE ->
                code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Double", "longBitsToDouble", "(J)D", false);
            default -> {
                code.visitMethodInsn(Opcodes.INVOKEINTERFACE, INSTANCE, "reference", "(J)Ljava/lang/Object;", true);
                code.visitTypeInsn(Opcodes.CHECKCAST, type.getInternalName());
            }
        }
    }
}
