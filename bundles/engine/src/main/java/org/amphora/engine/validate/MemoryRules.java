package org.amphora.engine.validate;

import java.util.List;
import org.amphora.api.AddressType;
import org.amphora.api.Feature;
import org.amphora.api.FunctionType;
import org.amphora.api.NumberType;
import org.amphora.api.ValueType;
import org.amphora.binary.module.ExternKind;
import org.amphora.binary.opcode.InstructionReader;
import org.amphora.binary.opcode.Opcode;

/** Instructions on memories (WebAssembly 3.0, section 3.4.10). */
final class MemoryRules {
    private MemoryRules() {}

    /** The type of the addresses of a memory. */
    private static NumberType memory(CodeState code, int index) {
        return address(
                code.module().memory(code.known(ExternKind.MEMORY, index)).addressType());
    }

    /** The type of a value that is an address. */
    static NumberType address(AddressType type) {
        return type == AddressType.I64 ? NumberType.I64 : NumberType.I32;
    }

    /** The narrower of two types of addresses: that of the length in a copy between them. */
    static NumberType narrower(NumberType a, NumberType b) {
        return a == NumberType.I64 ? b : a;
    }

    /** Loads and stores: their first parameter is the address, of the type that the memory has. */
    static void access(CodeState code) {
        InstructionReader reader = code.reader();
        Opcode opcode = reader.opcode();
        FunctionType type = NumericRules.signature(opcode);
        int natural = Integer.numberOfTrailingZeros(opcode.accessBytes());
        NumberType address = memory(code, reader.index());
        if (opcode.feature() == Feature.ATOMICS && reader.alignment() != natural) {
            throw code.invalid(
                    "atomic alignment must be natural",
                    opcode + " with 2^" + reader.alignment() + " bytes, not " + opcode.accessBytes());
        }
        if (reader.alignment() > natural) {
            throw code.invalid(
                    "alignment must not be larger than natural",
                    opcode + " with 2^" + reader.alignment() + " bytes, at most " + opcode.accessBytes());
        }
        if (address == NumberType.I32 && reader.memoryOffset() >>> 32 != 0) {
            throw code.invalid(
                    "offset out of range",
                    opcode + " with " + Long.toUnsignedString(reader.memoryOffset())
                            + " in a memory with 32-bit addresses");
        }
        List<ValueType> parameters = type.parameters();
        for (int i = parameters.size() - 1; i > 0; i--) {
            code.pop(parameters.get(i));
        }
        code.pop(address);
        code.pushAll(type.results());
    }

    static void size(CodeState code) {
        code.push(memory(code, code.reader().index()));
    }

    static void grow(CodeState code) {
        NumberType address = memory(code, code.reader().index());
        code.pop(address);
        code.push(address);
    }

    static void fill(CodeState code) {
        NumberType address = memory(code, code.reader().index());
        code.pop(address);
        code.pop(NumberType.I32);
        code.pop(address);
    }

    static void copy(CodeState code) {
        NumberType target = memory(code, code.reader().index());
        NumberType source = memory(code, code.reader().secondIndex());
        code.pop(narrower(target, source));
        code.pop(source);
        code.pop(target);
    }

    static void init(CodeState code) {
        NumberType address = memory(code, code.reader().secondIndex());
        dataSegment(code);
        code.pop(NumberType.I32);
        code.pop(NumberType.I32);
        code.pop(address);
    }

    static void dataSegment(CodeState code) {
        code.known(
                "data segment",
                code.reader().index(),
                code.module().dataSegments().size());
    }
}
