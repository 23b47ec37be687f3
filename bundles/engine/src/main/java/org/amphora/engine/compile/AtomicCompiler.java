package org.amphora.engine.compile;

import org.amphora.binary.opcode.InstructionReader;
import org.amphora.binary.opcode.Opcode;

/**
 * Atomic instructions: calls of {@code AtomicAccess}, with all numbers widened to 64 bits. What a thread does atomically is
 * dear in itself, so that there is one way for memories of all kinds and numbers of all widths.
 */
final class AtomicCompiler {
    private final Emission emission;
    private final InstanceClass instanceClass;

    AtomicCompiler(Emission emission, InstanceClass instanceClass) {
        this.emission = emission;
        this.instanceClass = instanceClass;
    }

    /** The method that stands in for an instruction: {@code add} for {@code i64.atomic.rmw16.add_u}. */
    static String methodName(Opcode opcode) {
        String text = opcode.text();
        int end = text.length() - (text.endsWith("_u") ? "_u".length() : 0);
        while (Character.isDigit(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(text.lastIndexOf('.') + 1, end);
    }

    /** The descriptor of that method: the operands, the offset, the width in bytes, the memory. */
    static String descriptor(Opcode opcode) {
        int parameters = opcode.signature().indexOf('-');
        boolean result = parameters + 1 < opcode.signature().length();
        return "(" + "J".repeat(parameters) + "JI" + Names.MEMORY_DESCRIPTOR + ")" + (result ? "J" : "V");
    }

    /** An access to a memory. */
    void compile(InstructionReader reader) {
        Opcode opcode = reader.opcode();
        String signature = opcode.signature();
        int parameters = signature.indexOf('-');
        CodeBuilder code = emission.code;
        int first = emission.park(parameters);
        for (int i = 0; i < parameters; i++) {
            emission.loadWide(first + i);
        }
        code.longConstant(reader.memoryOffset());
        code.intConstant(opcode.accessBytes());
        emission.loadGuest();
        instanceClass.memory(code, reader.index());
        code.invokeStatic(Names.ATOMIC_ACCESS, methodName(opcode), descriptor(opcode));
        emission.consumed(parameters);
        if (parameters + 1 < signature.length()) {
            Kind result = Kind.of(signature.charAt(parameters + 1));
            code.fromBits(result);
            emission.produced(result);
        }
    }

    void fence() {
        emission.code.invokeStatic(Names.ATOMIC_ACCESS, "fence", "()V");
    }
}
