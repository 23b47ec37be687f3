package org.amphora.engine.compile;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.amphora.binary.opcode.InstructionReader;
import org.amphora.binary.opcode.Opcode;
import org.objectweb.asm.Opcodes;

/**
 * Instructions on vectors. Those on floats are for {@link FloatVectorCompiler}, loads and stores for {@link
 * VectorMemoryCompiler}. Of the rest most do the same to both halves of their operands; the others are listed here with
 * what each half of the result is made of.
 */
final class VectorCompiler {
    /** What the JVM has an instruction for: it is written once for each half. */
    private static final Map<Opcode, Integer> JVM = new EnumMap<>(Map.of(
            Opcode.V128_AND, Opcodes.LAND,
            Opcode.V128_OR, Opcodes.LOR,
            Opcode.V128_XOR, Opcodes.LXOR,
            Opcode.I64X2_ADD, Opcodes.LADD,
            Opcode.I64X2_SUB, Opcodes.LSUB,
            Opcode.I64X2_MUL, Opcodes.LMUL,
            Opcode.I64X2_NEG, Opcodes.LNEG,
            Opcode.I64X2_SHL, Opcodes.LSHL,
            Opcode.I64X2_SHR_S, Opcodes.LSHR,
            Opcode.I64X2_SHR_U, Opcodes.LUSHR));

    /** How one half of a result is made: by a method, of the operands at some positions; zero if there is no method. */
    private static final class Half {
        static final Half ZERO = new Half(null);

        final String method;
        final int[] operands;

        Half(String method, int... operands) {
            this.method = method;
            this.operands = operands;
        }
    }

    /** The halves, low then high, of results that are not made half by half. */
    private static final Map<Opcode, Half[]> CROSSING = new EnumMap<>(Opcode.class);

    static {
        row(Opcode.I8X16_SWIZZLE, new Half("swizzle", 0, 1, 2), new Half("swizzle", 0, 1, 3));
        row(Opcode.I8X16_NARROW_I16X8_S, new Half("narrowI16x8S", 0, 1), new Half("narrowI16x8S", 2, 3));
        row(Opcode.I8X16_NARROW_I16X8_U, new Half("narrowI16x8U", 0, 1), new Half("narrowI16x8U", 2, 3));
        row(Opcode.I16X8_NARROW_I32X4_S, new Half("narrowI32x4S", 0, 1), new Half("narrowI32x4S", 2, 3));
        row(Opcode.I16X8_NARROW_I32X4_U, new Half("narrowI32x4U", 0, 1), new Half("narrowI32x4U", 2, 3));
        widening("extend", "S", 0, Opcode.I16X8_EXTEND_LOW_I8X16_S, Opcode.I16X8_EXTEND_HIGH_I8X16_S);
        widening("extend", "U", 0, Opcode.I16X8_EXTEND_LOW_I8X16_U, Opcode.I16X8_EXTEND_HIGH_I8X16_U);
        widening("extend", "S", 0, Opcode.I32X4_EXTEND_LOW_I16X8_S, Opcode.I32X4_EXTEND_HIGH_I16X8_S);
        widening("extend", "U", 0, Opcode.I32X4_EXTEND_LOW_I16X8_U, Opcode.I32X4_EXTEND_HIGH_I16X8_U);
        widening("extend", "S", 0, Opcode.I64X2_EXTEND_LOW_I32X4_S, Opcode.I64X2_EXTEND_HIGH_I32X4_S);
        widening("extend", "U", 0, Opcode.I64X2_EXTEND_LOW_I32X4_U, Opcode.I64X2_EXTEND_HIGH_I32X4_U);
        widening("extmul", "S", 2, Opcode.I16X8_EXTMUL_LOW_I8X16_S, Opcode.I16X8_EXTMUL_HIGH_I8X16_S);
        widening("extmul", "U", 2, Opcode.I16X8_EXTMUL_LOW_I8X16_U, Opcode.I16X8_EXTMUL_HIGH_I8X16_U);
        widening("extmul", "S", 2, Opcode.I32X4_EXTMUL_LOW_I16X8_S, Opcode.I32X4_EXTMUL_HIGH_I16X8_S);
        widening("extmul", "U", 2, Opcode.I32X4_EXTMUL_LOW_I16X8_U, Opcode.I32X4_EXTMUL_HIGH_I16X8_U);
        widening("extmul", "S", 2, Opcode.I64X2_EXTMUL_LOW_I32X4_S, Opcode.I64X2_EXTMUL_HIGH_I32X4_S);
        widening("extmul", "U", 2, Opcode.I64X2_EXTMUL_LOW_I32X4_U, Opcode.I64X2_EXTMUL_HIGH_I32X4_U);
        row(Opcode.F64X2_CONVERT_LOW_I32X4_S, new Half("convertLowS", 0), new Half("convertHighS", 0));
        row(Opcode.F64X2_CONVERT_LOW_I32X4_U, new Half("convertLowU", 0), new Half("convertHighU", 0));
        row(Opcode.I32X4_TRUNC_SAT_F64X2_S_ZERO, new Half("truncSatF64x2SZero", 0, 1), Half.ZERO);
        row(Opcode.I32X4_TRUNC_SAT_F64X2_U_ZERO, new Half("truncSatF64x2UZero", 0, 1), Half.ZERO);
    }

    private static void row(Opcode opcode, Half low, Half high) {
        CROSSING.put(opcode, new Half[] {low, high});
    }

    /** Instructions that take one half of each operand and make wider lanes of it; {@code step} parts the operands. */
    private static void widening(String method, String sign, int step, Opcode ofLow, Opcode ofHigh) {
        int[] low = step == 0 ? new int[] {0} : new int[] {0, step};
        int[] high = step == 0 ? new int[] {1} : new int[] {1, step + 1};
        row(ofLow, new Half(method + "Low" + sign, low), new Half(method + "High" + sign, low));
        row(ofHigh, new Half(method + "Low" + sign, high), new Half(method + "High" + sign, high));
    }

    /** Comparisons for which the runtime gives the highest bit of each lane. */
    private static final Set<Opcode> COMPARISONS = EnumSet.range(Opcode.I8X16_EQ, Opcode.I32X4_GE_U);

    private static final Map<Opcode, Opcode> EXACT = RelaxedChoices.exact();

    private final Emission emission;
    private final CodeBuilder code;
    private final MemoryCompiler memories;
    private final FloatVectorCompiler floats;

    VectorCompiler(Emission emission, MemoryCompiler memories) {
        this.floats = new FloatVectorCompiler(emission);
        this.emission = emission;
        this.code = emission.code;
        this.memories = memories;
    }

    static boolean handles(Opcode opcode) {
        return opcode.prefix() == Opcode.PREFIX_VECTOR;
    }

    /** The instruction that {@code opcode} does the work of; itself if it is not relaxed, or has no counterpart. */
    static Opcode exact(Opcode opcode) {
        return EXACT.getOrDefault(opcode, opcode);
    }

    static boolean comparesLanes(Opcode opcode) {
        return COMPARISONS.contains(opcode);
    }

    /** Whether {@code opcode} looks at no more of what {@code comparison} gives than the highest bit of each lane. */
    static boolean tests(Opcode opcode, Opcode comparison) {
        return switch (opcode) {
            case V128_ANY_TRUE -> true;
            case I8X16_ALL_TRUE, I8X16_BITMASK, I16X8_ALL_TRUE, I16X8_BITMASK, I32X4_ALL_TRUE, I32X4_BITMASK ->
                owner(opcode).equals(owner(comparison));
            default -> false;
        };
    }

    /** A comparison of {@link #comparesLanes lanes} whose result is used. */
    void compare(Opcode comparison) {
        VectorOperands operands = VectorOperands.take(emission, comparison);
        for (int half = 0; half < 2; half++) {
            eachHalf(comparison, operands, half);
            code.invokeStatic(owner(comparison), "spread", "(J)J");
        }
        operands.consumed();
        VectorForm.LONGS.produced(emission);
    }

    /** A comparison of lanes whose result is only {@link #tests tested}. */
    void test(Opcode comparison, Opcode test) {
        VectorOperands operands = VectorOperands.take(emission, comparison);
        eachHalf(comparison, operands, 0);
        eachHalf(comparison, operands, 1);
        call(test, "JJ", "I");
        operands.consumed();
        emission.produced(Kind.INT);
    }

    void compile(InstructionReader reader) {
        Opcode opcode = exact(reader.opcode());
        if (FloatVectorCompiler.handles(opcode)) {
            floats.compile(opcode, reader);
            return;
        }
        switch (opcode.immediates()) {
            case V128 -> constant(reader);
            case SHUFFLE -> shuffle(reader);
            case LANE -> lane(opcode, reader.lane());
            case MEMORY_ARGUMENT, MEMORY_ARGUMENT_LANE ->
                new VectorMemoryCompiler(emission, memories).compile(opcode, reader);
            default -> plain(opcode);
        }
    }

    private void constant(InstructionReader reader) {
        long[] halves = {reader.bits(), reader.highBits()};
        if (emission.shape.givesFloats(reader.offset())) {
            for (int lane = 0; lane < 4; lane++) {
                code.floatConstant((int) (halves[lane / 2] >>> (32 * (lane % 2))));
            }
            VectorForm.FLOATS.produced(emission);
        } else {
            code.longConstant(halves[0]);
            code.longConstant(halves[1]);
            VectorForm.LONGS.produced(emission);
        }
    }

    /** The class with the methods of an instruction: that of its shape. */
    static String owner(Opcode opcode) {
        String text = opcode.text();
        return Names.SIMD + Character.toUpperCase(text.charAt(0)) + text.substring(1, text.indexOf('.'));
    }

    /** The method of an instruction: its name without the shape. */
    static String method(Opcode opcode) {
        String text = opcode.text();
        return NumericCompiler.camelCase(text.substring(text.indexOf('.') + 1));
    }

    private void plain(Opcode opcode) {
        boolean vector = opcode.signature().endsWith("v");
        VectorOperands operands = VectorOperands.take(emission, opcode);
        Half[] halves = CROSSING.get(opcode);
        if (halves != null) {
            half(opcode, halves[0], operands);
            half(opcode, halves[1], operands);
        } else if (!operands.isVector(0)) {
            operands.scalar(0);
            call(opcode, operands.kind(0).descriptor, "J");
            code.op(Opcodes.DUP2);
        } else if (vector) {
            eachHalf(opcode, operands, 0);
            eachHalf(opcode, operands, 1);
        } else {
            operands.half(0, 0);
            operands.half(0, 1);
            call(opcode, "JJ", "I");
        }
        operands.consumed();
        if (vector) {
            VectorForm.LONGS.produced(emission);
        } else {
            emission.produced(Kind.INT);
        }
    }

    /** The instruction on one half of its vectors, and on its other operands. */
    private void eachHalf(Opcode opcode, VectorOperands operands, int half) {
        StringBuilder descriptor = new StringBuilder();
        for (int i = 0; i < operands.count(); i++) {
            if (operands.isVector(i)) {
                operands.half(i, half);
                descriptor.append("J");
            } else {
                operands.scalar(i);
                descriptor.append(operands.kind(i).descriptor);
            }
        }
        Integer instruction = JVM.get(opcode);
        if (instruction != null) {
            code.op(instruction);
        } else {
            call(opcode, descriptor.toString(), "J");
        }
    }

    private void half(Opcode opcode, Half half, VectorOperands operands) {
        if (half.method == null) {
            code.op(Opcodes.LCONST_0);
            return;
        }
        for (int operand : half.operands) {
            operands.half(operand / 2, operand % 2);
        }
        code.invokeStatic(owner(opcode), half.method, "(" + "J".repeat(half.operands.length) + ")J");
    }

    private void call(Opcode opcode, String parameters, String result) {
        code.invokeStatic(owner(opcode), method(opcode), "(" + parameters + ")" + result);
    }

    /** Lanes in a half of the vectors that an instruction's name speaks of. */
    static int lanesOfHalf(Opcode opcode) {
        String text = opcode.text();
        return Integer.parseInt(text.substring(text.indexOf('x') + 1, text.indexOf('.'))) / 2;
    }

    private void lane(Opcode opcode, int lane) {
        int chosen = lane / lanesOfHalf(opcode);
        int inHalf = lane % lanesOfHalf(opcode);
        VectorOperands operands = VectorOperands.take(emission, opcode);
        if (operands.count() == 1) {
            Kind result = Signature.results(opcode)[0];
            operands.half(0, chosen);
            code.intConstant(inHalf);
            call(opcode, "JI", result.descriptor);
            operands.consumed();
            emission.produced(result);
            return;
        }
        for (int half = 0; half < 2; half++) {
            operands.half(0, half);
            if (half == chosen) {
                operands.scalar(1);
                code.intConstant(inHalf);
                call(opcode, "J" + operands.kind(1).descriptor + "I", "J");
            }
        }
        operands.consumed();
        VectorForm.LONGS.produced(emission);
    }

    private void shuffle(InstructionReader reader) {
        VectorOperands operands = VectorOperands.take(emission, Opcode.I8X16_SHUFFLE);
        Shuffle shuffle = new Shuffle(code, operands, reader.bits(), reader.highBits());
        boolean floats = shuffle.movesFloats();
        if (floats) {
            shuffle.writeFloats();
        } else {
            shuffle.writeHalf(reader.bits());
            shuffle.writeHalf(reader.highBits());
        }
        operands.consumed();
        (floats ? VectorForm.FLOATS : VectorForm.LONGS).produced(emission);
    }
}
