package org.amphora.engine.facade;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.List;
import org.amphora.api.Function;
import org.amphora.api.Instance;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Writes a class that implements an interface by calls of {@link Function#callWithStack}. Stateless. */
final class FacadeGenerator {
    private static final String FUNCTION = Type.getInternalName(Function.class);
    private static final String FUNCTION_TYPE = Type.getDescriptor(Function.class);
    private static final String CONSTRUCTOR =
            Type.getMethodDescriptor(Type.VOID_TYPE, Type.getType(Instance.class), Type.getType(Function[].class));

    private final String name;
    private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);

    private FacadeGenerator(String name) {
        this.name = name;
    }

    static FacadeClass generate(Class<?> type, List<FacadeMethod> methods) {
        FacadeLoader loader = new FacadeLoader(type);
        // a prefix, because nobody may define classes in java.util.function
        String className = "amphora." + type.getName() + "Facade";
        FacadeGenerator generator = new FacadeGenerator(className.replace('.', '/'));
        Class<?> facade = loader.define(className, generator.write(type, methods));
        try {
            MethodHandle constructor = MethodHandles.publicLookup()
                    .findConstructor(facade, MethodType.methodType(void.class, Instance.class, Function[].class));
            FacadeClass made = new FacadeClass(
                    constructor.asType(MethodType.methodType(Object.class, Instance.class, Function[].class)), methods);
            // facades keep their class, which keeps this: it stays cached as long as a facade lives
            facade.getField("origin").set(null, made);
            return made;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a generated class is not as it was generated", e);
        }
    }

    private byte[] write(Class<?> type, List<FacadeMethod> methods) {
        writer.visit(
                Opcodes.V17,
                Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
                name,
                null,
                "java/lang/Object",
                new String[] {Type.getInternalName(type)});
        writer.visitField(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "origin", "Ljava/lang/Object;", null, null);
        writer.visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL, "instance", SlotCode.INSTANCE_TYPE, null, null);
        for (int i = 0; i < methods.size(); i++) {
            writer.visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL, "f" + i, FUNCTION_TYPE, null, null);
        }
        writeConstructor(methods.size());
        for (int i = 0; i < methods.size(); i++) {
            writeMethod(methods.get(i), "f" + i);
        }
        writer.visitEnd();
        return writer.toByteArray();
    }

    private void writeConstructor(int functions) {
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", CONSTRUCTOR, null, null);
        code.visitCode();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitVarInsn(Opcodes.ALOAD, 1);
        code.visitFieldInsn(Opcodes.PUTFIELD, name, "instance", SlotCode.INSTANCE_TYPE);
        for (int i = 0; i < functions; i++) {
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitVarInsn(Opcodes.ALOAD, 2);
            code.visitLdcInsn(i);
            code.visitInsn(Opcodes.AALOAD);
            code.visitFieldInsn(Opcodes.PUTFIELD, name, "f" + i, FUNCTION_TYPE);
        }
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private void writeMethod(FacadeMethod facadeMethod, String function) {
        Method method = facadeMethod.method();
        MethodVisitor code =
                writer.visitMethod(Opcodes.ACC_PUBLIC, method.getName(), Type.getMethodDescriptor(method), null, null);
        code.visitCode();
        SlotCode slots = new SlotCode(code, () -> writeInstance(code));
        Type[] parameters = Type.getArgumentTypes(method);
        int stack = 1;
        for (Type parameter : parameters) {
            stack += parameter.getSize();
        }
        code.visitLdcInsn(facadeMethod.type().stackSlots());
        code.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_LONG);
        code.visitVarInsn(Opcodes.ASTORE, stack);
        int local = 1;
        for (int i = 0; i < parameters.length; i++) {
            code.visitVarInsn(Opcodes.ALOAD, stack);
            code.visitLdcInsn(i);
            slots.toSlot(parameters[i], local);
            code.visitInsn(Opcodes.LASTORE);
            local += parameters[i].getSize();
        }
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitFieldInsn(Opcodes.GETFIELD, name, function, FUNCTION_TYPE);
        code.visitVarInsn(Opcodes.ALOAD, stack);
        code.visitMethodInsn(Opcodes.INVOKEINTERFACE, FUNCTION, "callWithStack", "([J)V", true);
        Type result = Type.getReturnType(method);
        if (result.getSort() != Type.VOID) {
            slots.fromSlot(result, stack, 0);
        }
        code.visitInsn(result.getOpcode(Opcodes.IRETURN));
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private void writeInstance(MethodVisitor code) {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitFieldInsn(Opcodes.GETFIELD, name, "instance", SlotCode.INSTANCE_TYPE);
    }
}
