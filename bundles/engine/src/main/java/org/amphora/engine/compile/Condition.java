package org.amphora.engine.compile;

import java.util.EnumMap;
import java.util.Map;
import org.amphora.binary.opcode.Opcode;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * A comparison as a jump of the JVM: {@code br_if} and {@code if} that follow a comparison need no 0 or 1 in between.
 *
 * <p>The operands of the comparison are on the JVM's stack.
 */
final class Condition {
    private static final int NONE = -1;
    private static final Map<Opcode, Condition> TABLE = new EnumMap<>(Opcode.class);

    static {
        row(Opcode.I32_EQZ, 1, NONE, Opcodes.IFEQ);
        row(Opcode.I32_EQ, 2, NONE, Opcodes.IF_ICMPEQ);
        row(Opcode.I32_NE, 2, NONE, Opcodes.IF_ICMPNE);
        row(Opcode.I32_LT_S, 2, NONE, Opcodes.IF_ICMPLT);
        row(Opcode.I32_GT_S, 2, NONE, Opcodes.IF_ICMPGT);
        row(Opcode.I32_LE_S, 2, NONE, Opcodes.IF_ICMPLE);
        row(Opcode.I32_GE_S, 2, NONE, Opcodes.IF_ICMPGE);
        row(Opcode.I64_EQ, 2, Opcodes.LCMP, Opcodes.IFEQ);
        row(Opcode.I64_NE, 2, Opcodes.LCMP, Opcodes.IFNE);
        row(Opcode.I64_LT_S, 2, Opcodes.LCMP, Opcodes.IFLT);
        row(Opcode.I64_GT_S, 2, Opcodes.LCMP, Opcodes.IFGT);
        row(Opcode.I64_LE_S, 2, Opcodes.LCMP, Opcodes.IFLE);
        row(Opcode.I64_GE_S, 2, Opcodes.LCMP, Opcodes.IFGE);
        unsigned(Opcode.I32_LT_U, Opcode.I64_LT_U, Opcodes.IF_ICMPGT, Opcodes.IFGT);
        unsigned(Opcode.I32_GT_U, Opcode.I64_GT_U, Opcodes.IF_ICMPLT, Opcodes.IFLT);
        unsigned(Opcode.I32_LE_U, Opcode.I64_LE_U, Opcodes.IF_ICMPGE, Opcodes.IFGE);
        unsigned(Opcode.I32_GE_U, Opcode.I64_GE_U, Opcodes.IF_ICMPLE, Opcodes.IFLE);
        // a NaN makes the comparison 1 or -1, whichever makes the condition false
        row(Opcode.F32_EQ, 2, Opcodes.FCMPL, Opcodes.IFEQ);
        row(Opcode.F32_NE, 2, Opcodes.FCMPL, Opcodes.IFNE);
        row(Opcode.F32_LT, 2, Opcodes.FCMPG, Opcodes.IFLT);
        row(Opcode.F32_GT, 2, Opcodes.FCMPL, Opcodes.IFGT);
        row(Opcode.F32_LE, 2, Opcodes.FCMPG, Opcodes.IFLE);
        row(Opcode.F32_GE, 2, Opcodes.FCMPL, Opcodes.IFGE);
        row(Opcode.F64_EQ, 2, Opcodes.DCMPL, Opcodes.IFEQ);
        row(Opcode.F64_NE, 2, Opcodes.DCMPL, Opcodes.IFNE);
        row(Opcode.F64_LT, 2, Opcodes.DCMPG, Opcodes.IFLT);
        row(Opcode.F64_GT, 2, Opcodes.DCMPL, Opcodes.IFGT);
        row(Opcode.F64_LE, 2, Opcodes.DCMPG, Opcodes.IFLE);
        row(Opcode.F64_GE, 2, Opcodes.DCMPL, Opcodes.IFGE);
        row(Opcode.REF_IS_NULL, 1, NONE, Opcodes.IFNULL);
    }

    /** How many operands it compares. */
    final int operands;

    /** Of what the JVM compares as signed only: the operands are moved to where that is right, and change places. */
    private final Kind unsigned;

    private final int comparison;
    private final int jump;

    private Condition(int operands, Kind unsigned, int comparison, int jump) {
        this.operands = operands;
        this.unsigned = unsigned;
        this.comparison = comparison;
        this.jump = jump;
    }

    private static void row(Opcode opcode, int operands, int comparison, int jump) {
        TABLE.put(opcode, new Condition(operands, null, comparison, jump));
    }

    /** The same comparison of ints and of longs, with the jumps for operands that have changed places. */
    private static void unsigned(Opcode ints, Opcode longs, int intJump, int longJump) {
        TABLE.put(ints, new Condition(2, Kind.INT, NONE, intJump));
        TABLE.put(longs, new Condition(2, Kind.LONG, Opcodes.LCMP, longJump));
    }

    /** The condition that {@code opcode} is, or null. */
    static Condition of(Opcode opcode) {
        return TABLE.get(opcode);
    }

    /** The condition that an i32 on the stack is not 0. */
    static Condition ofTruth() {
        return TRUTH;
    }

    private static final Condition TRUTH = new Condition(1, null, NONE, Opcodes.IFNE);

    /** The opposite condition. */
    Condition negated() {
        return new Condition(operands, unsigned, comparison, opposite(jump));
    }

    /** Jumps if the condition holds; consumes the operands. */
    void jump(CodeBuilder code, Label target) {
        if (unsigned != null) {
            addLeastValue(code);
            code.swap(unsigned);
            addLeastValue(code);
        }
        if (comparison != NONE) {
            code.op(comparison);
        }
        code.jump(jump, target);
    }

    /** C2 knows this on both sides of a comparison as one that is unsigned. */
    private void addLeastValue(CodeBuilder code) {
        if (unsigned == Kind.INT) {
            code.intConstant(Integer.MIN_VALUE);
            code.op(Opcodes.IADD);
        } else {
            code.longConstant(Long.MIN_VALUE);
            code.op(Opcodes.LADD);
        }
    }

    /** Jumps if the condition does not hold, which is so too where a NaN is compared. */
    void jumpUnless(CodeBuilder code, Label target) {
        negated().jump(code, target);
    }

    /** The jump that is taken where {@code jump} is not. */
    static int opposite(int jump) {
        if (jump == Opcodes.IFNULL || jump == Opcodes.IFNONNULL) {
            return jump ^ Opcodes.IFNULL ^ Opcodes.IFNONNULL; // a pair whose even one is first
        }
        // the JVM's conditional jumps stand in pairs of opposites, the odd one first
        return ((jump + 1) ^ 1) - 1;
    }
}
