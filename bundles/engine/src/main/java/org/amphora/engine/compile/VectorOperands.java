package org.amphora.engine.compile;

import org.amphora.binary.opcode.Opcode;

/**
 * The operands of one instruction on vectors. They are in variables, where they can be read in any order, and each vector
 * can be read by halves or by floats, whatever its {@link VectorForm} is.
 */
final class VectorOperands {
    private final Emission emission;
    private final int[] first;
    private final int taken;

    private VectorOperands(Emission emission, int[] first, int taken) {
        this.emission = emission;
        this.first = first;
        this.taken = taken;
    }

    static VectorOperands take(Emission emission, Opcode opcode) {
        return take(emission, opcode.signature().substring(0, opcode.signature().indexOf('-')));
    }

    /** Parks the top operands, whose types {@code letters} are. */
    static VectorOperands take(Emission emission, String letters) {
        int[] first = new int[letters.length()];
        int index = emission.stack.depth();
        for (int i = first.length - 1; i >= 0; i--) {
            index -= VectorForm.width(emission.stack.kind(index - 1));
            first[i] = index;
        }
        int taken = emission.stack.depth() - index;
        emission.park(taken);
        return new VectorOperands(emission, first, taken);
    }

    int count() {
        return first.length;
    }

    boolean isVector(int operand) {
        return VectorForm.width(top(operand)) > 1;
    }

    boolean isFloats(int operand) {
        return top(operand) == Kind.LAST_FLOAT;
    }

    private Kind top(int operand) {
        int behind = operand + 1 < first.length ? first[operand + 1] : first[0] + taken;
        return emission.stack.kind(behind - 1);
    }

    /** The kind of an operand that is no vector. */
    Kind kind(int operand) {
        return emission.stack.kind(first[operand]);
    }

    /** The variable in which an operand begins; it has room for a long. */
    int variable(int operand) {
        return emission.layout.slot(first[operand]);
    }

    private void load(int operand, int part) {
        int index = first[operand] + part;
        emission.code.load(emission.stack.kind(index), emission.layout.slot(index));
    }

    /** Pushes an operand that is no vector. */
    void scalar(int operand) {
        load(operand, 0);
    }

    /** Pushes one half of a vector. */
    void half(int operand, int half) {
        if (isFloats(operand)) {
            load(operand, 2 * half);
            load(operand, 2 * half + 1);
            VectorForm.pack(emission.code);
        } else {
            load(operand, half);
        }
    }

    /** Pushes one of the four floats of a vector. */
    void lane(int operand, int lane) {
        if (isFloats(operand)) {
            load(operand, lane);
        } else {
            load(operand, lane / 2);
            VectorForm.unpack(emission.code, lane % 2);
        }
    }

    /** Takes them from the operand stack. */
    void consumed() {
        emission.consumed(taken);
    }
}
