package org.amphora.differential;

import org.amphora.api.AbstractHeapType;
import org.amphora.api.HeapType;
import org.amphora.api.NumberType;
import org.amphora.api.ReferenceType;
import org.amphora.api.ValueType;
import org.amphora.api.VectorType;
import org.amphora.binary.module.ModuleDefinition;
import org.amphora.binary.opcode.Opcode;

/** Writes instructions and types of a module whose type indices are known. */
final class Code {
    static final ReferenceType ANYREF = ReferenceType.of(true, AbstractHeapType.ANY);
    static final ReferenceType EXNREF = ReferenceType.of(true, AbstractHeapType.EXN);

    private static final int EMPTY_BLOCK = 0x40;

    private final ModuleDefinition module;
    private final Bytes out = new Bytes();

    Code(ModuleDefinition module) {
        this.module = module;
    }

    /** An instruction whose immediates are indices, or that has none. */
    Code op(Opcode opcode, int... immediates) {
        if (opcode.prefix() == 0) {
            out.bytes(opcode.code());
        } else {
            out.bytes(opcode.prefix()).u32(opcode.code());
        }
        for (int immediate : immediates) {
            out.u32(immediate);
        }
        return this;
    }

    /** {@code i32.const}. */
    Code i32(int value) {
        op(Opcode.I32_CONST);
        out.s64(value);
        return this;
    }

    /** {@code i64.const}. */
    Code i64(long value) {
        op(Opcode.I64_CONST);
        out.s64(value);
        return this;
    }

    /** An instruction on a heap type, such as {@code ref.null}. */
    Code op(Opcode opcode, HeapType type) {
        op(opcode);
        return heapType(type);
    }

    /** A block, loop, if or {@code try_table} without parameters and results. */
    Code block(Opcode opcode) {
        op(opcode);
        out.bytes(EMPTY_BLOCK);
        return this;
    }

    /** A block with one result. */
    Code block(Opcode opcode, ValueType result) {
        op(opcode);
        return type(result);
    }

    /** A block whose type is that of {@code typeIndex}. */
    Code blockOfType(Opcode opcode, int typeIndex) {
        op(opcode);
        out.s64(typeIndex);
        return this;
    }

    /** What was written elsewhere. */
    Code all(byte[] code) {
        out.all(code);
        return this;
    }

    /** Bytes that are no instruction, such as catch clauses. */
    Code raw(int... bytes) {
        out.bytes(bytes);
        return this;
    }

    /** An index that belongs to no instruction. */
    Code index(int index) {
        out.u32(index);
        return this;
    }

    /** A value type. */
    Code type(ValueType type) {
        if (type instanceof NumberType number) {
            out.bytes(
                    switch (number) {
                        case I32 -> 0x7f;
                        case I64 -> 0x7e;
                        case F32 -> 0x7d;
                        case F64 -> 0x7c;
                    });
        } else if (type instanceof VectorType) {
            out.bytes(0x7b);
        } else if (type instanceof ReferenceType reference) {
            out.bytes(reference.nullable() ? 0x63 : 0x64);
            heapType(reference.heapType());
        }
        return this;
    }

    private Code heapType(HeapType type) {
        if (type instanceof AbstractHeapType heap) {
            out.bytes(
                    switch (heap) {
                        case NOEXN -> 0x74;
                        case NOFUNC -> 0x73;
                        case NOEXTERN -> 0x72;
                        case NONE -> 0x71;
                        case FUNC -> 0x70;
                        case EXTERN -> 0x6f;
                        case ANY -> 0x6e;
                        case EQ -> 0x6d;
                        case I31 -> 0x6c;
                        case STRUCT -> 0x6b;
                        case ARRAY -> 0x6a;
                        case EXN -> 0x69;
                    });
        } else {
            out.s64(indexOf(type));
        }
        return this;
    }

    /** The lowest index of {@code type} in the module. */
    int indexOf(HeapType type) {
        for (int i = 0; i < module.typeCount(); i++) {
            if (module.type(i).equals(type)) {
                return i;
            }
        }
        throw new IllegalArgumentException(type + " is no type of the module");
    }

    byte[] toByteArray() {
        return out.toByteArray();
    }
}
