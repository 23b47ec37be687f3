package org.amphora.engine.compile;

import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** Writes one class. */
final class ClassBuilder {
    private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    private final String name;

    /** A public final class; {@code sourceFile} stands in stack traces. */
    ClassBuilder(String name, String superclass, String sourceFile) {
        this.name = name;
        writer.visit(
                Opcodes.V17, Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, name, null, superclass, null);
        writer.visitSource(sourceFile, null);
    }

    String name() {
        return name;
    }

    void field(String fieldName, String descriptor) {
        writer.visitField(Opcodes.ACC_PUBLIC, fieldName, descriptor, null, null).visitEnd();
    }

    /** A public static method. */
    CodeBuilder staticMethod(String methodName, String descriptor) {
        return new CodeBuilder(
                writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, methodName, descriptor, null, null));
    }

    /** A public method or constructor. */
    CodeBuilder method(String methodName, String descriptor) {
        return new CodeBuilder(writer.visitMethod(Opcodes.ACC_PUBLIC, methodName, descriptor, null, null));
    }

    byte[] toByteArray() {
        writer.visitEnd();
        return writer.toByteArray();
    }
}
