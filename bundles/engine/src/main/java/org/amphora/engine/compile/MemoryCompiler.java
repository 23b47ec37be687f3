package org.amphora.engine.compile;

import org.amphora.api.AddressType;
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

    /** Whether the offset is larger than any memory of the kind; then the trap is written. */
    boolean trapsAlways(InstructionReader reader) {
        long offset = reader.memoryOffset();
        long mostBytes = instanceClass.form(reader.index()).mostBytes;
        if (offset >= 0 && offset <= mostBytes - reader.opcode().accessBytes()) {
            return false;
        }
        emission.code.invokeStatic(Names.SUPPORT, "outOfBounds", "()Ljava/lang/RuntimeException;");
        emission.code.op(Opcodes.ATHROW);
        emission.unreachable();
        return true;
    }

    /**
     * Calls the method of an access on its operands, which are on the JVM's stack; {@code plus} adds to the offset.
     * {@code signature} is that of the opcode table, where addresses are of 32 bits.
     */
    void call(InstructionReader reader, String method, String signature, int plus) {
        int memory = reader.index();
        MemoryForm form = instanceClass.form(memory);
        long offset = reader.memoryOffset() + plus;
        boolean wide = wide(memory);
        String given = form.contentDescriptor();
        emission.loadMemory(memory);
        if (form.offset == Kind.LONG) {
            emission.code.longConstant(offset);
            given += "J";
        } else if (wide || offset != 0) {
            emission.code.intConstant((int) offset);
            given += "I";
        }
        String operands = wide ? "I" + signature.substring(1) : signature;
        emission.code.invokeStatic(
                form.accessClass, method, NumericCompiler.descriptor(operands).replace(")", given + ")"));
    }

    /** Whether a memory has 64-bit addresses. */
    private boolean wide(int memory) {
        return emission.shape.module.memory(memory).addressType() == AddressType.I64;
    }

    private void memory(int memory) {
        emission.loadGuest();
        instanceClass.memory(emission.code, memory);
    }

    void size(int memory) {
        memory(memory);
        emission.code.invokeVirtual(Names.MEMORY, "pages", "()J");
        if (wide(memory)) {
            emission.produced(Kind.LONG);
        } else {
            emission.code.op(Opcodes.L2I);
            emission.produced(Kind.INT);
        }
    }

    void grow(int memory) {
        Kind address = wide(memory) ? Kind.LONG : Kind.INT;
        emission.need(1);
        memory(memory);
        emission.code.invokeStatic(
                Names.SUPPORT,
                "memoryGrow",
                "(" + address.descriptor + Names.MEMORY_DESCRIPTOR + ")" + address.descriptor);
        emission.consumed(1);
        emission.produced(address);
        emission.memoryMayHaveMoved();
    }

    void fill(int memory) {
        int first = emission.park(3);
        emission.loadWide(first);
        emission.load(first + 1);
        emission.loadWide(first + 2);
        memory(memory);
        emission.code.invokeStatic(Names.SUPPORT, "memoryFill", "(JIJ" + Names.MEMORY_DESCRIPTOR + ")V");
        emission.consumed(3);
    }

    void copy(int target, int source) {
        int first = emission.park(3);
        for (int i = 0; i < 3; i++) {
            emission.loadWide(first + i);
        }
        memory(target);
        memory(source);
        emission.code.invokeStatic(
                Names.SUPPORT, "memoryCopy", "(JJJ" + Names.MEMORY_DESCRIPTOR + Names.MEMORY_DESCRIPTOR + ")V");
        emission.consumed(3);
    }

    void init(int data, int memory) {
        int first = emission.park(3);
        emission.loadWide(first);
        emission.load(first + 1);
        emission.load(first + 2);
        emission.code.intConstant(data);
        emission.code.intConstant(memory);
        emission.loadGuest();
        emission.code.invokeStatic(Names.SUPPORT, "memoryInit", "(JIIII" + Names.INSTANCE_DESCRIPTOR + ")V");
        emission.consumed(3);
    }

    void drop(int data) {
        emission.loadGuest();
        emission.code.intConstant(data);
        emission.code.invokeVirtual(Names.INSTANCE, "dataDrop", "(I)V");
    }
}
