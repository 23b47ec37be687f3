package org.amphora.engine.facade;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.amphora.api.HostFunction;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Writes a {@link HostFunction} that calls a method of an object. Each method has a class of its own, so that HotSpot
 * inlines it where guests call it. Stateless.
 */
final class HostMethodGenerator {
    private static final String CALL = "(" + SlotCode.INSTANCE_TYPE + "[J)V";
    private static final int CALLER = 1;
    private static final int STACK = 2;
    private static final int RESULT = 3;

    private final String host;
    private final boolean isInterface;
    private final String name;
    private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);

    private HostMethodGenerator(Class<?> host, String name) {
        this.host = Type.getInternalName(host);
        this.isInterface = host.isInterface();
        this.name = name;
    }

    /**
     * The constructor of the class for {@code method}, of type {@code (Object)HostFunction}: it takes the object.
     *
     * @param number tells classes of one host apart
     */
    static MethodHandle generate(FacadeLoader loader, Class<?> host, HostMethod method, int number) {
        String className = "amphora." + host.getName() + "Function" + number;
        HostMethodGenerator generator = new HostMethodGenerator(host, className.replace('.', '/'));
        Class<?> function = loader.define(className, generator.write(method));
        try {
            return MethodHandles.publicLookup()
                    .findConstructor(function, MethodType.methodType(void.class, host))
                    .asType(MethodType.methodType(HostFunction.class, Object.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a generated class is not as it was generated", e);
        }
    }

    private byte[] write(HostMethod method) {
        writer.visit(
                Opcodes.V17,
                Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
                name,
                null,
                "java/lang/Object",
                new String[] {Type.getInternalName(HostFunction.class)});
        String type = "L" + host + ";";
        writer.visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL, "host", type, null, null);
        MethodVisitor constructor = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "(" + type + ")V", null, null);
        constructor.visitCode();
        constructor.visitVarInsn(Opcodes.ALOAD, 0);
        constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        constructor.visitVarInsn(Opcodes.ALOAD, 0);
        constructor.visitVarInsn(Opcodes.ALOAD, 1);
        constructor.visitFieldInsn(Opcodes.PUTFIELD, name, "host", type);
        constructor.visitInsn(Opcodes.RETURN);
        constructor.visitMaxs(0, 0);
        constructor.visitEnd();
        writeCall(method, type);
        writer.visitEnd();
        return writer.toByteArray();
    }

    private void writeCall(HostMethod hostMethod, String type) {
        Method method = hostMethod.method();
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC, "call", CALL, null, null);
        SlotCode slots = new SlotCode(code, () -> code.visitVarInsn(Opcodes.ALOAD, CALLER));
        boolean isStatic = Modifier.isStatic(method.getModifiers());
        code.visitCode();
        if (!isStatic) {
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitFieldInsn(Opcodes.GETFIELD, name, "host", type);
        }
        int first = 0;
        if (hostMethod.takesCaller()) {
            code.visitVarInsn(Opcodes.ALOAD, CALLER);
            first = 1;
        }
        Type[] parameters = Type.getArgumentTypes(method);
        for (int i = first; i < parameters.length; i++) {
            slots.fromSlot(parameters[i], STACK, i - first);
        }
        code.visitMethodInsn(
                isStatic ? Opcodes.INVOKESTATIC : isInterface ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL,
                host,
                method.getName(),
                Type.getMethodDescriptor(method),
                isInterface);
        Type result = Type.getReturnType(method);
        if (result.getSort() != Type.VOID) {
            code.visitVarInsn(result.getOpcode(Opcodes.ISTORE), RESULT);
            code.visitVarInsn(Opcodes.ALOAD, STACK);
            code.visitInsn(Opcodes.ICONST_0);
            slots.toSlot(result, RESULT);
            code.visitInsn(Opcodes.LASTORE);
        }
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }
}
