package org.amphora.engine.compile;

import org.objectweb.asm.Opcodes;

/** Instructions on references of all kinds. */
final class ReferenceCompiler {
    private final Emission emission;
    private final CodeBuilder code;

    ReferenceCompiler(Emission emission) {
        this.emission = emission;
        this.code = emission.code;
    }

    void nullReference() {
        code.op(Opcodes.ACONST_NULL);
        emission.produced(Kind.REFERENCE);
    }

    void function(int function) {
        emission.loadGuest();
        code.intConstant(function);
        code.invokeVirtual(Names.INSTANCE, "function", "(I)" + Names.FUNCTION_DESCRIPTOR);
        emission.produced(Kind.REFERENCE);
    }

    void asNonNull() {
        emission.need(1);
        code.invokeStatic(Names.SUPPORT, "nonNull", "(Ljava/lang/Object;)Ljava/lang/Object;");
    }
}
