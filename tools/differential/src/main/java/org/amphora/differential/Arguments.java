package org.amphora.differential;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.amphora.api.AbstractHeapType;
import org.amphora.api.HeapType;
import org.amphora.api.NumberType;
import org.amphora.api.ReferenceType;
import org.amphora.api.ValueType;
import org.amphora.api.VectorType;
import org.amphora.binary.module.ModuleDefinition;
import org.amphora.binary.opcode.Opcode;
import org.amphora.binary.type.ArrayType;
import org.amphora.binary.type.CanonicalType;
import org.amphora.binary.type.FieldType;
import org.amphora.binary.type.StructType;
import org.amphora.binary.type.Subtyping;

/** Makes values to call functions with: numbers for the host to pass, and code for whatever it cannot. */
final class Arguments {
    private static final int DEPTH = 4;
    private static final long[] INTEGERS = {
        0,
        1,
        -1,
        2,
        7,
        31,
        32,
        33,
        64,
        100,
        127,
        128,
        -128,
        255,
        256,
        65_535,
        65_536,
        -32_768,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        0xffff_ffffL,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        0x0123_4567_89ab_cdefL
    };
    private static final double[] FLOATS = {
        0.0,
        -0.0,
        1,
        -1,
        0.5,
        -2.5,
        1e10,
        -1e10,
        2147483647,
        -2147483648.0,
        4294967296.0,
        0x1p63,
        0x1p64,
        3.4e38,
        1e300,
        Double.MIN_VALUE,
        Float.MIN_VALUE,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        65504,
        0.1
    };

    private final ModuleDefinition module;
    private final Additions additions;
    private final SplittableRandom random;

    Arguments(ModuleDefinition module, Additions additions, SplittableRandom random) {
        this.module = module;
        this.additions = additions;
        this.random = random;
    }

    /** A number in a slot of {@link ValueType}. */
    long number(NumberType type) {
        return switch (type) {
            case I32 -> integer() & 0xffff_ffffL;
            case I64 -> integer();
            case F32 -> Float.floatToIntBits((float) floating()) & 0xffff_ffffL;
            case F64 -> Double.doubleToLongBits(floating());
        };
    }

    private long integer() {
        return random.nextInt(4) == 0 ? random.nextLong() : INTEGERS[random.nextInt(INTEGERS.length)];
    }

    private double floating() {
        return random.nextInt(4) == 0
                ? (random.nextDouble() - 0.5) * Math.pow(2, random.nextInt(80))
                : FLOATS[random.nextInt(FLOATS.length)];
    }

    /** Code that makes a value of {@code type}; empty if none can be made. */
    Optional<byte[]> code(ValueType type) {
        return code(type, DEPTH);
    }

    private Optional<byte[]> code(ValueType type, int depth) {
        if (type instanceof ReferenceType reference) {
            Optional<byte[]> some = depth == 0 || (reference.nullable() && random.nextBoolean())
                    ? Optional.empty()
                    : object(reference.heapType(), depth);
            return some.isPresent() || !reference.nullable()
                    ? some
                    : Optional.of(additions
                            .code()
                            .op(Opcode.REF_NULL, Subtyping.bottom(reference.heapType()))
                            .toByteArray());
        }
        Code code = additions.code();
        if (type instanceof VectorType) {
            code.i64(integer()).op(Opcode.I64X2_SPLAT).i64(integer()).op(Opcode.I64X2_REPLACE_LANE, 1);
        } else {
            switch ((NumberType) type) {
                case I32 -> code.i32((int) integer());
                case I64 -> code.i64(integer());
                case F32 -> code.i32(Float.floatToIntBits((float) floating())).op(Opcode.F32_REINTERPRET_I32);
                case F64 -> code.i64(Double.doubleToLongBits(floating())).op(Opcode.F64_REINTERPRET_I64);
            }
        }
        return Optional.of(code.toByteArray());
    }

    private Optional<byte[]> object(HeapType type, int depth) {
        if (type instanceof CanonicalType defined) {
            return defined(defined, depth);
        }
        return switch ((AbstractHeapType) type) {
            case ANY, EQ, I31 ->
                Optional.of(
                        additions.code().i32((int) integer()).op(Opcode.REF_I31).toByteArray());
            case STRUCT, ARRAY, FUNC -> anyOf((AbstractHeapType) type, depth);
            case EXTERN, EXN, NOFUNC, NOEXTERN, NONE, NOEXN -> Optional.empty();
        };
    }

    private Optional<byte[]> anyOf(AbstractHeapType kind, int depth) {
        for (int i = 0; i < module.typeCount(); i++) {
            if (Subtyping.kind(module.type(i)) == kind) {
                Optional<byte[]> code = defined(module.type(i), depth);
                if (code.isPresent()) {
                    return code;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<byte[]> defined(CanonicalType type, int depth) {
        if (type.composite() instanceof StructType struct) {
            return with(struct.fields(), type, depth, Opcode.STRUCT_NEW);
        }
        if (type.composite() instanceof ArrayType array) {
            int length = random.nextInt(4);
            return with(Collections.nCopies(length, array.element()), type, depth, Opcode.ARRAY_NEW_FIXED);
        }
        for (int i = module.importedFunctionCount(); i < module.functionCount(); i++) {
            if (module.functionDefinedType(i).isSubtypeOf(type)) {
                return Optional.of(additions.code().op(Opcode.REF_FUNC, i).toByteArray());
            }
        }
        return Optional.empty();
    }

    private Optional<byte[]> with(List<FieldType> fields, CanonicalType type, int depth, Opcode opcode) {
        Code code = additions.code();
        for (FieldType field : fields) {
            Optional<byte[]> value = code(field.packedBits() == 0 ? field.value() : NumberType.I32, depth - 1);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            code.all(value.get());
        }
        code.op(opcode, code.indexOf(type));
        if (opcode == Opcode.ARRAY_NEW_FIXED) {
            code.index(fields.size());
        }
        return Optional.of(code.toByteArray());
    }
}
