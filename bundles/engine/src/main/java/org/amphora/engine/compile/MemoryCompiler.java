package org.amphora.engine.compile;

import org.amphora.binary.opcode.InstructionReader;
import org.amphora.binary.opcode.Opcode;
import org.objectweb.asm.Opcodes;

/** Loads, stores and the bulk instructions of memories. */
final class MemoryCompiler {
    private final Emission emission;
    private final InstanceClass instanceClass;

    MemoryCompiler(Emission emission, InstanceClass instanceClass) {
        this.emission = emission;
        this.instanceClass = instanceClass;
    }

    /** A load or store of a number. */
    void access(InstructionReader reader) {
        Opcode opcode = reader.opcode();
        String signature = opcode.signature();
        int parameters = signature.indexOf('-');
        if (trapsAlways(reader)) {
            return;
        }
        emission.need(parameters);
        call(reader, NumericCompiler.methodName(opcode), signature, 0);
        emission.consumed(parameters);
        if (parameters + 1 < signature.length()) {
            emission.produced(Kind.of(signature.charAt(parameters + 1)));
        }
    }

    /** Whether the offset is larger than any memory; then the trap is written. */
    boolean trapsAlways(InstructionReader reader) {
        long offset = reader.memoryOffset();
        if (offset >= 0 && offset <= Integer.MAX_VALUE - reader.opcode().accessBytes()) {
            return false;
        }
        emission.code.invokeStatic(Names.MEMORY_ACCESS, "outOfBounds", "()Ljava/lang/RuntimeException;");
        emission.code.op(Opcodes.ATHROW);
        emission.unreachable();
        return true;
    }

    /** Calls the method of an access on its operands, which are on the JVM's stack; {@code plus} adds to the offset. */
    void call(InstructionReader reader, String method, String signature, int plus) {
        int offset = (int) reader.memoryOffset() + plus;
        String descriptor = NumericCompiler.descriptor(signature);
        bytes(reader.index());
        if (offset == 0) {
            emission.code.invokeStatic(Names.MEMORY_ACCESS, method, descriptor.replace(")", "[B)"));
        } else {
            emission.code.intConstant(offset);
            emission.code.invokeStatic(Names.MEMORY_ACCESS, method, descriptor.replace(")", "[BI)"));
        }
    }

    private void bytes(int memory) {
        if (memory == 0) {
            emission.loadMemory();
        } else {
            memory(memory);
            emission.code.getField(Names.MEMORY, "bytes", "[B");
        }
    }

    private void memory(int memory) {
        emission.loadGuest();
        instanceClass.memory(emission.code, memory);
    }

    void size(int memory) {
        memory(memory);
        emission.code.invokeVirtual(Names.MEMORY, "size", "()I");
        emission.produced(Kind.INT);
    }

    void grow(int memory) {
        emission.need(1);
        memory(memory);
        emission.code.op(Opcodes.SWAP);
        emission.code.invokeVirtual(Names.MEMORY, "grow", "(I)I");
        emission.consumed(1);
        emission.produced(Kind.INT);
        emission.memoryMayHaveMoved();
    }

    void fill(int memory) {
        emission.need(3);
        memory(memory);
        emission.code.invokeStatic(Names.SUPPORT, "memoryFill", "(III" + Names.MEMORY_DESCRIPTOR + ")V");
        emission.consumed(3);
    }

    void copy(int target, int source) {
        emission.need(3);
        memory(target);
        memory(source);
        emission.code.invokeStatic(
                Names.SUPPORT, "memoryCopy", "(III" + Names.MEMORY_DESCRIPTOR + Names.MEMORY_DESCRIPTOR + ")V");
        emission.consumed(3);
    }

    void init(int data, int memory) {
        emission.need(3);
        emission.code.intConstant(data);
        emission.code.intConstant(memory);
        emission.loadGuest();
        emission.code.invokeStatic(Names.SUPPORT, "memoryInit", "(IIIII" + Names.INSTANCE_DESCRIPTOR + ")V");
        emission.consumed(3);
    }

    void drop(int data) {
        emission.loadGuest();
        emission.code.intConstant(data);
        emission.code.invokeVirtual(Names.INSTANCE, "dataDrop", "(I)V");
    }
}
