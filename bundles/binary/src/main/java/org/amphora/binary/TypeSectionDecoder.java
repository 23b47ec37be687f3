package org.amphora.binary;

import java.util.ArrayList;
import java.util.List;
import org.amphora.api.FunctionType;
import org.amphora.api.InvalidModuleException;
import org.amphora.api.MalformedModuleException;
import org.amphora.api.ValueType;
import org.amphora.binary.format.ByteReader;
import org.amphora.binary.format.TypeReader;
import org.amphora.binary.type.ArrayType;
import org.amphora.binary.type.CanonicalType;
import org.amphora.binary.type.CompositeType;
import org.amphora.binary.type.FieldType;
import org.amphora.binary.type.FunctionDefinition;
import org.amphora.binary.type.RecursionGroup;
import org.amphora.binary.type.StructType;
import org.amphora.binary.type.TypeRegistry;
import org.amphora.binary.type.TypeSpace;

/**
 * Decodes the type section (WebAssembly 3.0, sections 5.3.9 to 5.3.14 and 5.5.4). Each recursion group is made canonical
 * as soon as it is complete, so that later groups refer to canonical types only.
 */
final class TypeSectionDecoder {
    private static final int RECURSION_GROUP = 0x4e;
    private static final int SUB_FINAL = 0x4f;
    private static final int SUB = 0x50;
    private static final int ARRAY = 0x5e;
    private static final int STRUCTURE = 0x5f;
    private static final int FUNCTION = 0x60;
    private static final int I8 = 0x78;
    private static final int I16 = 0x77;
    /** Parameters, and results, of a function; the limit that browsers share. */
    private static final int MAX_VALUES = 1000;
    /** Fields of a structure; the limit that browsers share. */
    private static final int MAX_FIELDS = 10_000;
    /** The shortest definition: a structure without fields. */
    private static final int MINIMUM_BYTES = 2;

    private final ByteReader in;
    private final TypeSpace types;
    private final TypeReader typeReader;

    TypeSectionDecoder(ByteReader in, TypeSpace types) {
        this.in = in;
        this.types = types;
        this.typeReader = new TypeReader(in, types);
    }

    void decode() {
        int count = in.count();
        for (int i = 0; i < count; i++) {
            if (in.peek() == RECURSION_GROUP) {
                in.u8();
                group(in.count());
            } else {
                group(1);
            }
        }
    }

    private void group(int size) {
        if (in.capacity(size, MINIMUM_BYTES) < size) {
            throw new MalformedModuleException(
                    "unexpected end of section or function: a recursion group declares " + size + " types, "
                            + in.remaining() + " bytes are left",
                    in.position());
        }
        RecursionGroup draft = new RecursionGroup(size);
        int first = types.size();
        types.add(draft);
        for (int i = 0; i < size; i++) {
            define(draft.member(i), first + i);
        }
        types.replaceLast(TypeRegistry.canonical(draft));
    }

    private void define(CanonicalType type, int typeIndex) {
        int code = in.peek();
        boolean isFinal = true;
        CanonicalType supertype = null;
        if (code == SUB || code == SUB_FINAL) {
            in.u8();
            isFinal = code == SUB_FINAL;
            supertype = supertype(typeIndex);
        }
        type.define(isFinal, supertype, composite());
    }

    private CanonicalType supertype(int typeIndex) {
        int count = in.count();
        if (count == 0) {
            return null;
        }
        if (count > 1) {
            throw new InvalidModuleException(
                    "sub type: type " + typeIndex + " declares " + count + " supertypes; one is allowed");
        }
        int index = in.u32();
        if (Integer.compareUnsigned(index, typeIndex) >= 0) {
            throw new InvalidModuleException("unknown type " + Integer.toUnsignedString(index)
                    + ": the supertype of type " + typeIndex + " must be defined before it");
        }
        return types.get(index);
    }

    private CompositeType composite() {
        int start = in.position();
        int code = in.u8();
        return switch (code) {
            case FUNCTION -> {
                List<ValueType> parameters = values("parameters");
                yield new FunctionDefinition(FunctionType.of(parameters, values("results")));
            }
            case STRUCTURE -> structure();
            case ARRAY -> new ArrayType(field());
            default -> throw unknownDefinition(code, start);
        };
    }

    private static MalformedModuleException unknownDefinition(int code, int start) {
        // the specification reads the code as a number in LEB128, where the highest bit announces another byte
        return new MalformedModuleException(
                (code >= 0x80 ? "integer representation too long: " : "malformed definition type ") + "0x"
                        + Integer.toHexString(code),
                start);
    }

    private List<ValueType> values(String what) {
        List<ValueType> values = typeReader.valueTypes();
        limit(values.size(), MAX_VALUES, what);
        return values;
    }

    private static void limit(int count, int maximum, String what) {
        if (count > maximum) {
            throw new InvalidModuleException(
                    "too many " + what + ": a type declares " + count + ", this engine allows " + maximum);
        }
    }

    private StructType structure() {
        int count = in.count();
        limit(count, MAX_FIELDS, "fields");
        List<FieldType> fields = new ArrayList<>(in.capacity(count, 2));
        for (int i = 0; i < count; i++) {
            fields.add(field());
        }
        return new StructType(fields);
    }

    private FieldType field() {
        int code = in.peek();
        if (code == I8 || code == I16) {
            in.u8();
            return FieldType.packed(code == I8 ? 8 : 16, typeReader.mutability());
        }
        ValueType value = typeReader.valueType();
        return FieldType.of(value, typeReader.mutability());
    }
}
