package org.amphora.engine.compile;

import org.amphora.binary.opcode.InstructionReader;
import org.amphora.binary.opcode.Opcode;
import org.objectweb.asm.Opcodes;

/** Loads and stores of vectors and of their lanes, made of the accesses that numbers have. */
final class VectorMemoryCompiler {
    private final Emission emission;
    private final CodeBuilder code;
    private final MemoryCompiler memories;
    private VectorOperands operands;

    VectorMemoryCompiler(Emission emission, MemoryCompiler memories) {
        this.emission = emission;
        this.code = emission.code;
        this.memories = memories;
    }

    void compile(Opcode opcode, InstructionReader reader) {
        if (memories.trapsAlways(reader)) {
            return;
        }
        operands = VectorOperands.take(emission, opcode);
        switch (opcode) {
            case V128_LOAD -> load(reader);
            case V128_STORE -> store(reader);
            case V128_LOAD8X8_S -> widen(reader, "I16x8", "S");
            case V128_LOAD8X8_U -> widen(reader, "I16x8", "U");
            case V128_LOAD16X4_S -> widen(reader, "I32x4", "S");
            case V128_LOAD16X4_U -> widen(reader, "I32x4", "U");
            case V128_LOAD32X2_S -> widen(reader, "I64x2", "S");
            case V128_LOAD32X2_U -> widen(reader, "I64x2", "U");
            case V128_LOAD8_SPLAT -> splat(reader, Opcode.I32_LOAD8_U, "I8x16");
            case V128_LOAD16_SPLAT -> splat(reader, Opcode.I32_LOAD16_U, "I16x8");
            case V128_LOAD32_SPLAT -> {
                if (floats(reader)) {
                    splatFloat(reader);
                } else {
                    splat(reader, Opcode.I32_LOAD, "I32x4");
                }
            }
            case V128_LOAD64_SPLAT -> splat(reader, Opcode.I64_LOAD, "I64x2");
            case V128_LOAD32_ZERO -> zeroExtend(reader, Opcode.I64_LOAD32_U);
            case V128_LOAD64_ZERO -> zeroExtend(reader, Opcode.I64_LOAD);
            case V128_LOAD8_LANE -> loadLane(reader, Opcode.I32_LOAD8_U, Opcode.I8X16_REPLACE_LANE);
            case V128_LOAD16_LANE -> loadLane(reader, Opcode.I32_LOAD16_U, Opcode.I16X8_REPLACE_LANE);
            case V128_LOAD32_LANE -> loadLane(reader, Opcode.I32_LOAD, Opcode.I32X4_REPLACE_LANE);
            case V128_LOAD64_LANE -> loadLane(reader, Opcode.I64_LOAD, Opcode.I64X2_REPLACE_LANE);
            case V128_STORE8_LANE -> storeLane(reader, Opcode.I32_STORE8, "extractLaneU", Opcode.I8X16_REPLACE_LANE);
            case V128_STORE16_LANE -> storeLane(reader, Opcode.I32_STORE16, "extractLaneU", Opcode.I16X8_REPLACE_LANE);
            case V128_STORE32_LANE -> storeLane(reader, Opcode.I32_STORE, "extractLane", Opcode.I32X4_REPLACE_LANE);
            case V128_STORE64_LANE -> storeLane(reader, Opcode.I64_STORE, "extractLane", Opcode.I64X2_REPLACE_LANE);
            default -> throw new IllegalStateException("no code for " + opcode);
        }
        operands.consumed();
        if (opcode.signature().endsWith("v")) {
            (floats(reader) ? VectorForm.FLOATS : VectorForm.LONGS).produced(emission);
        }
    }

    /** Whether a load gives four floats. */
    private boolean floats(InstructionReader reader) {
        return emission.shape.givesFloats(reader.offset());
    }

    private void load(InstructionReader reader) {
        Opcode part = floats(reader) ? Opcode.F32_LOAD : Opcode.I64_LOAD;
        for (int offset = 0; offset < 16; offset += part.accessBytes()) {
            loadAddress();
            memories.call(reader, NumericCompiler.methodName(part), part.signature(), offset);
        }
    }

    private void store(InstructionReader reader) {
        if (operands.isFloats(1)) {
            // the highest first: where that is in bounds, the others are
            for (int lane : new int[] {3, 0, 1, 2}) {
                loadAddress();
                operands.lane(1, lane);
                memories.call(reader, "f32Store", Opcode.F32_STORE.signature(), 4 * lane);
            }
        } else {
            loadAddress();
            loadHalf(0);
            loadHalf(1);
            memories.call(reader, "v128Store", "iII-", 0);
        }
    }

    private void splatFloat(InstructionReader reader) {
        // the address is not needed again: its variable holds the float
        int value = operands.variable(0);
        access(reader, Opcode.F32_LOAD);
        code.store(Kind.FLOAT, value);
        for (int lane = 0; lane < 4; lane++) {
            code.load(Kind.FLOAT, value);
        }
    }

    private void loadAddress() {
        operands.scalar(0);
    }

    private void loadHalf(int half) {
        operands.half(1, half);
    }

    /** Pushes what a load of a number gives. */
    private void access(InstructionReader reader, Opcode opcode) {
        loadAddress();
        memories.call(reader, NumericCompiler.methodName(opcode), opcode.signature(), 0);
    }

    private void widen(InstructionReader reader, String shape, String sign) {
        // the address is not needed again: its variable, which has room for it, holds the eight bytes
        int bytes = operands.variable(0);
        access(reader, Opcode.I64_LOAD);
        code.store(Kind.LONG, bytes);
        code.load(Kind.LONG, bytes);
        code.invokeStatic(Names.SIMD + shape, "extendLow" + sign, "(J)J");
        code.load(Kind.LONG, bytes);
        code.invokeStatic(Names.SIMD + shape, "extendHigh" + sign, "(J)J");
    }

    private void splat(InstructionReader reader, Opcode load, String shape) {
        access(reader, load);
        code.invokeStatic(Names.SIMD + shape, "splat", load.signature().endsWith("I") ? "(J)J" : "(I)J");
        code.op(Opcodes.DUP2);
    }

    private void zeroExtend(InstructionReader reader, Opcode load) {
        access(reader, load);
        code.op(Opcodes.LCONST_0);
    }

    private void loadLane(InstructionReader reader, Opcode load, Opcode replace) {
        int lanes = VectorCompiler.lanesOfHalf(replace);
        for (int half = 0; half < 2; half++) {
            loadHalf(half);
            if (half == reader.lane() / lanes) {
                access(reader, load);
                code.intConstant(reader.lane() % lanes);
                code.invokeStatic(
                        VectorCompiler.owner(replace),
                        "replaceLane",
                        load.signature().endsWith("I") ? "(JJI)J" : "(JII)J");
            }
        }
    }

    private void storeLane(InstructionReader reader, Opcode store, String extract, Opcode shape) {
        int lanes = VectorCompiler.lanesOfHalf(shape);
        loadAddress();
        loadHalf(reader.lane() / lanes);
        code.intConstant(reader.lane() % lanes);
        code.invokeStatic(VectorCompiler.owner(shape), extract, store == Opcode.I64_STORE ? "(JI)J" : "(JI)I");
        memories.call(reader, NumericCompiler.methodName(store), store.signature(), 0);
    }
}
