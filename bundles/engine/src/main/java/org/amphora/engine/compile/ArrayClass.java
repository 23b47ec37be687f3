package org.amphora.engine.compile;

import org.objectweb.asm.Opcodes;

/** The class of a type of arrays. It extends the class of the supertype, or else the base for its way of storage. */
final class ArrayClass {
    /** Makes an array of a Java array. */
    static final String MAKER = "of";

    /** Makes an array of defaults. */
    static final String FRESH = "ofLength";

    static final String FRESH_DESCRIPTOR = "(I)Ljava/lang/Object;";

    private final String name;
    private final String superclass;
    private final Storage storage;
    private final ClassBuilder target;

    ArrayClass(String name, String superclass, Storage storage, boolean isFinal) {
        this.name = name;
        this.superclass = superclass;
        this.storage = storage;
        this.target = ClassBuilder.ofType(name, superclass, isFinal);
    }

    static String makerDescriptor(Storage storage) {
        return "(" + storage.javaArray() + ")Ljava/lang/Object;";
    }

    private String constructorDescriptor() {
        return "(" + storage.javaArray() + ")V";
    }

    byte[] generate() {
        CodeBuilder constructor = target.method("<init>", constructorDescriptor());
        constructor.loadObject(0);
        constructor.loadObject(1);
        constructor.invokeSpecial(superclass, "<init>", constructorDescriptor());
        constructor.op(Opcodes.RETURN);
        constructor.end();
        CodeBuilder maker = target.staticMethod(MAKER, makerDescriptor(storage));
        maker.newObject(name);
        maker.op(Opcodes.DUP);
        maker.loadObject(0);
        returnNew(maker);
        fresh(target.staticMethod(FRESH, FRESH_DESCRIPTOR), 0);
        fresh(target.method("create", "(I)L" + Names.ARRAY + ";"), 1);
        target.typeMethod();
        return target.toByteArray();
    }

    private void fresh(CodeBuilder code, int length) {
        code.newObject(name);
        code.op(Opcodes.DUP);
        code.load(Kind.INT, length);
        code.invokeStatic(storage.arrayClass, "fresh", "(I)" + storage.javaArray());
        returnNew(code);
    }

    private void returnNew(CodeBuilder code) {
        code.invokeSpecial(name, "<init>", constructorDescriptor());
        code.op(Opcodes.ARETURN);
        code.end();
    }
}
