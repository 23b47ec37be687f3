package org.amphora.engine.compile;

import java.util.Arrays;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * Writes the call of a host function: parameters into a new {@code long[]}, which HotSpot removes where it inlines the
 * function, the call, and the results out of it. A new array each time, because a nested call would overwrite a shared
 * one.
 */
final class HostCall {
    private static final String HOST_FUNCTION = "org/amphora/api/HostFunction";
    private static final String CALL_DESCRIPTOR = "(Lorg/amphora/api/Instance;[J)V";

    private final CodeBuilder code;
    private final Signature signature;
    private final int caller;
    private final int stack;
    private final int mark;
    private final int scratch;

    /** What differs between a host function behind an import and one behind a reference. */
    interface Callee {
        /** Pushes the host function. */
        void load(CodeBuilder code);

        /** Replaces the throwable on the stack by the exception to throw. */
        void failure(CodeBuilder code, int throwable);

        /** Pushes the reference that is result {@code result}; its handle is in {@code variable}. */
        void reference(CodeBuilder code, int result, int variable);
    }

    /** {@code caller} is the variable of the calling instance; variables from {@code free} on are free. */
    HostCall(CodeBuilder code, Signature signature, int caller, int free) {
        this.code = code;
        this.signature = signature;
        this.caller = caller;
        this.stack = free;
        this.mark = free + 1;
        this.scratch = free + 2;
    }

    /** Writes the call and the return; {@code parameters} are the types of the parameters. */
    void write(Callee callee, Object[] parameters) {
        code.loadObject(caller);
        code.getField(Names.INSTANCE, "handleTop", "I");
        code.store(Kind.INT, mark);
        handIn();
        Label from = new Label();
        Label to = new Label();
        Label handler = new Label();
        code.tryCatch(from, to, handler, "java/lang/Throwable");
        code.mark(from);
        callee.load(code);
        code.loadObject(caller);
        code.loadObject(stack);
        code.invokeInterface(HOST_FUNCTION, "call", CALL_DESCRIPTOR);
        code.mark(to);
        handOut(callee);
        code.mark(handler);
        Object[] frame = Arrays.copyOf(parameters, parameters.length + 2);
        frame[parameters.length] = "[J";
        frame[parameters.length + 1] = Opcodes.INTEGER;
        code.frame(frame, frame.length, "java/lang/Throwable");
        code.variable(Opcodes.ASTORE, scratch);
        // the guest may catch the exception and go on
        endHandles();
        callee.failure(code, scratch);
        code.op(Opcodes.ATHROW);
    }

    /** Ends the local handles that were made for the call. */
    private void endHandles() {
        code.loadObject(caller);
        code.load(Kind.INT, mark);
        code.putField(Names.INSTANCE, "handleTop", "I");
    }

    private void handIn() {
        Kind[] parameters = signature.parameters();
        StackAccess access = new StackAccess(code, stack, caller);
        code.intConstant(Math.max(parameters.length, signature.results().length));
        code.newArray(Opcodes.T_LONG);
        code.variable(Opcodes.ASTORE, stack);
        for (int i = 0; i < parameters.length; i++) {
            code.loadObject(stack);
            code.intConstant(i);
            if (parameters[i] == Kind.REFERENCE) {
                code.loadObject(caller);
            }
            Arguments.loadOne(code, signature, i);
            access.storeTop(parameters[i]);
        }
    }

    private void handOut(Callee callee) {
        Kind[] results = signature.results();
        for (int i = results.length - 1; i >= 0; i--) {
            code.loadObject(stack);
            code.intConstant(i);
            code.op(Opcodes.LALOAD);
            if (results[i] == Kind.REFERENCE) {
                code.store(Kind.LONG, scratch);
                callee.reference(code, signature.resultIndex(i), scratch);
            } else {
                code.fromBits(results[i]);
            }
            code.store(results[i], scratch);
            if (i > 0) {
                code.loadObject(caller);
                CallCompiler.storeResult(code, i, results[i], scratch);
            }
        }
        endHandles();
        if (results.length > 0) {
            code.load(results[0], scratch);
        }
        Arguments.writeReturn(code, signature);
    }
}
