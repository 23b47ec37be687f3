package org.amphora.engine.compile;

import java.util.List;
import java.util.stream.IntStream;
import org.amphora.binary.type.FieldType;
import org.amphora.binary.type.StructType;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * The class of a type of structures. It extends the class of the supertype, whose fields come first, so it declares only
 * those that are new.
 */
final class StructClass {
    /** Makes a structure of the values of its fields, see {@link #hasMaker}. */
    static final String MAKER = "make";

    /** Makes a structure of defaults. */
    static final String FRESH = "fresh";

    static final String FRESH_DESCRIPTOR = "()Ljava/lang/Object;";

    /** More words of fields are stored one by one: C2 refuses to call methods with some forty. */
    private static final int MAX_MAKER_WORDS = 28;

    private static final String ASSIGN = "assign";

    private final String name;
    private final String superclass;
    private final List<FieldType> fields;
    private final int inherited;
    private final ClassBuilder target;

    /** The class {@code name}; {@code inherited} fields are those of {@code superclass}. */
    StructClass(String name, String superclass, StructType type, int inherited, boolean isFinal) {
        this.name = name;
        this.superclass = superclass;
        this.fields = type.fields();
        this.inherited = inherited;
        this.target = ClassBuilder.ofType(name, superclass, isFinal);
    }

    /** The Java field of field {@code index}, or of its lower half. */
    static String field(int index) {
        return "f" + index;
    }

    /** The Java field of the upper half of a vector. */
    static String highField(int index) {
        return "h" + index;
    }

    static Kind[] kinds(StructType type) {
        return Signature.kinds(type.fields().stream().map(FieldType::value).toList());
    }

    /** Whether there is a method that takes all fields. */
    static boolean hasMaker(StructType type) {
        int words = 0;
        for (Kind kind : kinds(type)) {
            words += kind.words;
        }
        return words <= MAX_MAKER_WORDS;
    }

    static String makerDescriptor(StructType type) {
        StringBuilder text = new StringBuilder("(");
        for (Kind kind : kinds(type)) {
            text.append(kind.descriptor);
        }
        return text.append(")Ljava/lang/Object;").toString();
    }

    /** Writes a new structure of class {@code name} to the stack. */
    static void writeNew(CodeBuilder code, String name) {
        code.newObject(name);
        code.op(Opcodes.DUP);
        code.invokeSpecial(name, "<init>", "()V");
    }

    byte[] generate(StructType type) {
        for (int i = inherited; i < fields.size(); i++) {
            Storage storage = Storage.of(fields.get(i));
            target.field(field(i), storage.descriptor);
            if (storage.vector()) {
                target.field(highField(i), storage.descriptor);
            }
        }
        CodeBuilder constructor = target.method("<init>", "()V");
        constructor.loadObject(0);
        constructor.invokeSpecial(superclass, "<init>", "()V");
        constructor.op(Opcodes.RETURN);
        constructor.end();
        returnNew(target.staticMethod(FRESH, FRESH_DESCRIPTOR));
        returnNew(target.method("create", "()L" + Names.STRUCT + ";"));
        if (hasMaker(type)) {
            maker(type);
        }
        target.typeMethod();
        set();
        return target.toByteArray();
    }

    private void returnNew(CodeBuilder code) {
        writeNew(code, name);
        code.op(Opcodes.ARETURN);
        code.end();
    }

    private void maker(StructType type) {
        CodeBuilder code = target.staticMethod(MAKER, makerDescriptor(type));
        int variable = 0;
        writeNew(code, name);
        for (int i = 0; i < fields.size(); i++) {
            Storage storage = Storage.of(fields.get(i));
            code.op(Opcodes.DUP);
            code.load(storage.kind, variable);
            storage.narrow(code);
            code.putField(name, field(i), storage.descriptor);
            variable += storage.kind.words;
            if (storage.vector()) {
                code.op(Opcodes.DUP);
                code.load(Kind.HIGH, variable);
                code.putField(name, highField(i), storage.descriptor);
                variable += Kind.HIGH.words;
            }
        }
        code.op(Opcodes.ARETURN);
        code.end();
    }

    /** A field of the supertype is its class's affair; the others are a switch. */
    private void set() {
        CodeBuilder code = target.method("set", "(ILjava/lang/Object;)V");
        Object[] frame = {name, Opcodes.INTEGER, "java/lang/Object"};
        if (inherited > 0) {
            Label own = new Label();
            code.load(Kind.INT, 1);
            code.intConstant(inherited);
            code.jump(Opcodes.IF_ICMPGE, own);
            code.loadObject(0);
            code.load(Kind.INT, 1);
            code.loadObject(2);
            code.invokeSpecial(superclass, "set", "(ILjava/lang/Object;)V");
            code.op(Opcodes.RETURN);
            code.mark(own);
            code.frame(frame, frame.length);
        }
        Assign assign = new Assign(frame);
        assign.descend(code, ASSIGN);
        code.end();
        int[] own = IntStream.range(inherited, fields.size()).toArray();
        new DispatchTree(own, ASSIGN, 20, assign).write();
    }

    /** Static methods: those of a subclass are not to override them. */
    private final class Assign implements DispatchTree.Cases {
        private final String descriptor = "(L" + name + ";ILjava/lang/Object;)V";
        private final Object[] frame;

        Assign(Object[] frame) {
            this.frame = frame;
        }

        @Override
        public void key(CodeBuilder code) {
            code.load(Kind.INT, 1);
        }

        @Override
        public void descend(CodeBuilder code, String leaf) {
            code.loadObject(0);
            code.load(Kind.INT, 1);
            code.loadObject(2);
            code.invokeStatic(name, leaf, descriptor);
            code.op(Opcodes.RETURN);
        }

        @Override
        public void handle(CodeBuilder code, int key) {
            Storage storage = Storage.of(fields.get(key));
            if (storage.vector()) {
                half(code, field(key), "low");
                half(code, highField(key), "high");
            } else {
                code.loadObject(0);
                code.loadObject(2);
                storage.unbox(code);
                storage.narrow(code);
                code.putField(name, field(key), storage.descriptor);
            }
            code.op(Opcodes.RETURN);
        }

        private void half(CodeBuilder code, String field, String half) {
            code.loadObject(0);
            code.loadObject(2);
            code.invokeStatic(Names.VALUES, half, "(Ljava/lang/Object;)J");
            code.putField(name, field, "J");
        }

        @Override
        public void otherwise(CodeBuilder code) {
            code.newObject("java/lang/IndexOutOfBoundsException");
            code.op(Opcodes.DUP);
            code.load(Kind.INT, 1);
            code.invokeSpecial("java/lang/IndexOutOfBoundsException", "<init>", "(I)V");
            code.op(Opcodes.ATHROW);
        }

        @Override
        public CodeBuilder method(String method) {
            return target.staticMethod(method, descriptor);
        }

        @Override
        public void frame(CodeBuilder code) {
            code.frame(frame, frame.length);
        }
    }
}
