package org.amphora.engine.compile;

import org.amphora.api.AddressType;
import org.amphora.binary.opcode.InstructionReader;
import org.amphora.binary.opcode.Opcode;
import org.amphora.engine.compile.ControlFrame.Structure;
import org.objectweb.asm.Opcodes;

/** Tail calls, in one of the three ways that {@link TailCalls} tells apart. */
final class TailCallCompiler {
    private final Emission emission;
    private final CodeBuilder code;
    private final InstanceClass instanceClass;
    private final CallCompiler calls;
    private final ControlCompiler control;

    TailCallCompiler(Emission emission, InstanceClass instanceClass, CallCompiler calls, ControlCompiler control) {
        this.emission = emission;
        this.code = emission.code;
        this.instanceClass = instanceClass;
        this.calls = calls;
        this.control = control;
    }

    /** Where a tail call goes: to the function's beginning, to its end with the results of a call, or out to be made. */
    static ControlFrame exit(InstructionReader reader, FunctionShape shape, ControlCompiler control) {
        if (reader.opcode() != Opcode.RETURN_CALL) {
            return control.tailCall;
        }
        if (reader.index() == shape.index) {
            return control.restart;
        }
        // what a call throws would be caught by a try around it; a tail call has left that before
        boolean outsideOfTry = control.innermost().catching.structure == Structure.FUNCTION;
        return outsideOfTry && shape.names.tailCalls().callable(reader.index())
                ? control.frames().get(0)
                : control.tailCall;
    }

    void compile(InstructionReader reader) {
        ControlFrame exit = exit(reader, emission.shape, control);
        if (exit.structure == Structure.FUNCTION) {
            calls.call(reader.index());
        } else if (exit.structure == Structure.TAIL_CALL) {
            note(reader);
        }
        emission.settle();
        control.leaveFor(exit);
        emission.unreachable();
    }

    /** Leaves callee and arguments in the instance. */
    private void note(InstructionReader reader) {
        emission.spill();
        int top = emission.stack.depth();
        switch (reader.opcode()) {
            case RETURN_CALL -> {
                noteFunction(reader.index());
                arguments(Signature.of(emission.shape.module.functionType(reader.index())), top);
            }
            case RETURN_CALL_INDIRECT -> {
                noteElement(reader.index(), reader.secondIndex(), top - 1);
                arguments(signature(reader.index()), top - 1);
            }
            default -> {
                emission.loadGuest();
                emission.load(top - 1);
                code.invokeStatic(Names.SUPPORT, "callee", "(Ljava/lang/Object;)" + Names.FUNCTION_DESCRIPTOR);
                noteLoaded();
                arguments(signature(reader.index()), top - 1);
            }
        }
    }

    private Signature signature(int type) {
        return Signature.of(emission.shape.module.type(type).functionType());
    }

    private void noteFunction(int function) {
        emission.loadGuest();
        if (function < emission.shape.module.importedFunctionCount()) {
            emission.loadGuest();
            code.getField(Names.INSTANCE, "importedFunctions", "[" + Names.FUNCTION_DESCRIPTOR);
            code.intConstant(function);
            code.op(Opcodes.AALOAD);
            noteLoaded();
        } else {
            code.intConstant(function + 1);
            code.putField(Names.INSTANCE, "noted", "I");
        }
    }

    private void noteElement(int type, int table, int operand) {
        emission.loadGuest();
        loadTable(table);
        emission.load(operand);
        if (emission.shape.module.table(table).addressType() == AddressType.I64) {
            loadTable(table);
            code.invokeStatic(Names.SUPPORT, "calleeIndex", "(J" + Names.TABLE_DESCRIPTOR + ")I");
        }
        Bootstraps.type(code, type);
        code.invokeVirtual(Names.TABLE, "callee", "(ILorg/amphora/api/DefinedType;)" + Names.FUNCTION_DESCRIPTOR);
        noteLoaded();
    }

    private void loadTable(int table) {
        emission.loadGuest();
        instanceClass.table(code, table);
    }

    /** Notes the function on the JVM's stack, with the instance below it. */
    private void noteLoaded() {
        code.invokeVirtual(Names.INSTANCE, "note", "(" + Names.FUNCTION_DESCRIPTOR + ")V");
    }

    /** Leaves the arguments that lie below the operand {@code top} in the instance. */
    private void arguments(Signature signature, int top) {
        Kind[] kinds = signature.parameters();
        int first = top - kinds.length;
        emission.stack.read(emission.stack.depth() - first);
        for (int i = 0; i < kinds.length; i++) {
            boolean reference = kinds[i] == Kind.REFERENCE;
            emission.loadGuest();
            code.getField(
                    Names.INSTANCE,
                    reference ? "notedReferences" : "notedNumbers",
                    reference ? "[Ljava/lang/Object;" : "[J");
            code.intConstant(i);
            emission.load(first + i);
            code.toBits(kinds[i]);
            code.op(reference ? Opcodes.AASTORE : Opcodes.LASTORE);
        }
    }
}
