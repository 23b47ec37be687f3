package org.amphora.benchmarks.suite;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * A Java agent that takes out of generated code what makes it interruptible: what that costs is seen by leaving it out. The
 * engine itself has no switch for it, since a guest that nobody can stop is of no use to anybody.
 */
public final class Uninterruptible implements ClassFileTransformer {
    private static final String QUESTION = "interruption";
    private static final String ANSWER = "poll";

    private Uninterruptible() {}

    /** Called by the JVM before the main class. */
    public static void premain(String arguments, Instrumentation instrumentation) {
        instrumentation.addTransformer(new Uninterruptible());
    }

    @Override
    public byte[] transform(
            ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] classFile) {
        if (loader == null || !loader.getClass().getName().startsWith("org.amphora.engine.compile.")) {
            return null;
        }
        return without(classFile);
    }

    /** The class without its questions whether it is to be interrupted. */
    static byte[] without(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(0);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        return new Remover(super.visitMethod(access, name, descriptor, signature, exceptions));
                    }
                },
                0);
        return writer.toByteArray();
    }

    /** Drops everything from the question to the call that looks for the answer; the jump between them among it. */
    private static final class Remover extends MethodVisitor {
        private boolean dropping;

        Remover(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            if (name.equals(QUESTION)) {
                dropping = true;
            } else {
                super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
            }
        }

        @Override
        public void visitJumpInsn(int opcode, Label label) {
            if (!dropping) {
                super.visitJumpInsn(opcode, label);
            }
        }

        @Override
        public void visitVarInsn(int opcode, int variable) {
            if (!dropping) {
                super.visitVarInsn(opcode, variable);
            }
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            if (dropping && name.equals(ANSWER)) {
                dropping = false;
            } else {
                super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
            }
        }
    }
}
