package org.amphora.engine.compile;

import java.util.EnumMap;
import java.util.Map;
import org.amphora.binary.opcode.InstructionReader;
import org.amphora.binary.opcode.Opcode;
import org.objectweb.asm.Opcodes;

/** Instructions on vectors of floats: lane by lane, and what they give stays four floats. */
final class FloatVectorCompiler {
    /** The instruction for each lane; those that have none stand for themselves. */
    private static final Map<Opcode, Opcode> LANES = new EnumMap<>(Opcode.class);

    /** Methods that compare two lanes at once and give half a mask. */
    private static final Map<Opcode, String> COMPARISONS = new EnumMap<>(Map.of(
            Opcode.F32X4_EQ, "eq",
            Opcode.F32X4_NE, "ne",
            Opcode.F32X4_LT, "lt",
            Opcode.F32X4_GT, "gt",
            Opcode.F32X4_LE, "le",
            Opcode.F32X4_GE, "ge"));

    static {
        LANES.put(Opcode.F32X4_ADD, Opcode.F32_ADD);
        LANES.put(Opcode.F32X4_SUB, Opcode.F32_SUB);
        LANES.put(Opcode.F32X4_MUL, Opcode.F32_MUL);
        LANES.put(Opcode.F32X4_DIV, Opcode.F32_DIV);
        LANES.put(Opcode.F32X4_MIN, Opcode.F32_MIN);
        LANES.put(Opcode.F32X4_MAX, Opcode.F32_MAX);
        LANES.put(Opcode.F32X4_ABS, Opcode.F32_ABS);
        LANES.put(Opcode.F32X4_NEG, Opcode.F32_NEG);
        LANES.put(Opcode.F32X4_SQRT, Opcode.F32_SQRT);
        LANES.put(Opcode.F32X4_CEIL, Opcode.F32_CEIL);
        LANES.put(Opcode.F32X4_FLOOR, Opcode.F32_FLOOR);
        LANES.put(Opcode.F32X4_TRUNC, Opcode.F32_TRUNC);
        LANES.put(Opcode.F32X4_NEAREST, Opcode.F32_NEAREST);
        LANES.put(Opcode.F32X4_PMIN, Opcode.F32X4_PMIN);
        LANES.put(Opcode.F32X4_PMAX, Opcode.F32X4_PMAX);
    }

    private final Emission emission;
    private final CodeBuilder code;

    FloatVectorCompiler(Emission emission) {
        this.emission = emission;
        this.code = emission.code;
    }

    /** Whether the operands of {@code opcode} are vectors of floats. */
    static boolean takesFloats(Opcode opcode) {
        return LANES.containsKey(opcode)
                || COMPARISONS.containsKey(opcode)
                || switch (opcode) {
                    case F32X4_RELAXED_MADD,
                            F32X4_RELAXED_NMADD,
                            F32X4_EXTRACT_LANE,
                            F32X4_REPLACE_LANE,
                            I32X4_TRUNC_SAT_F32X4_S,
                            I32X4_TRUNC_SAT_F32X4_U,
                            F64X2_PROMOTE_LOW_F32X4 -> true;
                    default -> false;
                };
    }

    /** Whether the result of {@code opcode} is a vector of floats. */
    static boolean givesFloats(Opcode opcode) {
        return LANES.containsKey(opcode)
                || switch (opcode) {
                    case F32X4_RELAXED_MADD,
                            F32X4_RELAXED_NMADD,
                            F32X4_REPLACE_LANE,
                            F32X4_SPLAT,
                            F32X4_CONVERT_I32X4_S,
                            F32X4_CONVERT_I32X4_U,
                            F32X4_DEMOTE_F64X2_ZERO -> true;
                    default -> false;
                };
    }

    static boolean handles(Opcode opcode) {
        return takesFloats(opcode) || givesFloats(opcode);
    }

    void compile(Opcode opcode, InstructionReader reader) {
        VectorOperands operands = VectorOperands.take(emission, opcode);
        String comparison = COMPARISONS.get(opcode);
        if (comparison != null) {
            compare(comparison, operands);
        } else if (!givesFloats(opcode)) {
            read(opcode, operands, reader.lane());
        } else {
            for (int lane = 0; lane < 4; lane++) {
                lane(opcode, operands, lane, reader.lane());
            }
        }
        operands.consumed();
        if (givesFloats(opcode)) {
            VectorForm.FLOATS.produced(emission);
        } else if (opcode == Opcode.F32X4_EXTRACT_LANE) {
            emission.produced(Kind.FLOAT);
        } else {
            VectorForm.LONGS.produced(emission);
        }
    }

    private void compare(String method, VectorOperands operands) {
        for (int half = 0; half < 2; half++) {
            for (int lane = 2 * half; lane < 2 * half + 2; lane++) {
                operands.lane(0, lane);
                operands.lane(1, lane);
            }
            code.invokeStatic(Names.SIMD + "F32x4", method, "(FFFF)J");
        }
    }

    /** An instruction that makes something else of floats. */
    private void read(Opcode opcode, VectorOperands operands, int chosen) {
        switch (opcode) {
            case F32X4_EXTRACT_LANE -> operands.lane(0, chosen);
            case F64X2_PROMOTE_LOW_F32X4 -> {
                for (int lane = 0; lane < 2; lane++) {
                    operands.lane(0, lane);
                    NumericCompiler.write(code, Opcode.F64_PROMOTE_F32);
                    NumericCompiler.write(code, Opcode.I64_REINTERPRET_F64);
                }
            }
            default -> {
                for (int half = 0; half < 2; half++) {
                    operands.lane(0, 2 * half);
                    operands.lane(0, 2 * half + 1);
                    code.invokeStatic(Names.SIMD + "I32x4", VectorCompiler.method(opcode), "(FF)J");
                }
            }
        }
    }

    /** Pushes one lane of the result. */
    private void lane(Opcode opcode, VectorOperands operands, int lane, int chosen) {
        switch (opcode) {
            case F32X4_SPLAT -> operands.scalar(0);
            case F32X4_REPLACE_LANE -> {
                if (lane == chosen) {
                    operands.scalar(1);
                } else {
                    operands.lane(0, lane);
                }
            }
            case F32X4_RELAXED_MADD -> {
                operands.lane(0, lane);
                operands.lane(1, lane);
                code.op(Opcodes.FMUL);
                operands.lane(2, lane);
                code.op(Opcodes.FADD);
            }
            case F32X4_RELAXED_NMADD -> {
                operands.lane(2, lane);
                operands.lane(0, lane);
                operands.lane(1, lane);
                code.op(Opcodes.FMUL);
                code.op(Opcodes.FSUB);
            }
            case F32X4_CONVERT_I32X4_S -> convert(operands, lane, Opcode.F32_CONVERT_I32_S);
            case F32X4_CONVERT_I32X4_U -> convert(operands, lane, Opcode.F32_CONVERT_I32_U);
            case F32X4_DEMOTE_F64X2_ZERO -> {
                if (lane < 2) {
                    operands.half(0, lane);
                    NumericCompiler.write(code, Opcode.F64_REINTERPRET_I64);
                    NumericCompiler.write(code, Opcode.F32_DEMOTE_F64);
                } else {
                    code.zero(Kind.FLOAT);
                }
            }
            default -> {
                for (int operand = 0; operand < operands.count(); operand++) {
                    operands.lane(operand, lane);
                }
                switch (opcode) {
                    case F32X4_PMIN -> code.invokeStatic(Names.SIMD + "F32x4", "pmin", "(FF)F");
                    case F32X4_PMAX -> code.invokeStatic(Names.SIMD + "F32x4", "pmax", "(FF)F");
                    default -> NumericCompiler.write(code, LANES.get(opcode));
                }
            }
        }
    }

    private void convert(VectorOperands operands, int lane, Opcode conversion) {
        operands.half(0, lane / 2);
        code.intConstant(lane % 2);
        code.invokeStatic(Names.SIMD + "I32x4", "extractLane", "(JI)I");
        NumericCompiler.write(code, conversion);
    }
}
