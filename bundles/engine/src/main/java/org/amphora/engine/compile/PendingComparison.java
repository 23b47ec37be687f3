package org.amphora.engine.compile;

import org.amphora.binary.opcode.Opcode;

/**
 * A comparison that waits for the instruction behind it, with its operands still there. A branch makes it a jump of the
 * JVM; a test of vectors needs no more than the highest bit of each lane. Before any other instruction it is settled: its
 * result is made.
 */
final class PendingComparison {
    private final Emission emission;
    private final VectorCompiler vectors;
    private Opcode opcode;
    private Condition condition;
    private boolean negated;

    PendingComparison(Emission emission, VectorCompiler vectors) {
        this.emission = emission;
        this.vectors = vectors;
    }

    boolean isNone() {
        return opcode == null;
    }

    /** Takes an instruction, if it is a comparison; nothing is pending. */
    boolean begin(Opcode comparison) {
        condition = Condition.of(comparison);
        if (condition != null) {
            emission.need(condition.operands);
        } else if (!VectorCompiler.comparesLanes(comparison)) {
            return false;
        }
        opcode = comparison;
        negated = false;
        return true;
    }

    /** Whether {@code next} makes use of what is pending, rather than of its result. */
    boolean isFor(Opcode next) {
        if (isNone()) {
            return false;
        }
        return condition == null
                ? VectorCompiler.tests(next, opcode)
                : next == Opcode.BR_IF || next == Opcode.IF || next == Opcode.I32_EQZ;
    }

    /** The condition for a branch: the pending one, or that of the i32 on the stack. */
    Condition takeCondition() {
        Condition taken = isNone() ? Condition.ofTruth() : condition;
        opcode = null;
        return taken;
    }

    /** Makes an {@code i32.eqz} or a test of vectors part of what is pending, for which it {@link #isFor is}. */
    void join(Opcode next) {
        if (condition != null) {
            condition = condition.negated();
            negated = !negated;
        } else {
            vectors.test(opcode, next);
            opcode = null;
        }
    }

    /** Makes the result of a comparison that nothing made use of. */
    void settle() {
        if (isNone()) {
            return;
        }
        if (condition == null) {
            vectors.compare(opcode);
        } else {
            emission.need(condition.operands);
            NumericCompiler.writeComparison(emission.code, opcode);
            if (negated) {
                NumericCompiler.writeComparison(emission.code, Opcode.I32_EQZ);
            }
            emission.consumed(condition.operands);
            emission.produced(Kind.INT);
        }
        opcode = null;
    }
}
