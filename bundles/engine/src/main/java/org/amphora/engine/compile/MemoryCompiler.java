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

    /** A load or store. */
    void access(InstructionReader reader) {
        Opcode opcode = reader.opcode();
        CodeBuilder code = emission.code;
        String signature = opcode.signature();
        int parameters = signature.indexOf('-');
        long offset = reader.memoryOffset();
        if (offset < 0 || offset > Integer.MAX_VALUE) {
            // no memory is that large
            code.invokeStatic(Names.MEMORY_ACCESS, "outOfBounds", "()Ljava/lang/RuntimeException;");
            code.op(Opcodes.ATHROW);
            emission.unreachable();
            return;
        }
        emission.need(parameters);
        bytes(reader.index());
        String descriptor = NumericCompiler.descriptor(signature);
        String name = NumericCompiler.methodName(opcode);
        if (offset == 0) {
            code.invokeStatic(Names.MEMORY_ACCESS, name, descriptor.replace(")", "[B)"));
        } else {
            code.intConstant((int) offset);
            code.invokeStatic(Names.MEMORY_ACCESS, name, descriptor.replace(")", "[BI)"));
        }
        emission.consumed(parameters);
        if (parameters + 1 < signature.length()) {
            emission.produced(Kind.of(signature.charAt(parameters + 1)));
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
