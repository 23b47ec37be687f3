package org.amphora.engine.compile;

import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** Writes one class. */
final class ClassBuilder {
    private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    private final String name;

    /** A public final class; {@code sourceFile} stands in stack traces. */
    ClassBuilder(String name, String superclass, String sourceFile) {
        this(name, superclass, sourceFile, Opcodes.ACC_FINAL);
    }

    private ClassBuilder(String name, String superclass, String sourceFile, int more) {
        this.name = name;
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER | more, name, null, superclass, null);
        writer.visitSource(sourceFile, null);
    }

    /** A public class for a defined type; if final, a cast to it compares one word. */
    static ClassBuilder ofType(String name, String superclass, boolean isFinal) {
        return new ClassBuilder(name, superclass, "type", isFinal ? Opcodes.ACC_FINAL : 0);
    }

    /** Of a class for a defined type: {@link org.amphora.api.Aggregate#type()}. */
    void typeMethod() {
        CodeBuilder code = method("type", "()Lorg/amphora/api/DefinedType;");
        Bootstraps.ownType(code);
        code.op(Opcodes.ARETURN);
        code.end();
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
