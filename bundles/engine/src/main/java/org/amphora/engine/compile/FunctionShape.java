package org.amphora.engine.compile;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.amphora.api.FunctionType;
import org.amphora.api.ValueType;
import org.amphora.binary.module.FunctionBody;
import org.amphora.binary.module.ModuleDefinition;
import org.amphora.binary.opcode.InstructionReader;

/** What is known of a function before any of its code is written. */
final class FunctionShape {
    final ModuleDefinition module;
    final Names names;
    final int index;
    final Signature signature;

    /** Kinds of the locals, parameters first. A local that is a v128 takes two positions here and in what follows. */
    final Kind[] locals;

    /** The first position of each local of the function, and behind the last one. */
    private final int[] positions;

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
            int[] positions,
            BitSet used,
            int[] reads,
            boolean usesMemory,
            boolean calls) {
        this.module = module;
        this.names = names;
        this.index = index;
        this.signature = Signature.of(module.functionType(index));
        this.locals = locals;
        this.positions = positions;
        this.used = used;
        this.reads = reads;
        this.usesMemory = usesMemory;
        this.calls = calls;
    }

    static FunctionShape of(ModuleDefinition module, Names names, int index) {
        FunctionBody body = module.body(index);
        List<ValueType> types = types(module.functionType(index), body);
        Kind[] locals = Signature.kinds(types);
        int[] positions = new int[types.size() + 1];
        for (int i = 0; i < types.size(); i++) {
            positions[i + 1] = positions[i] + types.get(i).slots();
        }
        int[] reads = new int[locals.length];
        BitSet used = new BitSet(locals.length);
        used.set(0, module.functionType(index).parameterSlots());
        boolean usesMemory = false;
        boolean calls = false;
        InstructionReader reader = new InstructionReader(module, body.from(), body.to());
        while (reader.next()) {
            switch (reader.opcode()) {
                case LOCAL_GET -> {
                    for (int p = positions[reader.index()]; p < positions[reader.index() + 1]; p++) {
                        reads[p]++;
                        used.set(p);
                    }
                }
                case LOCAL_SET, LOCAL_TEE -> used.set(positions[reader.index()], positions[reader.index() + 1]);
                case CALL, CALL_INDIRECT, CALL_REF -> calls = true;
                default -> usesMemory |= reader.opcode().accessBytes() > 0 && reader.index() == 0;
            }
        }
        return new FunctionShape(module, names, index, locals, positions, used, reads, usesMemory, calls);
    }

    private static List<ValueType> types(FunctionType type, FunctionBody body) {
        List<ValueType> types = new ArrayList<>(type.parameters());
        for (int i = 0; i < body.localCount(); i++) {
            types.add(body.local(i));
        }
        return types;
    }

    /** The first position of a local. */
    int position(int local) {
        return positions[local];
    }

    /** The position behind a local. */
    int behind(int local) {
        return positions[local + 1];
    }

    FunctionBody body() {
        return module.body(index);
    }

    Kind[] results() {
        return signature.results();
    }
}
