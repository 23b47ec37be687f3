package org.amphora.engine.compile;

import java.util.ArrayList;
import java.util.Arrays;
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

    /**
     * Kinds of the locals, parameters first. A local that is a v128 takes two positions here and in what follows. The
     * exceptions that a legacy {@code rethrow} may want are locals too, the last ones.
     */
    final Kind[] locals;

    /** The first position of each local of the function, and behind the last one. */
    private final int[] positions;

    /** The locals that any instruction names, and the parameters. */
    final BitSet used;

    private final VectorForms forms;
    private FuelCosts fuelCosts;

    /** How often each local is read. */
    final int[] reads;

    /** Whether a load or store touches memory 0. */
    final boolean usesMemory;

    /** Whether it calls anything. */
    final boolean calls;

    /** Whether it makes a tail call to itself. */
    final boolean restarts;

    private FunctionShape(
            ModuleDefinition module,
            Names names,
            int index,
            Kind[] locals,
            int[] positions,
            VectorForms forms,
            BitSet used,
            int[] reads,
            boolean usesMemory,
            boolean calls,
            boolean restarts) {
        this.module = module;
        this.names = names;
        this.index = index;
        this.signature = Signature.of(module.functionType(index));
        this.locals = locals;
        this.positions = positions;
        this.forms = forms;
        this.used = used;
        this.reads = reads;
        this.usesMemory = usesMemory;
        this.calls = calls;
        this.restarts = restarts;
    }

    static FunctionShape of(ModuleDefinition module, Names names, int index) {
        FunctionBody body = module.body(index);
        int parameters = module.functionType(index).parameters().size();
        List<ValueType> types = types(module.functionType(index), body);
        VectorForms forms = new VectorForms(types, parameters);
        int[] readsOfLocal = new int[types.size()];
        BitSet usedLocals = new BitSet(types.size());
        usedLocals.set(0, parameters);
        boolean usesMemory = false;
        boolean calls = false;
        boolean restarts = false;
        CatchDepth catches = new CatchDepth();
        InstructionReader reader = new InstructionReader(module, body.from(), body.to());
        while (reader.next()) {
            forms.step(reader);
            catches.instruction(reader.opcode());
            switch (reader.opcode()) {
                case LOCAL_GET -> {
                    readsOfLocal[reader.index()]++;
                    usedLocals.set(reader.index());
                }
                case LOCAL_SET, LOCAL_TEE -> usedLocals.set(reader.index());
                case CALL, CALL_INDIRECT, CALL_REF, RETURN_CALL_INDIRECT, RETURN_CALL_REF -> calls = true;
                case RETURN_CALL -> {
                    calls = true;
                    restarts |= reader.index() == index;
                }
                default -> usesMemory |= reader.opcode().accessBytes() > 0 && reader.index() == 0;
            }
        }
        int[] positions = new int[types.size() + 1];
        for (int i = 0; i < types.size(); i++) {
            positions[i + 1] = positions[i] + forms.kinds(i).length;
        }
        Kind[] locals = new Kind[positions[types.size()] + catches.wanted()];
        int[] reads = new int[locals.length];
        BitSet used = new BitSet(locals.length);
        for (int i = 0; i < types.size(); i++) {
            System.arraycopy(forms.kinds(i), 0, locals, positions[i], forms.kinds(i).length);
            Arrays.fill(reads, positions[i], positions[i + 1], readsOfLocal[i]);
            used.set(positions[i], positions[i + 1], usedLocals.get(i));
        }
        Arrays.fill(locals, positions[types.size()], locals.length, Kind.REFERENCE);
        used.set(positions[types.size()], locals.length);
        return new FunctionShape(
                module, names, index, locals, positions, forms, used, reads, usesMemory, calls, restarts);
    }

    private static List<ValueType> types(FunctionType type, FunctionBody body) {
        List<ValueType> types = new ArrayList<>(type.parameters());
        for (int i = 0; i < body.localCount(); i++) {
            types.add(body.local(i));
        }
        return types;
    }

    /** How many locals there are, parameters included. */
    int localCount() {
        return positions.length - 1;
    }

    /** The first position of a local. */
    int position(int local) {
        return positions[local];
    }

    /** The position behind a local. */
    int behind(int local) {
        return positions[local + 1];
    }

    /** Whether the load or constant at {@code offset} in the binary gives a vector that is four floats. */
    boolean givesFloats(int offset) {
        return forms.givesFloats(offset);
    }

    /** The first position of the locals that hold caught exceptions: behind those of the function. */
    int caught() {
        return positions[positions.length - 1];
    }

    /** The position of the local that holds what the innermost catch around {@code place} has caught; -1 if none does. */
    int caught(ControlFrame place) {
        return caught() == locals.length ? -1 : caught() + place.catchDepth - 1;
    }

    /** What the blocks of the function cost. */
    FuelCosts fuelCosts() {
        if (fuelCosts == null) {
            fuelCosts = FuelCosts.of(module, body());
        }
        return fuelCosts;
    }

    FunctionBody body() {
        return module.body(index);
    }

    Kind[] results() {
        return signature.results();
    }
}
