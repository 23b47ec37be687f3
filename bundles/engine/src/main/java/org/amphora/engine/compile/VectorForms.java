package org.amphora.engine.compile;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.amphora.api.ValueType;
import org.amphora.api.VectorType;
import org.amphora.binary.opcode.InstructionReader;
import org.amphora.binary.opcode.Opcode;

/**
 * Which form the vectors of a function have where it is free to choose: that of locals, and of what loads and constants
 * give. A guess from the instructions beside them; a wrong one costs conversions and changes nothing else.
 */
final class VectorForms {
    private final List<ValueType> locals;
    private final int parameters;
    /** For each local, how many more of its uses are by arithmetic on floats than by anything else. */
    private final int[] votes;

    private final Set<Integer> floats = new HashSet<>();

    /** Offsets of loads and constants, and locals read, since the last instruction that takes vectors. */
    private final Set<Integer> undecided = new HashSet<>();

    private final Set<Integer> read = new HashSet<>();

    /** The form of the vector that the instruction before gave, if it is known. */
    private VectorForm before;

    /** {@code locals} are the types of all of them, the first of which are parameters. */
    VectorForms(List<ValueType> locals, int parameters) {
        this.locals = locals;
        this.parameters = parameters;
        this.votes = new int[locals.size()];
    }

    /** Takes the next instruction of the function. */
    void step(InstructionReader reader) {
        Opcode opcode = reader.opcode();
        VectorForm given = null;
        if (VectorCompiler.handles(opcode)) {
            given = vector(VectorCompiler.exact(opcode), reader.offset());
        }
        switch (opcode) {
            case LOCAL_GET -> {
                if (isVector(reader.index())) {
                    read.add(reader.index());
                }
            }
            case LOCAL_SET, LOCAL_TEE -> {
                if (before != null && isVector(reader.index())) {
                    vote(reader.index(), before);
                }
            }
            case BLOCK, LOOP, IF, ELSE, END -> {
                undecided.clear();
                read.clear();
            }
            default -> {}
        }
        before = given;
    }

    private VectorForm vector(Opcode opcode, int offset) {
        VectorForm given = opcode.signature().endsWith("v") ? VectorForm.given(opcode) : null;
        VectorForm taken = VectorForm.taken(opcode);
        if (opcode.signature().startsWith("v") && taken != null) {
            if (taken == VectorForm.FLOATS) {
                floats.addAll(undecided);
            }
            read.forEach(local -> vote(local, taken));
            undecided.clear();
            read.clear();
        }
        if (opcode.signature().endsWith("v") && given == null && opcode != Opcode.I8X16_SHUFFLE) {
            undecided.add(offset);
        }
        return given;
    }

    private boolean isVector(int local) {
        return locals.get(local) instanceof VectorType;
    }

    private void vote(int local, VectorForm form) {
        votes[local] += form == VectorForm.FLOATS ? 1 : -1;
    }

    /** The kinds of a local. Parameters come as two longs and stay it. */
    Kind[] kinds(int local) {
        if (isVector(local) && local >= parameters && votes[local] > 0) {
            return VectorForm.FLOATS.kinds();
        }
        return Signature.kinds(locals.subList(local, local + 1));
    }

    /** Whether the load or constant at {@code offset} gives four floats. */
    boolean givesFloats(int offset) {
        return floats.contains(offset);
    }
}
