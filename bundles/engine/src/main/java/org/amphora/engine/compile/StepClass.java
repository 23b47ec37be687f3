package org.amphora.engine.compile;

import org.amphora.binary.module.ModuleDefinition;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * Makes noted tail calls. A <i>step</i> takes the arguments out of the instance that noted them, calls a function of the
 * module, and leaves its results in the arrays of its own instance, or the next call noted there. A class serves the
 * functions of a block of indices.
 */
final class StepClass {
    private static final String PREFIX = Names.PACKAGE + "Step";

    /** Functions of a block, as a power of two. */
    private static final int BLOCK_SHIFT = 9;

    private static final String STEP = "step";
    private static final String DESCRIPTOR = IndexDispatch.descriptor(Names.INSTANCE_DESCRIPTOR);
    private static final String STEP_DESCRIPTOR = "(" + Names.INSTANCE_DESCRIPTOR + Names.GUEST_DESCRIPTOR + ")V";
    private static final String MAKE_NOTED = "makeNoted";
    private static final String MAKE_NOTED_DESCRIPTOR = "(" + Names.GUEST_DESCRIPTOR + "I)V";

    private final ModuleDefinition module;
    private final Names names;

    StepClass(ModuleDefinition module, Names names) {
        this.module = module;
        this.names = names;
    }

    static int blockOf(String className) {
        return Names.number(className, PREFIX);
    }

    byte[] generate(int block) {
        ClassBuilder target = new ClassBuilder(PREFIX + block, "java/lang/Object", names.sourceFile());
        int[] functions = names.tailCalls().callees(block << BLOCK_SHIFT, (block + 1) << BLOCK_SHIFT);
        for (int function : functions) {
            step(target.staticMethod(STEP + function, STEP_DESCRIPTOR), function);
        }
        new DispatchTree(functions, STEP, 10, new IndexDispatch(target, Names.INSTANCE_DESCRIPTOR, Names.INSTANCE) {
                    @Override
                    public void handle(CodeBuilder code, int key) {
                        code.loadObject(1);
                        code.loadObject(2);
                        code.invokeStatic(target.name(), STEP + key, STEP_DESCRIPTOR);
                        code.op(Opcodes.RETURN);
                    }
                })
                .write();
        return target.toByteArray();
    }

    /** Arguments from the instance that noted them, the call, the first result to where the others are. */
    private void step(CodeBuilder code, int function) {
        Signature signature = Signature.of(module.functionType(function));
        forget(code, 1);
        arguments(code, signature);
        code.loadObject(1);
        code.invokeStatic(
                names.functionClass(function), names.callee(function), signature.descriptor(Names.GUEST_DESCRIPTOR));
        Kind[] results = signature.results();
        if (results.length > 0) {
            code.store(results[0], 2);
            code.loadObject(1);
            CallCompiler.storeResult(code, 0, results[0], 2);
        }
        code.op(Opcodes.RETURN);
        code.end();
    }

    private static void arguments(CodeBuilder code, Signature signature) {
        Kind[] kinds = signature.parameters();
        if (signature.packed()) {
            // who unpacks them does that before anything else
            code.loadObject(0);
            code.getField(Names.INSTANCE, "notedNumbers", "[J");
            code.loadObject(0);
            code.intConstant(kinds.length);
            code.invokeVirtual(Names.INSTANCE, "takeNotedReferences", "(I)[Ljava/lang/Object;");
            return;
        }
        for (int i = 0; i < kinds.length; i++) {
            code.loadObject(0);
            code.getField(
                    Names.INSTANCE,
                    kinds[i] == Kind.REFERENCE ? "notedReferences" : "notedNumbers",
                    kinds[i] == Kind.REFERENCE ? "[Ljava/lang/Object;" : "[J");
            code.intConstant(i);
            code.op(kinds[i] == Kind.REFERENCE ? Opcodes.AALOAD : Opcodes.LALOAD);
            code.fromBits(kinds[i]);
        }
        for (int i = 0; i < kinds.length; i++) {
            if (kinds[i] == Kind.REFERENCE) {
                // what was handed on is not to be kept alive from here
                code.loadObject(0);
                code.getField(Names.INSTANCE, "notedReferences", "[Ljava/lang/Object;");
                code.intConstant(i);
                code.op(Opcodes.ACONST_NULL);
                code.op(Opcodes.AASTORE);
            }
        }
    }

    /** Writes {@code ModuleInstance.step} and the loop that makes noted calls into the instance's class. */
    void instanceMethods(ClassBuilder target) {
        CodeBuilder code = target.method(STEP, "(I" + Names.INSTANCE_DESCRIPTOR + ")V");
        code.load(Kind.INT, 1);
        code.loadObject(2);
        code.loadObject(0);
        code.invokeStatic(target.name(), STEP, DESCRIPTOR);
        code.op(Opcodes.RETURN);
        code.end();
        int[] blocks = new int[(module.functionCount() + (1 << BLOCK_SHIFT) - 1) >> BLOCK_SHIFT];
        for (int block = 0; block < blocks.length; block++) {
            blocks[block] = block;
        }
        new DispatchTree(blocks, STEP, 16, new IndexDispatch(target, Names.INSTANCE_DESCRIPTOR, Names.INSTANCE) {
                    @Override
                    public void key(CodeBuilder code1) {
                        super.key(code1);
                        code1.intConstant(BLOCK_SHIFT);
                        code1.op(Opcodes.ISHR);
                    }

                    @Override
                    public void handle(CodeBuilder code1, int key) {
                        goOn(code1, PREFIX + key, STEP);
                    }
                })
                .write();
        makeNoted(target);
    }

    /**
     * A loop of the module's own, so that HotSpot sees in it the module's calls and no others: steps, until nothing is
     * noted. What leads out of the instance is for {@code ModuleInstance}.
     */
    private static void makeNoted(ClassBuilder target) {
        CodeBuilder code = target.staticMethod(MAKE_NOTED, MAKE_NOTED_DESCRIPTOR);
        Object[] frame = {Names.GUEST, Opcodes.INTEGER};
        Label next = new Label();
        Label outside = new Label();
        Label made = new Label();
        code.mark(next);
        code.frame(frame, frame.length);
        code.loadObject(0);
        code.getField(Names.INSTANCE, "noted", "I");
        code.jump(Opcodes.IFLT, outside);
        code.loadObject(0);
        code.getField(Names.INSTANCE, "noted", "I");
        code.op(Opcodes.ICONST_1);
        code.op(Opcodes.ISUB);
        code.loadObject(0);
        code.loadObject(0);
        code.invokeStatic(target.name(), STEP, DESCRIPTOR);
        code.goTo(made);
        code.mark(outside);
        code.frame(frame, frame.length);
        code.loadObject(0);
        code.load(Kind.INT, 1);
        code.invokeVirtual(Names.INSTANCE, "makeNotedOutside", "(I)V");
        code.mark(made);
        code.frame(frame, frame.length);
        code.loadObject(0);
        code.getField(Names.INSTANCE, "noted", "I");
        code.jump(Opcodes.IFNE, next);
        code.op(Opcodes.RETURN);
        code.end();
    }

    /** Writes the entry of a function that notes tail calls. */
    void entry(CodeBuilder code, int function) {
        Signature signature = Signature.of(module.functionType(function));
        Kind[] results = signature.results();
        int guest = signature.parameterWords();
        int result = guest + 1;
        Object[] frame = Arguments.frame(signature, Names.GUEST);
        Label from = new Label();
        Label to = new Label();
        Label failed = new Label();
        code.tryCatch(from, to, failed, "java/lang/Throwable");
        code.mark(from);
        Arguments.load(code, signature);
        code.loadObject(guest);
        code.invokeStatic(
                names.functionClass(function), names.callee(function), signature.descriptor(Names.GUEST_DESCRIPTOR));
        Object[] returnedFrame = frame;
        if (results.length > 0) {
            code.store(results[0], result);
            returnedFrame = Arguments.frame(signature, Names.GUEST, results[0].frameType);
        }
        Label returned = new Label();
        code.loadObject(guest);
        code.getField(Names.INSTANCE, "noted", "I");
        code.jump(Opcodes.IFEQ, returned);
        code.loadObject(guest);
        code.intConstant(results.length);
        code.invokeStatic(Names.GUEST, MAKE_NOTED, MAKE_NOTED_DESCRIPTOR);
        if (results.length > 0) {
            code.loadObject(guest);
            CallCompiler.loadResult(code, 0, results[0]);
            code.store(results[0], result);
        }
        code.mark(to);
        code.mark(returned);
        code.frame(returnedFrame, returnedFrame.length);
        if (results.length > 0) {
            code.load(results[0], result);
        }
        Arguments.writeReturn(code, signature);
        code.mark(failed);
        code.frame(frame, frame.length, "java/lang/Throwable");
        forget(code, guest);
        code.op(Opcodes.ATHROW);
        code.end();
    }

    /** The stack may be exhausted between noting a call and making it: the note must not be found by a later call. */
    private static void forget(CodeBuilder code, int guest) {
        code.loadObject(guest);
        code.op(Opcodes.ICONST_0);
        code.putField(Names.INSTANCE, "noted", "I");
    }
}
