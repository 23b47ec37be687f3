package org.amphora.engine.validate;

import org.amphora.binary.opcode.Opcode;

/** Instructions on vectors that name lanes (WebAssembly 3.0, section 3.4.5); those that do not are like numeric ones. */
final class VectorRules {
    private static final int VECTOR_BYTES = 16;

    private VectorRules() {}

    /** Instructions that name a lane of the vector that they take. */
    static void lane(CodeState code) {
        checkLane(code, code.reader().lane(), lanes(code.reader().opcode()));
        NumericRules.apply(code);
    }

    /** Loads and stores of one lane. */
    static void laneAccess(CodeState code) {
        checkLane(
                code,
                code.reader().lane(),
                VECTOR_BYTES / code.reader().opcode().accessBytes());
        MemoryRules.access(code);
    }

    static void shuffle(CodeState code) {
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            checkLane(code, (int) (code.reader().bits() >>> shift) & 0xFF, 2 * VECTOR_BYTES);
        }
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            checkLane(code, (int) (code.reader().highBits() >>> shift) & 0xFF, 2 * VECTOR_BYTES);
        }
        NumericRules.apply(code);
    }

    /** How many lanes the vectors have that the instruction's name speaks of, such as {@code i8x16.splat}. */
    private static int lanes(Opcode opcode) {
        String text = opcode.text();
        return Integer.parseInt(text.substring(text.indexOf('x') + 1, text.indexOf('.')));
    }

    private static void checkLane(CodeState code, int lane, int lanes) {
        if (lane >= lanes) {
            throw code.invalid(
                    "invalid lane index", code.reader().opcode() + " names lane " + lane + ", and there are " + lanes);
        }
    }
}
