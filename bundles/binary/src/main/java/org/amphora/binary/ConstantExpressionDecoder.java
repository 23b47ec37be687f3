package org.amphora.binary;

import org.amphora.binary.format.ByteReader;
import org.amphora.binary.module.Expression;
import org.amphora.binary.module.ModuleBuilder;
import org.amphora.binary.opcode.InstructionReader;
import org.amphora.binary.opcode.Opcode;

/** Delimits constant expressions, and notes the functions that they name (WebAssembly 3.0, section 5.4.9). */
final class ConstantExpressionDecoder {
    private final ByteReader in;
    private final ModuleBuilder module;
    private final InstructionReader instructions;

    ConstantExpressionDecoder(ByteReader in, ModuleBuilder module) {
        this.in = in;
        this.module = module;
        // no instruction on data segments is constant: the validator refuses it, with or without a data count section
        this.instructions = new InstructionReader(module.binary(), module.types(), true);
    }

    Expression decode() {
        int from = in.position();
        instructions.reset(from, -1);
        while (instructions.next()) {
            if (instructions.opcode() == Opcode.REF_FUNC) {
                module.declare(instructions.index());
            }
        }
        in.position(instructions.end());
        return new Expression(from, instructions.end());
    }
}
