package org.amphora.benchmarks.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** That the agent removes what it shall, and leaves a class that the JVM verifies. */
class UninterruptibleTest {
    private static final String NAME = "org/amphora/benchmarks/suite/Counting";

    @Test
    void aLoopAndAnEntryAskNoMore() throws Throwable {
        byte[] removed = Uninterruptible.without(counting());
        assertFalse(new String(removed, StandardCharsets.ISO_8859_1).contains("bootstrap"));
        Class<?> counting = MethodHandles.lookup().defineClass(removed);
        MethodType type = MethodType.methodType(int.class, int.class, Object.class);
        int sum =
                (int) MethodHandles.lookup().findStatic(counting, "count", type).invokeExact(10, (Object) null);
        assertEquals(10, sum);
    }

    /** The names by which the agent knows what it removes are those that the engine writes. */
    @Test
    void theEngineWritesWhatTheAgentLooksFor() throws IOException {
        for (String writer : new String[] {"ControlCompiler", "MethodCompiler"}) {
            assertContains("poll", classFile("org/amphora/engine/compile/" + writer + ".class"));
        }
        assertContains("interruption", classFile("org/amphora/engine/compile/Bootstraps.class"));
    }

    private static String classFile(String name) throws IOException {
        try (InputStream in = UninterruptibleTest.class.getClassLoader().getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static void assertContains(String word, String text) {
        assertEquals(word, text.contains(word) ? word : "no " + word);
    }

    /** Counts up, and asks at its entry and at each turn whether to go on, in the way of generated code. */
    private static byte[] counting() {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES | ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, NAME, null, "java/lang/Object", null);
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, "count", "(ILjava/lang/Object;)I", null, null);
        code.visitCode();
        Label begin = new Label();
        ask(code, begin);
        code.visitLabel(begin);
        code.visitInsn(Opcodes.ICONST_0);
        code.visitVarInsn(Opcodes.ISTORE, 2);
        Label loop = new Label();
        code.visitLabel(loop);
        code.visitIincInsn(2, 1);
        Label end = new Label();
        code.visitVarInsn(Opcodes.ILOAD, 2);
        code.visitVarInsn(Opcodes.ILOAD, 0);
        code.visitJumpInsn(Opcodes.IF_ICMPGE, end);
        ask(code, loop);
        code.visitJumpInsn(Opcodes.GOTO, loop);
        code.visitLabel(end);
        code.visitVarInsn(Opcodes.ILOAD, 2);
        code.visitInsn(Opcodes.IRETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static void ask(MethodVisitor code, Label usual) {
        Handle bootstrap = new Handle(Opcodes.H_INVOKESTATIC, NAME, "bootstrap", "()V", false);
        code.visitInvokeDynamicInsn("interruption", "()Z", bootstrap);
        code.visitJumpInsn(Opcodes.IFEQ, usual);
        code.visitVarInsn(Opcodes.ALOAD, 1);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/Object", "poll", "()V", false);
    }
}
