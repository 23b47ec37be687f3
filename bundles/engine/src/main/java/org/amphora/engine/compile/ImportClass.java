package org.amphora.engine.compile;

import org.amphora.binary.module.ModuleDefinition;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * A trampoline for each imported function. Being a method of the module's own, it has a profile of its own: HotSpot sees
 * the one host function that the import is bound to and inlines it.
 */
final class ImportClass {
    private static final String PREFIX = Names.PACKAGE + "Import";
    private static final int CHUNK = 64;

    private final ModuleDefinition module;
    private final Names names;

    ImportClass(ModuleDefinition module, Names names) {
        this.module = module;
        this.names = names;
    }

    static String className(int function) {
        return PREFIX + function / CHUNK;
    }

    static String method(int function) {
        return "import" + function;
    }

    static int chunkOf(String className) {
        return Names.number(className, PREFIX);
    }

    byte[] generate(int chunk) {
        ClassBuilder target = new ClassBuilder(PREFIX + chunk, "java/lang/Object", names.sourceFile());
        int end = Math.min((chunk + 1) * CHUNK, module.importedFunctionCount());
        for (int function = chunk * CHUNK; function < end; function++) {
            Signature signature = Signature.of(module.functionType(function));
            trampoline(
                    target.staticMethod(method(function), signature.descriptor(Names.GUEST_DESCRIPTOR)),
                    function,
                    signature);
        }
        return target.toByteArray();
    }

    private static void trampoline(CodeBuilder code, int function, Signature signature) {
        int guest = signature.parameterWords();
        Object[] frame = Arguments.frame(signature, Names.GUEST);
        Label wasm = new Label();
        loadHost(code, function, guest);
        code.jump(Opcodes.IFNULL, wasm);
        new HostCall(code, signature, guest, guest + 1)
                .write(
                        new HostCall.Callee() {
                            @Override
                            public void load(CodeBuilder c) {
                                loadHost(c, function, guest);
                            }

                            @Override
                            public void failure(CodeBuilder c, int throwable) {
                                c.loadObject(guest);
                                c.intConstant(function);
                                c.loadObject(throwable);
                                c.invokeVirtual(
                                        Names.INSTANCE,
                                        "hostFailure",
                                        "(ILjava/lang/Throwable;)Ljava/lang/RuntimeException;");
                            }

                            @Override
                            public void reference(CodeBuilder c, int result, int variable) {
                                c.loadObject(guest);
                                c.intConstant(function);
                                c.intConstant(result);
                                c.load(Kind.LONG, variable);
                                c.invokeVirtual(Names.INSTANCE, "checkedReference", "(IIJ)Ljava/lang/Object;");
                            }
                        },
                        frame);
        code.mark(wasm);
        code.frame(frame, frame.length);
        code.loadObject(guest);
        code.getField(Names.INSTANCE, "importedFunctions", "[" + Names.FUNCTION_DESCRIPTOR);
        code.intConstant(function);
        code.op(Opcodes.AALOAD);
        callHandle(code, signature, guest);
        code.end();
    }

    private static void loadHost(CodeBuilder code, int function, int guest) {
        code.loadObject(guest);
        code.getField(Names.INSTANCE, "hostFunctions", "[Lorg/amphora/api/HostFunction;");
        code.intConstant(function);
        code.op(Opcodes.AALOAD);
    }

    /** Calls the function on the stack by its handle with the method's own parameters, and returns what it returns. */
    static void callHandle(CodeBuilder code, Signature signature, int guest) {
        code.invokeVirtual(Names.FUNCTION, "handle", "()Ljava/lang/invoke/MethodHandle;");
        Arguments.load(code, signature);
        code.loadObject(guest);
        code.invokeVirtual(
                "java/lang/invoke/MethodHandle", "invokeExact", signature.descriptor(Names.INSTANCE_DESCRIPTOR));
        Arguments.writeReturn(code, signature);
    }
}
