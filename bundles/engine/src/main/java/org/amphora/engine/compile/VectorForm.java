package org.amphora.engine.compile;

import org.amphora.binary.opcode.Opcode;

/**
 * What a v128 is in generated code. Wherever control flows together, and between functions, it is two longs. In between,
 * what comes out of arithmetic on floats stays four floats: C2 does not see through the packing of two floats into a long,
 * so that each instruction would pay for taking them apart and putting them together.
 */
enum VectorForm {
    /** Two longs, the low half first. */
    LONGS(Kind.LONG, Kind.HIGH),
    /** Four floats, the lowest lane first. */
    FLOATS(Kind.FLOAT, Kind.FLOAT, Kind.FLOAT, Kind.LAST_FLOAT);

    private static final String CLASS = Names.SIMD + "F32x4";

    @SuppressWarnings("ImmutableEnumChecker")
    private final Kind[] kinds;

    VectorForm(Kind... kinds) {
        this.kinds = kinds;
    }

    /** How many operands make the value whose last one, on top, is of kind {@code top}. */
    static int width(Kind top) {
        return switch (top) {
            case HIGH -> 2;
            case LAST_FLOAT -> 4;
            default -> 1;
        };
    }

    /** A new array of the kinds that it is made of, bottom to top. */
    Kind[] kinds() {
        return kinds.clone();
    }

    /** Notes that the code just written left a vector of this form on the JVM's stack. */
    void produced(Emission emission) {
        for (Kind kind : kinds) {
            emission.produced(kind);
        }
    }

    /** Makes two floats on the JVM's stack one half. */
    static void pack(CodeBuilder code) {
        code.invokeStatic(CLASS, "pack", "(FF)J");
    }

    /** Makes a half on the JVM's stack one of its two floats. */
    static void unpack(CodeBuilder code, int lane) {
        code.invokeStatic(CLASS, lane == 0 ? "first" : "second", "(J)F");
    }

    /** What an instruction wants vectors to be that it takes; null if it does not matter. */
    static VectorForm taken(Opcode opcode) {
        if (opcode == Opcode.V128_STORE || opcode == Opcode.I8X16_SHUFFLE) {
            return null;
        }
        return FloatVectorCompiler.takesFloats(opcode) ? FLOATS : LONGS;
    }

    /** What a vector is that an instruction gives; null if it can be either. */
    static VectorForm given(Opcode opcode) {
        return switch (opcode) {
            case V128_LOAD, V128_LOAD32_SPLAT, V128_CONST, I8X16_SHUFFLE -> null;
            default -> FloatVectorCompiler.givesFloats(opcode) ? FLOATS : LONGS;
        };
    }
}
