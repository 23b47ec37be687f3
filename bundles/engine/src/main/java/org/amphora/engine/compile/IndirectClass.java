package org.amphora.engine.compile;

import java.util.BitSet;
import org.amphora.api.DefinedType;
import org.amphora.binary.module.ModuleDefinition;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * The dispatcher of {@code call_indirect} and {@code call_ref} for one type: a switch over the functions of the module that have the type and
 * can be referred to, which HotSpot profiles and inlines, and a method handle for all others.
 */
final class IndirectClass {
    /** Calls what stands in a table. */
    static final String METHOD = "call";

    /** Calls what a reference points to. */
    static final String REFERENCE_METHOD = "callReference";

    private static final String PREFIX = Names.PACKAGE + "Indirect";
    private static final String DISPATCH = "dispatch";

    private final ModuleDefinition module;
    private final Names names;

    IndirectClass(ModuleDefinition module, Names names) {
        this.module = module;
        this.names = names;
    }

    static String className(int type) {
        return PREFIX + type;
    }

    static int typeOf(String className) {
        return Names.number(className, PREFIX);
    }

    byte[] generate(int typeIndex) {
        ClassBuilder target = new ClassBuilder(PREFIX + typeIndex, "java/lang/Object", names.sourceFile());
        DefinedType type = module.type(typeIndex);
        Signature signature = Signature.of(type.functionType());
        fromTable(target, typeIndex, signature);
        byReference(target, signature);
        // functions of a subtype are rare: they take the way of the handle
        BitSet candidates = new BitSet();
        for (int function :
                Names.members(module.declaredFunctions(), module.importedFunctionCount(), Integer.MAX_VALUE)) {
            if (module.functionDefinedType(function) == type) {
                candidates.set(function);
            }
        }
        int caseBytes = 12 + 4 * signature.parameters().length;
        int[] functions = Names.members(candidates, 0, Integer.MAX_VALUE);
        new DispatchTree(functions, DISPATCH, caseBytes, new Dispatch(target, signature)).write();
        return target.toByteArray();
    }

    /** Takes the function out of the table, with all checks. */
    private static void fromTable(ClassBuilder target, int typeIndex, Signature signature) {
        CodeBuilder code =
                target.staticMethod(METHOD, signature.descriptor("I", Names.TABLE_DESCRIPTOR, Names.GUEST_DESCRIPTOR));
        int index = signature.parameterWords();
        int table = index + 1;
        int guest = index + 2;
        code.loadObject(table);
        code.load(Kind.INT, index);
        Bootstraps.type(code, typeIndex);
        code.invokeVirtual(Names.TABLE, "callee", "(ILorg/amphora/api/DefinedType;)" + Names.FUNCTION_DESCRIPTOR);
        call(
                target,
                code,
                signature,
                guest,
                Arguments.frame(signature, Opcodes.INTEGER, Names.TABLE, Names.GUEST, Names.FUNCTION));
    }

    /** Takes a reference, of which is known that it is of the type, or null. */
    private static void byReference(ClassBuilder target, Signature signature) {
        CodeBuilder code = target.staticMethod(
                REFERENCE_METHOD, signature.descriptor(Kind.REFERENCE.descriptor, Names.GUEST_DESCRIPTOR));
        int reference = signature.parameterWords();
        code.loadObject(reference);
        code.invokeStatic(Names.SUPPORT, "callee", "(Ljava/lang/Object;)" + Names.FUNCTION_DESCRIPTOR);
        call(
                target,
                code,
                signature,
                reference + 1,
                Arguments.frame(signature, Kind.REFERENCE.frameType, Names.GUEST, Names.FUNCTION));
    }

    /** Finds out whose the function on the stack is, and calls it. */
    private static void call(ClassBuilder target, CodeBuilder code, Signature signature, int guest, Object[] frame) {
        int function = guest + 1;
        code.variable(Opcodes.ASTORE, function);
        Label elsewhere = new Label();
        code.loadObject(function);
        code.getField(Names.FUNCTION, "owner", Names.INSTANCE_DESCRIPTOR);
        code.loadObject(guest);
        code.jump(Opcodes.IF_ACMPNE, elsewhere);
        Arguments.load(code, signature);
        code.loadObject(function);
        code.loadObject(guest);
        code.invokeStatic(
                target.name(), DISPATCH, signature.descriptor(Names.FUNCTION_DESCRIPTOR, Names.GUEST_DESCRIPTOR));
        Arguments.writeReturn(code, signature);
        code.mark(elsewhere);
        code.frame(frame, frame.length);
        code.loadObject(function);
        ImportClass.callHandle(code, signature, guest);
        code.end();
    }

    /** A switch over the index of a function that stands behind the parameters, followed by the instance. */
    private final class Dispatch implements DispatchTree.Cases {
        private final ClassBuilder target;
        private final Signature signature;
        private final int function;
        private final Object[] frame;

        Dispatch(ClassBuilder target, Signature signature) {
            this.target = target;
            this.signature = signature;
            this.function = signature.parameterWords();
            this.frame = Arguments.frame(signature, Names.FUNCTION, Names.GUEST);
        }

        private String descriptor() {
            return signature.descriptor(Names.FUNCTION_DESCRIPTOR, Names.GUEST_DESCRIPTOR);
        }

        @Override
        public void key(CodeBuilder code) {
            code.loadObject(function);
            code.getField(Names.FUNCTION, "index", "I");
        }

        @Override
        public void descend(CodeBuilder code, String leaf) {
            Arguments.load(code, signature);
            code.loadObject(function);
            code.loadObject(function + 1);
            code.invokeStatic(target.name(), leaf, descriptor());
            Arguments.writeReturn(code, signature);
        }

        @Override
        public void handle(CodeBuilder code, int key) {
            Arguments.load(code, signature);
            code.loadObject(function + 1);
            code.invokeStatic(
                    names.functionClass(key), names.method(key), signature.descriptor(Names.GUEST_DESCRIPTOR));
            Arguments.writeReturn(code, signature);
        }

        @Override
        public void otherwise(CodeBuilder code) {
            code.loadObject(function);
            ImportClass.callHandle(code, signature, function + 1);
        }

        @Override
        public CodeBuilder method(String name) {
            return target.staticMethod(name, descriptor());
        }

        @Override
        public void frame(CodeBuilder code) {
            code.frame(frame, frame.length);
        }
    }
}
