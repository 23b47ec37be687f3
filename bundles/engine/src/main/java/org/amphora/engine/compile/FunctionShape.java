package org.amphora.engine.compile;

import java.util.BitSet;
import org.amphora.binary.module.FunctionBody;
import org.amphora.binary.module.ModuleDefinition;
import org.amphora.binary.opcode.InstructionReader;

/** What is known of a function before any of its code is written. */
final class FunctionShape {
    final ModuleDefinition module;
    final Names names;
    final int index;
    final Signature signature;

    /** Kinds of the locals, parameters first. */
    final Kind[] locals;

    /** The locals that any instruction names, and the parameters. */
    final BitSet used;

    /** How often each local is read. */
    final int[] reads;

    /** Whether a load or store touches memory 0. */
    final boolean usesMemory;

    /** Whether it calls anything. */
    final boolean calls;

    private FunctionShape(
            ModuleDefinition module,
            Names names,
            int index,
            Kind[] locals,
            BitSet used,
            int[] reads,
            boolean usesMemory,
            boolean calls) {
        this.module = module;
        this.names = names;
        this.index = index;
        this.signature = Signature.of(module.functionType(index));
        this.locals = locals;
        this.used = used;
        this.reads = reads;
        this.usesMemory = usesMemory;
        this.calls = calls;
    }

    static FunctionShape of(ModuleDefinition module, Names names, int index) {
        FunctionBody body = module.body(index);
        Kind[] parameters = Signature.kinds(module.functionType(index).parameters());
        Kind[] locals = new Kind[parameters.length + body.localCount()];
        System.arraycopy(parameters, 0, locals, 0, parameters.length);
        for (int i = 0; i < body.localCount(); i++) {
            locals[parameters.length + i] = Kind.of(body.local(i));
        }
        int[] reads = new int[locals.length];
        BitSet used = new BitSet(locals.length);
        used.set(0, parameters.length);
        boolean usesMemory = false;
        boolean calls = false;
        InstructionReader reader = new InstructionReader(module, body.from(), body.to());
        while (reader.next()) {
            switch (reader.opcode()) {
                case LOCAL_GET -> {
                    reads[reader.index()]++;
                    used.set(reader.index());
                }
                case LOCAL_SET, LOCAL_TEE -> used.set(reader.index());
                case CALL, CALL_INDIRECT -> calls = true;
                default -> usesMemory |= reader.opcode().accessBytes() > 0;
            }
        }
        return new FunctionShape(module, names, index, locals, used, reads, usesMemory, calls);
    }

    FunctionBody body() {
        return module.body(index);
    }

    Kind[] results() {
        return signature.results();
    }
}
