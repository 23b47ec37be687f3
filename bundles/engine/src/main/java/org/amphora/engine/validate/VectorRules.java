package org.amphora.engine.validate;

import java.util.Map;
import org.amphora.binary.opcode.Immediates;
import org.amphora.binary.opcode.Opcode;

/** Instructions on vectors that name lanes (WebAssembly 3.0, section 3.4.5); those that do not are like numeric ones. */
final class VectorRules {
    private VectorRules() {}

    static void addTo(Map<Opcode, Rule> rules) {
        for (Opcode opcode : Opcode.values()) {
            if (opcode.immediates() == Immediates.LANE) {
                rules.put(opcode, lane(lanes(opcode), NumericRules.signature(opcode)));
            } else if (opcode.immediates() == Immediates.MEMORY_ARGUMENT_LANE) {
                rules.put(opcode, lane(16 / opcode.accessBytes(), rules.get(opcode)));
            }
        }
        rules.put(Opcode.I8X16_SHUFFLE, shuffle(NumericRules.signature(Opcode.I8X16_SHUFFLE)));
    }

    /** How many lanes the vectors have that the instruction's name speaks of, such as {@code i8x16.splat}. */
    private static int lanes(Opcode opcode) {
        String text = opcode.text();
        return Integer.parseInt(text.substring(text.indexOf('x') + 1, text.indexOf('.')));
    }

    /** Checks the lane before {@code rest}. */
    private static Rule lane(int lanes, Rule rest) {
        return code -> {
            checkLane(code, code.reader().lane(), lanes);
            rest.apply(code);
        };
    }

    private static Rule shuffle(Rule rest) {
        return code -> {
            for (int shift = 0; shift < 64; shift += 8) {
                checkLane(code, (int) (code.reader().bits() >>> shift) & 0xFF, 32);
            }
            for (int shift = 0; shift < 64; shift += 8) {
                checkLane(code, (int) (code.reader().highBits() >>> shift) & 0xFF, 32);
            }
            rest.apply(code);
        };
    }

    private static void checkLane(CodeState code, int lane, int lanes) {
        if (lane >= lanes) {
            throw code.invalid(
                    "invalid lane index", code.reader().opcode() + " names lane " + lane + ", and there are " + lanes);
        }
    }
}
