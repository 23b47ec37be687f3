package org.amphora.engine.compile;

import org.amphora.api.AddressType;
import org.amphora.binary.module.ModuleDefinition;
import org.objectweb.asm.Opcodes;

/**
 * Calls. A function of the module is called by {@code invokestatic}; an import through its trampoline; a call through
 * a table or a reference through the dispatcher of its type.
 */
final class CallCompiler {
    private final Emission emission;
    private final InstanceClass instanceClass;

    CallCompiler(Emission emission, InstanceClass instanceClass) {
        this.emission = emission;
        this.instanceClass = instanceClass;
    }

    void call(int function) {
        ModuleDefinition module = emission.shape.module;
        Signature signature = Signature.of(module.functionType(function));
        arguments(signature);
        emission.loadGuest();
        String descriptor = signature.descriptor(Names.GUEST_DESCRIPTOR);
        if (function < module.importedFunctionCount()) {
            emission.code.invokeStatic(ImportClass.className(function), ImportClass.method(function), descriptor);
        } else {
            Names names = emission.shape.names;
            emission.code.invokeStatic(names.functionClass(function), names.method(function), descriptor);
        }
        results(signature);
    }

    void callIndirect(int type, int table) {
        Signature signature = Signature.of(emission.shape.module.type(type).functionType());
        argumentsAndCallee(signature);
        if (emission.shape.module.table(table).addressType() == AddressType.I64) {
            emission.loadGuest();
            instanceClass.table(emission.code, table);
            emission.code.invokeStatic(Names.SUPPORT, "calleeIndex", "(J" + Names.TABLE_DESCRIPTOR + ")I");
        }
        emission.loadGuest();
        instanceClass.table(emission.code, table);
        emission.loadGuest();
        emission.code.invokeStatic(
                IndirectClass.className(type),
                IndirectClass.METHOD,
                signature.descriptor("I", Names.TABLE_DESCRIPTOR, Names.GUEST_DESCRIPTOR));
        results(signature);
    }

    void callRef(int type) {
        Signature signature = Signature.of(emission.shape.module.type(type).functionType());
        argumentsAndCallee(signature);
        emission.loadGuest();
        emission.code.invokeStatic(
                IndirectClass.className(type),
                IndirectClass.REFERENCE_METHOD,
                signature.descriptor(Kind.REFERENCE.descriptor, Names.GUEST_DESCRIPTOR));
        results(signature);
    }

    /** As {@link #arguments}, with the operand on top of them that says what to call: an index, or a reference. */
    private void argumentsAndCallee(Signature signature) {
        if (signature.packed()) {
            // it lies above the parameters that are to be packed
            emission.spill();
            int callee = emission.stack.depth() - 1;
            Kind kind = emission.stack.top();
            emission.consumed(1);
            arguments(signature);
            emission.code.load(kind, emission.layout.slot(callee));
        } else {
            emission.need(signature.parameters().length + 1);
            emission.consumed(signature.parameters().length + 1);
        }
    }

    /** Leaves the arguments on the JVM's stack as the callee wants them, and takes them from the operands. */
    private void arguments(Signature signature) {
        int count = signature.parameters().length;
        if (signature.packed()) {
            emission.spill();
            pack(emission.code, signature.parameters(), emission.layout.slots(emission.stack.depth() - count, count));
        } else {
            emission.need(count);
        }
        emission.consumed(count);
    }

    /** As {@link #pack}, with null for an array that would hold nothing. */
    static void packUsed(CodeBuilder code, Kind[] kinds, int[] variables) {
        int references = 0;
        for (Kind kind : kinds) {
            references += kind == Kind.REFERENCE ? 1 : 0;
        }
        if (references < kinds.length) {
            packNumbers(code, kinds, variables);
        } else {
            code.op(Opcodes.ACONST_NULL);
        }
        if (references > 0) {
            packReferences(code, kinds, variables);
        } else {
            code.op(Opcodes.ACONST_NULL);
        }
    }

    /** Pushes a {@code long[]} and an {@code Object[]} filled from local variables. */
    static void pack(CodeBuilder code, Kind[] kinds, int[] variables) {
        packNumbers(code, kinds, variables);
        packReferences(code, kinds, variables);
    }

    private static void packNumbers(CodeBuilder code, Kind[] kinds, int[] variables) {
        code.intConstant(kinds.length);
        code.newArray(Opcodes.T_LONG);
        for (int i = 0; i < kinds.length; i++) {
            if (kinds[i] != Kind.REFERENCE) {
                code.op(Opcodes.DUP);
                code.intConstant(i);
                code.load(kinds[i], variables[i]);
                code.toBits(kinds[i]);
                code.op(Opcodes.LASTORE);
            }
        }
    }

    private static void packReferences(CodeBuilder code, Kind[] kinds, int[] variables) {
        code.intConstant(kinds.length);
        code.newObjectArray();
        for (int i = 0; i < kinds.length; i++) {
            if (kinds[i] == Kind.REFERENCE) {
                code.op(Opcodes.DUP);
                code.intConstant(i);
                code.load(kinds[i], variables[i]);
                code.op(Opcodes.AASTORE);
            }
        }
    }

    /** The first result is on the JVM's stack; pushes the others from where the callee left them. */
    private void results(Signature signature) {
        emission.throwers++;
        emission.memoryMayHaveMoved();
        Kind[] results = signature.results();
        for (int i = 0; i < results.length; i++) {
            if (i > 0) {
                emission.loadGuest();
                loadResult(emission.code, i, results[i]);
            }
            emission.produced(results[i]);
        }
    }

    /** Replaces the instance on the JVM's stack by its result at {@code index}. */
    static void loadResult(CodeBuilder code, int index, Kind kind) {
        if (kind == Kind.REFERENCE) {
            code.getField(Names.INSTANCE, "referenceResults", "[Ljava/lang/Object;");
            code.intConstant(index);
            code.op(Opcodes.AALOAD);
        } else {
            code.getField(Names.INSTANCE, "results", "[J");
            code.intConstant(index);
            code.op(Opcodes.LALOAD);
            code.fromBits(kind);
        }
    }

    /** Stores the value of a local variable as result {@code index} of the instance on the JVM's stack, which it takes. */
    static void storeResult(CodeBuilder code, int index, Kind kind, int variable) {
        boolean reference = kind == Kind.REFERENCE;
        code.getField(
                Names.INSTANCE, reference ? "referenceResults" : "results", reference ? "[Ljava/lang/Object;" : "[J");
        code.intConstant(index);
        code.load(kind, variable);
        code.toBits(kind);
        code.op(reference ? Opcodes.AASTORE : Opcodes.LASTORE);
    }
}
