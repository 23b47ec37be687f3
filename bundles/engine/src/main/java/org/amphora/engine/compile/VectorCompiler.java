package org.amphora.engine.compile;

import java.util.EnumMap;
import java.util.Map;
import org.amphora.binary.opcode.InstructionReader;
import org.amphora.binary.opcode.Opcode;
import org.objectweb.asm.Opcodes;

/**
 * Instructions on vectors. A v128 is two longs, the low half below the high one. Most instructions do the same to both
 * halves; the others are listed here with what each half of the result is made of. Operands are taken from their
 * variables, where they can be read in any order.
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
        row(Opcode.F64X2_PROMOTE_LOW_F32X4, new Half("promoteLow", 0), new Half("promoteHigh", 0));
        row(Opcode.F32X4_DEMOTE_F64X2_ZERO, new Half("demoteF64x2Zero", 0, 1), Half.ZERO);
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

    private static final Map<Opcode, Opcode> EXACT = RelaxedChoices.exact();

    private final Emission emission;
    private final CodeBuilder code;
    private final MemoryCompiler memories;

    VectorCompiler(Emission emission, MemoryCompiler memories) {
        this.emission = emission;
        this.code = emission.code;
        this.memories = memories;
    }

    static boolean handles(Opcode opcode) {
        return opcode.prefix() == Opcode.PREFIX_VECTOR;
    }

    void compile(InstructionReader reader) {
        Opcode opcode = EXACT.getOrDefault(reader.opcode(), reader.opcode());
        switch (opcode.immediates()) {
            case V128 -> {
                code.longConstant(reader.bits());
                code.longConstant(reader.highBits());
                producedVector();
            }
            case SHUFFLE -> shuffle(reader);
            case LANE -> lane(opcode, reader.lane());
            case MEMORY_ARGUMENT, MEMORY_ARGUMENT_LANE ->
                new VectorMemoryCompiler(emission, memories).compile(opcode, reader);
            default -> plain(opcode);
        }
    }

    private void producedVector() {
        emission.produced(Kind.LONG);
        emission.produced(Kind.HIGH);
    }

    /** The class with the methods of an instruction: that of its shape. */
    static String owner(Opcode opcode) {
        String text = opcode.text();
        return Names.SIMD + Character.toUpperCase(text.charAt(0)) + text.substring(1, text.indexOf('.'));
    }

    private static String method(Opcode opcode) {
        String text = opcode.text();
        return NumericCompiler.camelCase(text.substring(text.indexOf('.') + 1));
    }

    private void plain(Opcode opcode) {
        Kind[] operands = Signature.operands(opcode);
        boolean vector = opcode.signature().endsWith("v");
        int first = emission.park(operands.length);
        Half[] halves = CROSSING.get(opcode);
        if (halves != null) {
            half(opcode, halves[0], operands, first);
            half(opcode, halves[1], operands, first);
        } else if (vector && operands[operands.length - 1] != Kind.HIGH && operands.length == 1) {
            load(operands, first, 0);
            call(opcode, operands[0].descriptor, "J");
            code.op(Opcodes.DUP2);
        } else if (vector) {
            eachHalf(opcode, operands, first, Kind.LONG);
            eachHalf(opcode, operands, first, Kind.HIGH);
        } else {
            load(operands, first, 0);
            load(operands, first, 1);
            call(opcode, "JJ", "I");
        }
        emission.consumed(operands.length);
        if (vector) {
            producedVector();
        } else {
            emission.produced(Kind.INT);
        }
    }

    /** The instruction on one half of its vectors, and on its other operands. */
    private void eachHalf(Opcode opcode, Kind[] operands, int first, Kind which) {
        StringBuilder descriptor = new StringBuilder();
        for (int i = 0; i < operands.length; i++) {
            boolean otherHalf = operands[i] != which && operands[i] != Kind.INT;
            if (!otherHalf) {
                load(operands, first, i);
                descriptor.append(operands[i].descriptor);
            }
        }
        Integer instruction = JVM.get(opcode);
        if (instruction != null) {
            code.op(instruction);
        } else {
            call(opcode, descriptor.toString(), "J");
        }
    }

    private void half(Opcode opcode, Half half, Kind[] operands, int first) {
        if (half.method == null) {
            code.op(Opcodes.LCONST_0);
            return;
        }
        for (int operand : half.operands) {
            load(operands, first, operand);
        }
        code.invokeStatic(owner(opcode), half.method, "(" + "J".repeat(half.operands.length) + ")J");
    }

    private void load(Kind[] operands, int first, int operand) {
        code.load(operands[operand], emission.layout.slot(first + operand));
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
        Kind[] operands = Signature.operands(opcode);
        int half = lane / lanesOfHalf(opcode);
        int inHalf = lane % lanesOfHalf(opcode);
        int first = emission.park(operands.length);
        if (operands.length == 2) {
            Kind result = Signature.results(opcode)[0];
            load(operands, first, half);
            code.intConstant(inHalf);
            call(opcode, "JI", result.descriptor);
            emission.consumed(2);
            emission.produced(result);
            return;
        }
        for (int i = 0; i < 2; i++) {
            load(operands, first, i);
            if (i == half) {
                load(operands, first, 2);
                code.intConstant(inHalf);
                call(opcode, "J" + operands[2].descriptor + "I", "J");
            }
        }
        emission.consumed(3);
        producedVector();
    }

    private void shuffle(InstructionReader reader) {
        int first = emission.park(4);
        new Shuffle(code, emission.layout, first).write(reader.bits());
        new Shuffle(code, emission.layout, first).write(reader.highBits());
        emission.consumed(4);
        producedVector();
    }
}
