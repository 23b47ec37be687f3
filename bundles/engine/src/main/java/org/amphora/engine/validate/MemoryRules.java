package org.amphora.engine.validate;

import java.util.List;
import java.util.Map;
import org.amphora.api.AddressType;
import org.amphora.api.Feature;
import org.amphora.api.FunctionType;
import org.amphora.api.NumberType;
import org.amphora.api.ValueType;
import org.amphora.binary.module.ExternKind;
import org.amphora.binary.opcode.Immediates;
import org.amphora.binary.opcode.InstructionReader;
import org.amphora.binary.opcode.Opcode;

/** Instructions on memories (WebAssembly 3.0, section 3.4.10). */
final class MemoryRules {
    private MemoryRules() {}

    static void addTo(Map<Opcode, Rule> rules) {
        for (Opcode opcode : Opcode.values()) {
            if (opcode.immediates() == Immediates.MEMORY_ARGUMENT
                    || opcode.immediates() == Immediates.MEMORY_ARGUMENT_LANE) {
                rules.put(opcode, access(opcode));
            }
        }
        rules.put(
                Opcode.MEMORY_SIZE, code -> code.push(memory(code, code.reader().index())));
        rules.put(Opcode.MEMORY_GROW, MemoryRules::grow);
        rules.put(Opcode.MEMORY_FILL, MemoryRules::fill);
        rules.put(Opcode.MEMORY_COPY, MemoryRules::copy);
        rules.put(Opcode.MEMORY_INIT, MemoryRules::init);
        rules.put(Opcode.DATA_DROP, code -> dataSegment(code));
        rules.put(Opcode.ATOMIC_FENCE, code -> {});
    }

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
    private static Rule access(Opcode opcode) {
        FunctionType type = FunctionType.parse(opcode.signature());
        List<ValueType> values = type.parameters().subList(1, type.parameters().size());
        int natural = Integer.numberOfTrailingZeros(opcode.accessBytes());
        return code -> {
            InstructionReader reader = code.reader();
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
            code.popAll(values);
            code.pop(address);
            code.pushAll(type.results());
        };
    }

    private static void grow(CodeState code) {
        NumberType address = memory(code, code.reader().index());
        code.pop(address);
        code.push(address);
    }

    private static void fill(CodeState code) {
        NumberType address = memory(code, code.reader().index());
        code.pop(address);
        code.pop(NumberType.I32);
        code.pop(address);
    }

    private static void copy(CodeState code) {
        NumberType target = memory(code, code.reader().index());
        NumberType source = memory(code, code.reader().secondIndex());
        code.pop(narrower(target, source));
        code.pop(source);
        code.pop(target);
    }

    private static void init(CodeState code) {
        NumberType address = memory(code, code.reader().secondIndex());
        dataSegment(code);
        code.pop(NumberType.I32);
        code.pop(NumberType.I32);
        code.pop(address);
    }

    private static void dataSegment(CodeState code) {
        code.known(
                "data segment",
                code.reader().index(),
                code.module().dataSegments().size());
    }
}
