package org.amphora.engine.compile;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.amphora.api.Feature;
import org.amphora.binary.opcode.Immediates;
import org.amphora.binary.opcode.InstructionReader;
import org.amphora.binary.opcode.Opcode;
import org.objectweb.asm.Opcodes;

/**
 * Constants, arithmetic, comparisons and conversions: whatever takes operands by a fixed signature and needs nothing of
 * the instance. What the JVM has an instruction for becomes that; for the rest there is a method of {@code Numerics},
 * named after the instruction.
 */
final class NumericCompiler {
    private static final Map<Opcode, Integer> JVM = new EnumMap<>(Opcode.class);

    static {
        JVM.put(Opcode.I32_ADD, Opcodes.IADD);
        JVM.put(Opcode.I32_SUB, Opcodes.ISUB);
        JVM.put(Opcode.I32_MUL, Opcodes.IMUL);
        JVM.put(Opcode.I32_REM_S, Opcodes.IREM);
        JVM.put(Opcode.I32_AND, Opcodes.IAND);
        JVM.put(Opcode.I32_OR, Opcodes.IOR);
        JVM.put(Opcode.I32_XOR, Opcodes.IXOR);
        JVM.put(Opcode.I32_SHL, Opcodes.ISHL);
        JVM.put(Opcode.I32_SHR_S, Opcodes.ISHR);
        JVM.put(Opcode.I32_SHR_U, Opcodes.IUSHR);
        JVM.put(Opcode.I64_ADD, Opcodes.LADD);
        JVM.put(Opcode.I64_SUB, Opcodes.LSUB);
        JVM.put(Opcode.I64_MUL, Opcodes.LMUL);
        JVM.put(Opcode.I64_REM_S, Opcodes.LREM);
        JVM.put(Opcode.I64_AND, Opcodes.LAND);
        JVM.put(Opcode.I64_OR, Opcodes.LOR);
        JVM.put(Opcode.I64_XOR, Opcodes.LXOR);
        JVM.put(Opcode.F32_ADD, Opcodes.FADD);
        JVM.put(Opcode.F32_SUB, Opcodes.FSUB);
        JVM.put(Opcode.F32_MUL, Opcodes.FMUL);
        JVM.put(Opcode.F32_DIV, Opcodes.FDIV);
        JVM.put(Opcode.F64_ADD, Opcodes.DADD);
        JVM.put(Opcode.F64_SUB, Opcodes.DSUB);
        JVM.put(Opcode.F64_MUL, Opcodes.DMUL);
        JVM.put(Opcode.F64_DIV, Opcodes.DDIV);
        JVM.put(Opcode.I32_WRAP_I64, Opcodes.L2I);
        JVM.put(Opcode.I64_EXTEND_I32_S, Opcodes.I2L);
        JVM.put(Opcode.I32_EXTEND8_S, Opcodes.I2B);
        JVM.put(Opcode.I32_EXTEND16_S, Opcodes.I2S);
        JVM.put(Opcode.F32_CONVERT_I32_S, Opcodes.I2F);
        JVM.put(Opcode.F32_CONVERT_I64_S, Opcodes.L2F);
        JVM.put(Opcode.F64_CONVERT_I32_S, Opcodes.I2D);
        JVM.put(Opcode.F64_CONVERT_I64_S, Opcodes.L2D);
    }

    /** Instructions of the JVM that take an int where those of Wasm take an i64, and look at as many bits of it. */
    private static final Map<Opcode, Integer> SHIFTS = new EnumMap<>(
            Map.of(Opcode.I64_SHL, Opcodes.LSHL, Opcode.I64_SHR_S, Opcodes.LSHR, Opcode.I64_SHR_U, Opcodes.LUSHR));

    private final Emission emission;

    NumericCompiler(Emission emission) {
        this.emission = emission;
    }

    /** Whether {@code opcode} is for this class: a constant, or a signature without immediates. */
    static boolean handles(Opcode opcode) {
        return switch (opcode.immediates()) {
            case I32, I64, F32, F64 -> true;
            case NONE -> opcode.signature() != null && opcode != Opcode.NOP;
            default -> false;
        };
    }

    /** The method that stands in for an instruction: {@code i32.div_s} is {@code i32DivS}. */
    static String methodName(Opcode opcode) {
        return camelCase(opcode.text());
    }

    static String camelCase(String text) {
        StringBuilder name = new StringBuilder();
        boolean upper = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' || c == '_') {
                upper = true;
            } else {
                name.append(upper ? Character.toUpperCase(c) : c);
                upper = false;
            }
        }
        return name.toString();
    }

    /** Whether the JVM has an instruction for {@code opcode}. */
    static boolean direct(Opcode opcode) {
        return JVM.containsKey(opcode) || SHIFTS.containsKey(opcode) || REINTERPRETATIONS.containsKey(opcode);
    }

    private static final Map<Opcode, String[]> REINTERPRETATIONS = new EnumMap<>(Map.of(
            Opcode.I32_REINTERPRET_F32, new String[] {"java/lang/Float", "floatToRawIntBits"},
            Opcode.F32_REINTERPRET_I32, new String[] {"java/lang/Float", "intBitsToFloat"},
            Opcode.I64_REINTERPRET_F64, new String[] {"java/lang/Double", "doubleToRawLongBits"},
            Opcode.F64_REINTERPRET_I64, new String[] {"java/lang/Double", "longBitsToDouble"}));

    void compile(InstructionReader reader) {
        Opcode opcode = reader.opcode();
        if (opcode.immediates() != Immediates.NONE) {
            constant(opcode, reader.bits());
            return;
        }
        if (opcode.feature() == Feature.WIDE_ARITHMETIC) {
            wide(opcode);
            return;
        }
        int parameters = opcode.signature().indexOf('-');
        emission.need(parameters);
        write(emission.code, opcode);
        emission.consumed(parameters);
        emission.produced(Kind.of(opcode.signature().charAt(parameters + 1)));
    }

    /** The methods that stand in for an instruction, one for each result. */
    static List<String> methodNames(Opcode opcode) {
        String name = methodName(opcode);
        return opcode.feature() == Feature.WIDE_ARITHMETIC ? List.of(name + "Low", name + "High") : List.of(name);
    }

    /**
     * An instruction with a result of 128 bits. A method of the JVM does not return two longs, so there is one for each
     * half: both are given all operands, and HotSpot, which inlines both, drops what is there twice.
     */
    private void wide(Opcode opcode) {
        int parameters = opcode.signature().indexOf('-');
        int first = emission.park(parameters);
        for (String half : methodNames(opcode)) {
            for (int i = 0; i < parameters; i++) {
                emission.load(first + i);
            }
            emission.code.invokeStatic(Names.NUMERICS, half, descriptor(opcode.signature()));
        }
        emission.consumed(parameters);
        emission.produced(Kind.LONG);
        emission.produced(Kind.LONG);
    }

    /** Writes {@code opcode} on operands that are on the JVM's stack. */
    static void write(CodeBuilder code, Opcode opcode) {
        Integer instruction = JVM.get(opcode);
        String[] reinterpretation = REINTERPRETATIONS.get(opcode);
        if (instruction != null) {
            code.op(instruction);
        } else if (SHIFTS.containsKey(opcode)) {
            code.op(Opcodes.L2I);
            code.op(SHIFTS.get(opcode));
        } else if (reinterpretation != null) {
            code.invokeStatic(reinterpretation[0], reinterpretation[1], descriptor(opcode.signature()));
        } else {
            code.invokeStatic(Names.NUMERICS, methodName(opcode), descriptor(opcode.signature()));
        }
    }

    /** Writes a comparison, of numbers or of a reference with null, as 0 or 1. */
    static void writeComparison(CodeBuilder code, Opcode opcode) {
        String signature = opcode == Opcode.REF_IS_NULL ? "r-i" : opcode.signature();
        code.invokeStatic(Names.NUMERICS, methodName(opcode), descriptor(signature));
    }

    /** A signature of the opcode table as a descriptor, with the first result: {@code ii-i} is {@code (II)I}. */
    static String descriptor(String signature) {
        int minus = signature.indexOf('-');
        StringBuilder text = new StringBuilder("(");
        for (int i = 0; i < minus; i++) {
            text.append(Kind.of(signature.charAt(i)).descriptor);
        }
        text.append(')');
        return text.append(minus + 1 == signature.length() ? "V" : Kind.of(signature.charAt(minus + 1)).descriptor)
                .toString();
    }

    private void constant(Opcode opcode, long bits) {
        CodeBuilder code = emission.code;
        switch (opcode.immediates()) {
            case I32 -> code.intConstant((int) bits);
            case I64 -> code.longConstant(bits);
            case F32 -> code.floatConstant((int) bits);
            default -> code.doubleConstant(bits);
        }
        emission.produced(Kind.of(opcode.signature().charAt(1)));
    }
}
