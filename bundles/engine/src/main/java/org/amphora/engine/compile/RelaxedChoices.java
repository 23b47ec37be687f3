package org.amphora.engine.compile;

import java.util.EnumMap;
import java.util.Map;
import org.amphora.binary.opcode.Opcode;

/**
 * What relaxed instructions do where the specification leaves a choice (WebAssembly 3.0, section 4.3.6). Always the same
 * on every machine: a guest that computes something else elsewhere could not be tested here.
 *
 * <p>All that have an exact counterpart do what that does, which is listed here. The others have methods of their own: a
 * multiply-add rounds twice, because a fused one is slow where the processor has none; the dot products take both factors
 * as signed, and their sums wrap around.
 */
final class RelaxedChoices {
    private static final Map<Opcode, Opcode> EXACT = new EnumMap<>(Opcode.class);

    static {
        EXACT.put(Opcode.I8X16_RELAXED_SWIZZLE, Opcode.I8X16_SWIZZLE);
        EXACT.put(Opcode.I32X4_RELAXED_TRUNC_F32X4_S, Opcode.I32X4_TRUNC_SAT_F32X4_S);
        EXACT.put(Opcode.I32X4_RELAXED_TRUNC_F32X4_U, Opcode.I32X4_TRUNC_SAT_F32X4_U);
        EXACT.put(Opcode.I32X4_RELAXED_TRUNC_F64X2_S_ZERO, Opcode.I32X4_TRUNC_SAT_F64X2_S_ZERO);
        EXACT.put(Opcode.I32X4_RELAXED_TRUNC_F64X2_U_ZERO, Opcode.I32X4_TRUNC_SAT_F64X2_U_ZERO);
        EXACT.put(Opcode.I8X16_RELAXED_LANESELECT, Opcode.V128_BITSELECT);
        EXACT.put(Opcode.I16X8_RELAXED_LANESELECT, Opcode.V128_BITSELECT);
        EXACT.put(Opcode.I32X4_RELAXED_LANESELECT, Opcode.V128_BITSELECT);
        EXACT.put(Opcode.I64X2_RELAXED_LANESELECT, Opcode.V128_BITSELECT);
        EXACT.put(Opcode.F32X4_RELAXED_MIN, Opcode.F32X4_MIN);
        EXACT.put(Opcode.F32X4_RELAXED_MAX, Opcode.F32X4_MAX);
        EXACT.put(Opcode.F64X2_RELAXED_MIN, Opcode.F64X2_MIN);
        EXACT.put(Opcode.F64X2_RELAXED_MAX, Opcode.F64X2_MAX);
        EXACT.put(Opcode.I16X8_RELAXED_Q15MULR_S, Opcode.I16X8_Q15MULR_SAT_S);
    }

    private RelaxedChoices() {}

    /** The instructions that have an exact counterpart, with it. */
    static Map<Opcode, Opcode> exact() {
        return EXACT;
    }
}
