package org.amphora.differential;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.amphora.api.AbstractHeapType;
import org.amphora.api.DefinedType;
import org.amphora.api.FunctionType;
import org.amphora.api.HeapType;
import org.amphora.api.NumberType;
import org.amphora.api.ReferenceType;
import org.amphora.api.ValueType;
import org.amphora.api.VectorType;
import org.amphora.binary.module.ModuleDefinition;
import org.amphora.binary.opcode.Opcode;
import org.amphora.binary.type.ArrayType;
import org.amphora.binary.type.FieldType;
import org.amphora.binary.type.StructType;
import org.amphora.binary.type.Subtyping;

/**
 * Functions that make an i64 of any value, equal for what no program can tell apart. They are added to the module itself,
 * so objects are looked at by WebAssembly's own instructions, and no reference need cross to the host. All NaNs are alike.
 */
final class Fingerprints {
    /** How many references are followed from an object on. */
    static final int DEPTH = 3;
    /** How many elements of an array are looked at. */
    private static final int ELEMENTS = 12;

    private static final long NAN = 0x7ff8_dead_beefL;
    private static final long PRIME = 0x100_0000_01b3L;
    private static final int ROTATION = 29;

    // of the function that looks at objects
    private static final int REFERENCE = 0;
    private static final int LEFT = 1;
    private static final int HASH = 2;
    private static final int ELEMENT = 3;
    private static final int LENGTH = 4;

    private final ModuleDefinition module;
    private final Additions additions;
    private final Map<String, Integer> helpers = new HashMap<>();

    Fingerprints(ModuleDefinition module, Additions additions) {
        this.module = module;
        this.additions = additions;
    }

    /** Turns the value of {@code type} on the stack into an i64. */
    void append(Code code, ValueType type) {
        if (type instanceof NumberType number) {
            switch (number) {
                case I32 -> code.op(Opcode.I64_EXTEND_I32_U);
                case I64 -> {}
                case F32 -> code.op(Opcode.CALL, helper("f32", this::f32));
                case F64 -> code.op(Opcode.CALL, helper("f64", this::f64));
            }
        } else if (type instanceof VectorType) {
            code.op(Opcode.CALL, helper("v128", this::v128));
        } else {
            reference(code, ((ReferenceType) type).heapType());
        }
    }

    private void reference(Code code, HeapType type) {
        switch (Subtyping.top(type)) {
            case ANY -> code.i32(DEPTH).op(Opcode.CALL, any());
            case EXTERN -> {
                if (hasObjects()) {
                    code.op(Opcode.ANY_CONVERT_EXTERN).i32(DEPTH).op(Opcode.CALL, any());
                } else {
                    code.op(Opcode.REF_IS_NULL).op(Opcode.I64_EXTEND_I32_U);
                }
            }
            case FUNC -> {
                if (hasObjects()) {
                    code.op(Opcode.CALL, functionKind()).op(Opcode.I64_EXTEND_I32_U);
                } else {
                    code.op(Opcode.REF_IS_NULL).op(Opcode.I64_EXTEND_I32_U);
                }
            }
            default -> code.op(Opcode.REF_IS_NULL).op(Opcode.I64_EXTEND_I32_U);
        }
    }

    /** Mixes the i64 on the stack into the local {@code hash}. */
    static void mix(Code code, int hash) {
        code.op(Opcode.LOCAL_GET, hash)
                .op(Opcode.I64_XOR)
                .i64(PRIME)
                .op(Opcode.I64_MUL)
                .i64(ROTATION)
                .op(Opcode.I64_ROTL)
                .op(Opcode.LOCAL_SET, hash);
    }

    /** Whether the module uses garbage collection at all; if not, its instructions are not used here either. */
    boolean hasObjects() {
        for (int i = 0; i < module.typeCount(); i++) {
            if (!module.type(i).isFunction() || !module.type(i).isFinal()) {
                return true;
            }
        }
        return module.imports().stream()
                .anyMatch(item -> item.type() instanceof FunctionType type
                        && type.parameters().contains(Code.ANYREF));
    }

    private int helper(String name, Supplier<Integer> make) {
        Integer index = helpers.get(name);
        if (index == null) {
            index = make.get();
            helpers.put(name, index);
        }
        return index;
    }

    private int f32() {
        Code code = additions
                .code()
                .op(Opcode.LOCAL_GET, 0)
                .op(Opcode.I32_REINTERPRET_F32)
                .op(Opcode.I64_EXTEND_I32_U)
                .i64(NAN)
                .op(Opcode.LOCAL_GET, 0)
                .op(Opcode.LOCAL_GET, 0)
                .op(Opcode.F32_EQ)
                .op(Opcode.SELECT);
        return additions.function(FunctionType.parse("f-I"), List.of(), code);
    }

    private int f64() {
        Code code = additions
                .code()
                .op(Opcode.LOCAL_GET, 0)
                .op(Opcode.I64_REINTERPRET_F64)
                .i64(NAN)
                .op(Opcode.LOCAL_GET, 0)
                .op(Opcode.LOCAL_GET, 0)
                .op(Opcode.F64_EQ)
                .op(Opcode.SELECT);
        return additions.function(FunctionType.parse("F-I"), List.of(), code);
    }

    private int v128() {
        Code code = additions.code();
        for (int lane = 0; lane < 2; lane++) {
            code.op(Opcode.LOCAL_GET, 0).op(Opcode.I64X2_EXTRACT_LANE, lane);
            mix(code, 1);
        }
        return additions.function(FunctionType.parse("v-I"), List.of(NumberType.I64), code.op(Opcode.LOCAL_GET, 1));
    }

    /** The function {@code (anyref, depth) -> i64}. */
    int any() {
        // it calls itself: its index must be known before its body is written
        return helper("any", () -> {
            List.of(NumberType.F32, NumberType.F64).forEach(type -> append(additions.code(), type));
            if (usesVectors()) {
                append(additions.code(), VectorType.V128);
            }
            functionKind();
            int self = additions.nextFunction();
            helpers.put("any", self);
            additions.function(
                    FunctionType.of(List.of(Code.ANYREF, NumberType.I32), List.of(NumberType.I64)),
                    List.of(NumberType.I64, NumberType.I32, NumberType.I32),
                    object(self));
            return self;
        });
    }

    private boolean usesVectors() {
        for (int i = 0; i < module.typeCount(); i++) {
            if (fields(i).stream().anyMatch(field -> field.packedBits() == 0 && field.value() == VectorType.V128)) {
                return true;
            }
        }
        return false;
    }

    private List<FieldType> fields(int typeIndex) {
        if (module.type(typeIndex).composite() instanceof StructType struct) {
            return struct.fields();
        }
        return module.type(typeIndex).composite() instanceof ArrayType array ? List.of(array.element()) : List.of();
    }

    private Code object(int self) {
        Code code = additions.code();
        code.op(Opcode.LOCAL_GET, REFERENCE)
                .op(Opcode.REF_IS_NULL)
                .block(Opcode.IF)
                .i64(0)
                .op(Opcode.RETURN)
                .op(Opcode.END);
        code.op(Opcode.LOCAL_GET, LEFT)
                .op(Opcode.I32_EQZ)
                .block(Opcode.IF)
                .i64(1)
                .op(Opcode.RETURN)
                .op(Opcode.END);
        is(code, AbstractHeapType.I31);
        cast(code, AbstractHeapType.I31).op(Opcode.I31_GET_S).op(Opcode.I64_EXTEND_I32_S);
        mix(code, HASH);
        code.op(Opcode.END);
        is(code, AbstractHeapType.STRUCT).i64(2);
        mix(code, HASH);
        code.op(Opcode.END);
        is(code, AbstractHeapType.ARRAY);
        cast(code, AbstractHeapType.ARRAY)
                .op(Opcode.ARRAY_LEN)
                .op(Opcode.LOCAL_TEE, LENGTH)
                .op(Opcode.I64_EXTEND_I32_U);
        mix(code, HASH);
        code.op(Opcode.END);
        for (int i = 0; i < module.typeCount(); i++) {
            if (module.type(i).composite() instanceof StructType struct) {
                structure(code, i, struct, self);
            } else if (module.type(i).composite() instanceof ArrayType array) {
                array(code, i, array, self);
            }
        }
        return code.op(Opcode.LOCAL_GET, HASH).i64(3).op(Opcode.I64_ADD);
    }

    private static Code is(Code code, HeapType type) {
        return code.op(Opcode.LOCAL_GET, REFERENCE).op(Opcode.REF_TEST, type).block(Opcode.IF);
    }

    private static Code cast(Code code, HeapType type) {
        return code.op(Opcode.LOCAL_GET, REFERENCE).op(Opcode.REF_CAST, type);
    }

    private void structure(Code code, int typeIndex, StructType struct, int self) {
        is(code, module.type(typeIndex)).i64(typeIndex);
        mix(code, HASH);
        for (int field = 0; field < struct.fields().size(); field++) {
            FieldType type = struct.fields().get(field);
            Opcode get = type.packedBits() == 0
                    ? Opcode.STRUCT_GET
                    : field % 2 == 0 ? Opcode.STRUCT_GET_U : Opcode.STRUCT_GET_S;
            cast(code, module.type(typeIndex)).op(get, typeIndex, field);
            field(code, type, self);
        }
        code.op(Opcode.END);
    }

    private void array(Code code, int typeIndex, ArrayType array, int self) {
        is(code, module.type(typeIndex)).i64(typeIndex);
        mix(code, HASH);
        code.i32(0).op(Opcode.LOCAL_SET, ELEMENT).block(Opcode.BLOCK).block(Opcode.LOOP);
        code.op(Opcode.LOCAL_GET, ELEMENT)
                .op(Opcode.LOCAL_GET, LENGTH)
                .op(Opcode.I32_GE_U)
                .op(Opcode.BR_IF, 1);
        code.op(Opcode.LOCAL_GET, ELEMENT).i32(ELEMENTS).op(Opcode.I32_GE_U).op(Opcode.BR_IF, 1);
        Opcode get = array.element().packedBits() == 0 ? Opcode.ARRAY_GET : Opcode.ARRAY_GET_S;
        cast(code, module.type(typeIndex)).op(Opcode.LOCAL_GET, ELEMENT).op(get, typeIndex);
        field(code, array.element(), self);
        code.op(Opcode.LOCAL_GET, ELEMENT)
                .i32(1)
                .op(Opcode.I32_ADD)
                .op(Opcode.LOCAL_SET, ELEMENT)
                .op(Opcode.BR, 0)
                .op(Opcode.END)
                .op(Opcode.END)
                .op(Opcode.END);
    }

    /** Mixes the value of a field, which is on the stack, into the hash. */
    private void field(Code code, FieldType type, int self) {
        ValueType value = type.packedBits() == 0 ? type.value() : NumberType.I32;
        if (value instanceof ReferenceType reference && Subtyping.top(reference.heapType()) == AbstractHeapType.ANY) {
            code.op(Opcode.LOCAL_GET, LEFT).i32(1).op(Opcode.I32_SUB).op(Opcode.CALL, self);
        } else if (value instanceof ReferenceType reference
                && Subtyping.top(reference.heapType()) == AbstractHeapType.EXTERN) {
            code.op(Opcode.ANY_CONVERT_EXTERN)
                    .op(Opcode.LOCAL_GET, LEFT)
                    .i32(1)
                    .op(Opcode.I32_SUB)
                    .op(Opcode.CALL, self);
        } else {
            append(code, value);
        }
        mix(code, HASH);
    }

    /** The function {@code (funcref) -> i32}: 0 for null, else 1 more than the lowest index of a type that it has. */
    int functionKind() {
        return helper("func", () -> {
            Code code = additions
                    .code()
                    .op(Opcode.LOCAL_GET, 0)
                    .op(Opcode.REF_IS_NULL)
                    .block(Opcode.IF)
                    .i32(0)
                    .op(Opcode.RETURN)
                    .op(Opcode.END);
            for (int i = 0; i < module.typeCount(); i++) {
                DefinedType type = module.type(i);
                if (type.isFunction()) {
                    code.op(Opcode.LOCAL_GET, 0)
                            .op(Opcode.REF_TEST, type)
                            .block(Opcode.IF)
                            .i32(1 + i)
                            .op(Opcode.RETURN)
                            .op(Opcode.END);
                }
            }
            return additions.function(FunctionType.parse("r-i"), List.of(), code.i32(-1));
        });
    }
}
