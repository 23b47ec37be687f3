package org.amphora.guests;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_SUPER;
import static org.objectweb.asm.Opcodes.ACONST_NULL;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ARETURN;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.ATHROW;
import static org.objectweb.asm.Opcodes.CHECKCAST;
import static org.objectweb.asm.Opcodes.GETFIELD;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKEINTERFACE;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.IRETURN;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.PUTFIELD;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.V17;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * Generates the class of a {@link Facade}: every method of the interface enters the guest, calls the same method of the
 * instance's own interface and leaves. A {@link java.lang.reflect.Proxy} would box each argument and dispatch by method
 * object on each call.
 *
 * <p>Default methods are passed on as well, so that the calls which one makes all reach the same instance.
 */
final class FacadeClass {
    private static final String FACADE = Type.getInternalName(Facade.class);
    private static final String FACADE_DESCRIPTOR = Type.getDescriptor(Facade.class);
    private static final String OBJECT = "java/lang/Object";
    private static final String THROWABLE = "java/lang/Throwable";
    private static final String SUFFIX = "$OfGuest";

    private final Class<?> type;
    private final String typeName;
    private final String className;
    private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
        @Override
        protected String getCommonSuperClass(String one, String other) {
            // no types meet in the code below but at the handlers, which use none of them
            return OBJECT;
        }
    };

    private FacadeClass(Class<?> type) {
        this.type = type;
        this.typeName = Type.getInternalName(type);
        // not in a package of java.*, which may not be added to
        this.className = "org/amphora/guests/facade/" + type.getSimpleName() + SUFFIX;
    }

    /** An object of {@code type}, which is an interface that an instance has accepted, that calls {@code facade}. */
    static Object instantiate(Class<?> type, Facade facade) {
        byte[] code = new FacadeClass(type).generate();
        try {
            return new Loader(type.getClassLoader())
                    .define(code)
                    .getConstructor(Facade.class)
                    .newInstance(facade);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new IllegalArgumentException(type.getName() + " cannot be implemented: " + e, e);
        }
    }

    private byte[] generate() {
        writer.visit(V17, ACC_PUBLIC | ACC_FINAL | ACC_SUPER, className, null, OBJECT, new String[] {typeName});
        writer.visitField(ACC_PRIVATE | ACC_FINAL, "facade", FACADE_DESCRIPTOR, null, null)
                .visitEnd();
        constructor();
        Set<String> done = new HashSet<>();
        for (Method method : type.getMethods()) {
            String signature = method.getName() + Type.getMethodDescriptor(method);
            if (!Modifier.isStatic(method.getModifiers()) && !isOfObject(method) && done.add(signature)) {
                pass(method);
            }
        }
        describe();
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static boolean isOfObject(Method method) {
        try {
            Object.class.getMethod(method.getName(), method.getParameterTypes());
            return true;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    private void constructor() {
        MethodVisitor code = writer.visitMethod(ACC_PUBLIC, "<init>", "(" + FACADE_DESCRIPTOR + ")V", null, null);
        code.visitCode();
        code.visitVarInsn(ALOAD, 0);
        code.visitMethodInsn(INVOKESPECIAL, OBJECT, "<init>", "()V", false);
        code.visitVarInsn(ALOAD, 0);
        code.visitVarInsn(ALOAD, 1);
        code.visitFieldInsn(PUTFIELD, className, "facade", FACADE_DESCRIPTOR);
        code.visitInsn(RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    /** {@code Object entered = facade.enter(); try { result = target.m(…); } catch … ; leave} */
    private void pass(Method method) {
        Type[] parameters = Type.getArgumentTypes(method);
        Type result = Type.getReturnType(method);
        int entered = 1;
        for (Type parameter : parameters) {
            entered += parameter.getSize();
        }
        MethodVisitor code =
                writer.visitMethod(ACC_PUBLIC, method.getName(), Type.getMethodDescriptor(method), null, null);
        Label begin = new Label();
        Label end = new Label();
        Label handler = new Label();
        code.visitCode();
        code.visitTryCatchBlock(begin, end, handler, THROWABLE);
        facade(code);
        code.visitMethodInsn(INVOKEVIRTUAL, FACADE, "enter", "()Ljava/lang/Object;", false);
        code.visitVarInsn(ASTORE, entered);
        code.visitLabel(begin);
        facade(code);
        code.visitVarInsn(ALOAD, entered);
        code.visitMethodInsn(INVOKEVIRTUAL, FACADE, "target", "(Ljava/lang/Object;)Ljava/lang/Object;", false);
        code.visitTypeInsn(CHECKCAST, typeName);
        int local = 1;
        for (Type parameter : parameters) {
            code.visitVarInsn(parameter.getOpcode(ILOAD), local);
            local += parameter.getSize();
        }
        code.visitMethodInsn(INVOKEINTERFACE, typeName, method.getName(), Type.getMethodDescriptor(method), true);
        if (result.getSize() > 0) {
            code.visitVarInsn(result.getOpcode(ISTORE), entered + 1);
        }
        code.visitLabel(end);
        leave(code, entered, -1);
        if (result.getSize() > 0) {
            code.visitVarInsn(result.getOpcode(ILOAD), entered + 1);
        }
        code.visitInsn(result.getOpcode(IRETURN));
        code.visitLabel(handler);
        code.visitVarInsn(ASTORE, entered + 1);
        leave(code, entered, entered + 1);
        code.visitVarInsn(ALOAD, entered + 1);
        code.visitInsn(ATHROW);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private void leave(MethodVisitor code, int entered, int failure) {
        facade(code);
        code.visitVarInsn(ALOAD, entered);
        if (failure < 0) {
            code.visitInsn(ACONST_NULL);
        } else {
            code.visitVarInsn(ALOAD, failure);
        }
        code.visitMethodInsn(INVOKEVIRTUAL, FACADE, "leave", "(Ljava/lang/Object;Ljava/lang/Throwable;)V", false);
    }

    private void describe() {
        MethodVisitor code = writer.visitMethod(ACC_PUBLIC, "toString", "()Ljava/lang/String;", null, null);
        code.visitCode();
        facade(code);
        code.visitMethodInsn(INVOKEVIRTUAL, FACADE, "toString", "()Ljava/lang/String;", false);
        code.visitInsn(ARETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private void facade(MethodVisitor code) {
        code.visitVarInsn(ALOAD, 0);
        code.visitFieldInsn(GETFIELD, className, "facade", FACADE_DESCRIPTOR);
    }

    /** Sees what the interface's own loader sees, and the one class of this bundle that the generated code names. */
    private static final class Loader extends ClassLoader {
        Loader(ClassLoader parent) {
            super(parent == null ? ClassLoader.getPlatformClassLoader() : parent);
        }

        Class<?> define(byte[] code) {
            return defineClass(null, code, 0, code.length);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.equals(Facade.class.getName())) {
                return Facade.class;
            }
            throw new ClassNotFoundException(name);
        }
    }
}
