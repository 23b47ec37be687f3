package org.amphora.engine.compile;

import java.util.BitSet;
import org.amphora.binary.module.ModuleDefinition;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * Ways into a module from outside of it, for the functions that can be reached from there: a raw entry, which moves
 * parameters and results between a stack and the JVM's, and a handle method, which other instances call. A class serves
 * the functions of a block of indices.
 */
final class EntryClass {
    private static final String PREFIX = Names.PACKAGE + "Entry";

    /** Functions of a block, as a power of two. */
    private static final int BLOCK_SHIFT = 9;

    private static final String DISPATCH = "dispatch";
    private static final String DISPATCH_DESCRIPTOR = IndexDispatch.descriptor("[J");
    private static final String RAW_DESCRIPTOR = "([J" + Names.GUEST_DESCRIPTOR + ")V";

    private final ModuleDefinition module;
    private final Names names;
    private final boolean countsFuel;

    EntryClass(ModuleDefinition module, Names names, boolean countsFuel) {
        this.module = module;
        this.names = names;
        this.countsFuel = countsFuel;
    }

    /** The class of a function's entries. */
    static String className(int function) {
        return PREFIX + (function >> BLOCK_SHIFT);
    }

    static String handleMethod(int function) {
        return "handle" + function;
    }

    /** Further parameters of a handle method. */
    static String[] handleParameters() {
        return new String[] {Names.INSTANCE_DESCRIPTOR, Names.INSTANCE_DESCRIPTOR};
    }

    private static String rawMethod(int function) {
        return "raw" + function;
    }

    static int blockOf(String className) {
        return Names.number(className, PREFIX);
    }

    /** The functions of a block that the module defines and that can be reached from outside. */
    private int[] functions(int from, int to) {
        return Names.members(module.declaredFunctions(), Math.max(from, module.importedFunctionCount()), to);
    }

    byte[] generate(int block) {
        ClassBuilder target = new ClassBuilder(PREFIX + block, "java/lang/Object", names.sourceFile());
        int[] functions = functions(block << BLOCK_SHIFT, (block + 1) << BLOCK_SHIFT);
        for (int function : functions) {
            Signature signature = Signature.of(module.functionType(function));
            raw(target.staticMethod(rawMethod(function), RAW_DESCRIPTOR), function, signature);
            handle(
                    target.staticMethod(handleMethod(function), signature.descriptor(handleParameters())),
                    function,
                    signature);
        }
        new DispatchTree(functions, DISPATCH, 16, new IndexDispatch(target, "[J", "[J") {
                    @Override
                    public void handle(CodeBuilder code, int key) {
                        code.loadObject(1);
                        code.loadObject(2);
                        code.invokeStatic(target.name(), rawMethod(key), RAW_DESCRIPTOR);
                        code.op(Opcodes.RETURN);
                    }
                })
                .write();
        return target.toByteArray();
    }

    /** Writes {@code ModuleInstance.invoke} into the instance's class: it finds the class of the function's block. */
    void invokeMethod(ClassBuilder target) {
        CodeBuilder code = target.method("invoke", "(I[J)V");
        code.load(Kind.INT, 1);
        code.loadObject(2);
        code.loadObject(0);
        code.invokeStatic(target.name(), DISPATCH, DISPATCH_DESCRIPTOR);
        code.op(Opcodes.RETURN);
        code.end();
        BitSet blocks = new BitSet();
        for (int function : functions(0, Integer.MAX_VALUE)) {
            blocks.set(function >> BLOCK_SHIFT);
        }
        new DispatchTree(
                        Names.members(blocks, 0, Integer.MAX_VALUE),
                        DISPATCH,
                        16,
                        new IndexDispatch(target, "[J", "[J") {
                            @Override
                            public void key(CodeBuilder code1) {
                                super.key(code1);
                                code1.intConstant(BLOCK_SHIFT);
                                code1.op(Opcodes.ISHR);
                            }

                            @Override
                            public void handle(CodeBuilder code1, int key) {
                                goOn(code1, PREFIX + key, DISPATCH);
                            }
                        })
                .write();
    }

    /** Parameters from the stack, the call, results to the stack. */
    private void raw(CodeBuilder code, int function, Signature signature) {
        StackAccess stack = new StackAccess(code, 0, 1);
        Kind[] parameters = signature.parameters();
        int variable = 2;
        int[] variables = new int[parameters.length];
        for (int i = 0; i < parameters.length; i++) {
            stack.load(parameters[i], i);
            if (signature.packed()) {
                variables[i] = variable;
                code.store(parameters[i], variable);
                variable += parameters[i].words;
            }
        }
        if (signature.packed()) {
            CallCompiler.pack(code, parameters, variables);
        }
        code.loadObject(1);
        call(code, function, signature);
        Kind[] results = signature.results();
        for (int i = 0; i < results.length; i++) {
            if (i > 0) {
                code.loadObject(1);
                CallCompiler.loadResult(code, i, results[i]);
            }
            code.store(results[i], 2);
            stack.store(results[i], i, 2);
        }
        code.op(Opcodes.RETURN);
        code.end();
    }

    private void call(CodeBuilder code, int function, Signature signature) {
        code.invokeStatic(
                names.functionClass(function), names.method(function), signature.descriptor(Names.GUEST_DESCRIPTOR));
    }

    /** The call with the callee's instance, whose further results are handed on to the caller's. */
    private void handle(CodeBuilder code, int function, Signature signature) {
        int caller = signature.parameterWords();
        if (countsFuel) {
            callWithFuel(code, function, signature, caller);
        } else {
            callOf(code, function, signature, caller);
        }
        int results = signature.results().length;
        if (results > 1) {
            code.loadObject(caller + 1);
            code.loadObject(caller);
            code.intConstant(results);
            code.invokeStatic(
                    Names.SUPPORT, "copyResults", "(" + Names.INSTANCE_DESCRIPTOR + Names.INSTANCE_DESCRIPTOR + "I)V");
        }
        Arguments.returnFirst(code, signature);
    }

    private void callOf(CodeBuilder code, int function, Signature signature, int caller) {
        Arguments.load(code, signature);
        code.loadObject(caller + 1);
        code.checkCast(Names.GUEST);
        call(code, function, signature);
    }

    /** The callee uses the caller's fuel, and its own again when it returns or throws. */
    private void callWithFuel(CodeBuilder code, int function, Signature signature, int caller) {
        Object[] frame = Arguments.frame(signature, Names.INSTANCE, Names.INSTANCE, Names.FUEL);
        int before = caller + 2;
        Label from = new Label();
        Label to = new Label();
        Label failed = new Label();
        code.tryCatch(from, to, failed, null);
        code.loadObject(caller + 1);
        code.loadObject(caller);
        code.invokeStatic(
                Names.FUEL,
                "enter",
                "(" + Names.INSTANCE_DESCRIPTOR + Names.INSTANCE_DESCRIPTOR + ")" + Names.FUEL_DESCRIPTOR);
        code.variable(Opcodes.ASTORE, before);
        Label returned = new Label();
        code.mark(from);
        callOf(code, function, signature, caller);
        code.mark(to);
        leave(code, caller + 1, before);
        code.goTo(returned);
        code.mark(failed);
        code.frame(frame, frame.length, "java/lang/Throwable");
        leave(code, caller + 1, before);
        code.op(Opcodes.ATHROW);
        code.mark(returned);
        Kind[] results = signature.results();
        if (results.length == 0) {
            code.frame(frame, frame.length);
        } else {
            code.frame(frame, frame.length, results[0].frameType);
        }
    }

    /** Without a call: the stack may be exhausted. */
    private static void leave(CodeBuilder code, int callee, int before) {
        code.loadObject(callee);
        code.getField(Names.INSTANCE, "fuel", Names.FUEL_DESCRIPTOR);
        code.op(Opcodes.DUP);
        code.getField(Names.FUEL, "active", "I");
        code.op(Opcodes.ICONST_1);
        code.op(Opcodes.ISUB);
        code.putField(Names.FUEL, "active", "I");
        code.loadObject(callee);
        code.loadObject(before);
        code.putField(Names.INSTANCE, "fuel", Names.FUEL_DESCRIPTOR);
    }
}
