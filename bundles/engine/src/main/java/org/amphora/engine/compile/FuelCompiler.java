package org.amphora.engine.compile;

import org.amphora.binary.opcode.InstructionReader;
import org.amphora.binary.type.ArrayType;
import org.objectweb.asm.Opcodes;

/** Writes what uses fuel: at the beginning of each basic block, and for what bulk instructions cost besides. */
final class FuelCompiler {
    private static final int REFERENCE_BYTES = 8;

    private final Emission emission;
    private final CodeBuilder code;
    private final FuelCosts costs;
    private int countVariable;

    FuelCompiler(Emission emission) {
        this.emission = emission;
        this.code = emission.code;
        this.costs = emission.shape.fuelCosts();
    }

    /** Uses what the block costs that begins at {@code offset}, if one does. */
    void beginBlock(int offset) {
        int units = costs.at(offset);
        if (units > 0) {
            code.loadObject(emission.layout.fuel);
            code.intConstant(units);
            code.invokeStatic(Names.FUEL, "use", "(" + Names.FUEL_DESCRIPTOR + "I)V");
        }
    }

    /** Uses what an instruction costs by the number of its items, which is its last operand; false if it is none of these. */
    boolean beforeBulk(InstructionReader reader) {
        int bytes = itemBytes(reader);
        if (bytes == 0) {
            return false;
        }
        emission.need(1);
        Kind kind = emission.stack.top();
        code.op(kind == Kind.LONG ? Opcodes.DUP2 : Opcodes.DUP);
        if (grows(reader)) {
            countVariable = emission.layout.slot(emission.stack.depth());
            code.store(kind, countVariable);
        } else {
            code.toBits(kind);
            code.loadObject(emission.layout.fuel);
            code.intConstant(bytes);
            code.invokeStatic(Names.FUEL, "useFor", "(J" + Names.FUEL_DESCRIPTOR + "I)V");
        }
        return true;
    }

    /** Growing costs what was really added: a guest may ask for more than there is, and do with less. */
    void afterBulk(InstructionReader reader) {
        if (!grows(reader)) {
            return;
        }
        Kind kind = emission.stack.top();
        code.op(kind == Kind.LONG ? Opcodes.DUP2 : Opcodes.DUP);
        if (kind == Kind.INT) {
            code.op(Opcodes.I2L);
        }
        code.load(kind, countVariable);
        code.toBits(kind);
        code.loadObject(emission.layout.fuel);
        code.intConstant(itemBytes(reader));
        code.invokeStatic(Names.FUEL, "useForGrowth", "(JJ" + Names.FUEL_DESCRIPTOR + "I)V");
    }

    /** How large is what the last operand of an instruction counts; 0 if that costs nothing. */
    private int itemBytes(InstructionReader reader) {
        return switch (reader.opcode()) {
            case MEMORY_FILL, MEMORY_COPY, MEMORY_INIT -> 1;
            case MEMORY_GROW -> emission.shape.module.memory(reader.index()).pageBytes();
            case TABLE_FILL, TABLE_COPY, TABLE_INIT, TABLE_GROW -> REFERENCE_BYTES;
            case ARRAY_NEW,
                    ARRAY_NEW_DEFAULT,
                    ARRAY_NEW_DATA,
                    ARRAY_NEW_ELEM,
                    ARRAY_FILL,
                    ARRAY_COPY,
                    ARRAY_INIT_DATA,
                    ARRAY_INIT_ELEM -> elementBytes(reader.index());
            default -> 0;
        };
    }

    private int elementBytes(int type) {
        return switch (Storage.of(((ArrayType) emission.shape.module.type(type).composite()).element())) {
            case I8 -> Byte.BYTES;
            case I16 -> Short.BYTES;
            case I32, F32 -> Integer.BYTES;
            case I64, F64 -> Long.BYTES;
            case V128 -> 2 * Long.BYTES;
            case REFERENCE -> REFERENCE_BYTES;
        };
    }

    private static boolean grows(InstructionReader reader) {
        return switch (reader.opcode()) {
            case MEMORY_GROW, TABLE_GROW -> true;
            default -> false;
        };
    }
}
