package org.amphora.engine.validate;

import java.util.List;
import org.amphora.api.AbstractHeapType;
import org.amphora.api.NumberType;
import org.amphora.api.ReferenceType;
import org.amphora.api.ValueType;
import org.amphora.binary.module.ElementSegment;
import org.amphora.binary.module.NameKind;
import org.amphora.binary.type.ArrayType;
import org.amphora.binary.type.CanonicalType;
import org.amphora.binary.type.FieldType;
import org.amphora.binary.type.StructType;
import org.amphora.binary.type.Subtyping;

/** Instructions on structures and arrays (WebAssembly 3.0, sections 3.4.6 and 3.4.7, <i>Aggregate Instructions</i>). */
final class AggregateRules {
    private static final ReferenceType ARRAYREF = ReferenceType.of(true, AbstractHeapType.ARRAY);

    /** The limit that browsers share. */
    private static final int MAX_FIXED_ELEMENTS = 10_000;

    private AggregateRules() {}

    private static CanonicalType type(CodeState code, int index) {
        return code.module().type(code.known("type", index, code.module().typeCount()));
    }

    private static void pushNew(CodeState code) {
        code.push(ReferenceType.of(false, code.module().type(code.reader().index())));
    }

    private static void popObject(CodeState code, int type) {
        code.pop(ReferenceType.of(true, code.module().type(type)));
    }

    /** Checks that an instruction that extends signs, or says that it does not, is used where it must be. */
    private static void checkPacked(CodeState code, FieldType field, boolean extending) {
        if ((field.packedBits() != 0) != extending) {
            throw code.mismatch(
                    extending ? "a packed field or element" : "a field or element that is not packed", "got " + field);
        }
    }

    private static void checkDefault(CodeState code, FieldType field) {
        if (!Subtyping.isDefaultable(field.value())) {
            throw code.mismatch("types that have a default", "got " + field);
        }
    }

    // ---- structures ----

    private static List<FieldType> fields(CodeState code) {
        CanonicalType type = type(code, code.reader().index());
        if (type.composite() instanceof StructType struct) {
            return struct.fields();
        }
        throw code.mismatch(
                "a type of structures",
                code.module().describe(NameKind.TYPE, code.reader().index()) + " is " + type);
    }

    private static FieldType field(CodeState code) {
        List<FieldType> fields = fields(code);
        return fields.get(code.known("field", code.reader().secondIndex(), fields.size()));
    }

    static void structNew(CodeState code) {
        List<FieldType> fields = fields(code);
        for (int i = fields.size() - 1; i >= 0; i--) {
            code.pop(fields.get(i).value());
        }
        pushNew(code);
    }

    static void structNewDefault(CodeState code) {
        fields(code).forEach(field -> checkDefault(code, field));
        pushNew(code);
    }

    static void structGet(CodeState code, boolean extending) {
        FieldType field = field(code);
        checkPacked(code, field, extending);
        popObject(code, code.reader().index());
        code.push(field.value());
    }

    static void structSet(CodeState code) {
        FieldType field = field(code);
        if (!field.mutable()) {
            throw code.invalid(
                    "immutable field",
                    "struct.set on field " + code.reader().secondIndex() + " of type "
                            + code.reader().index());
        }
        code.pop(field.value());
        popObject(code, code.reader().index());
    }

    // ---- arrays ----

    private static FieldType element(CodeState code, int index) {
        CanonicalType type = type(code, index);
        if (type.composite() instanceof ArrayType array) {
            return array.element();
        }
        throw code.mismatch("a type of arrays", code.module().describe(NameKind.TYPE, index) + " is " + type);
    }

    private static FieldType element(CodeState code) {
        return element(code, code.reader().index());
    }

    private static FieldType mutableElement(CodeState code) {
        FieldType element = element(code);
        if (!element.mutable()) {
            throw code.invalid(
                    "immutable array",
                    code.reader().opcode() + " on type " + code.reader().index());
        }
        return element;
    }

    static void arrayNew(CodeState code) {
        FieldType element = element(code);
        code.pop(NumberType.I32);
        code.pop(element.value());
        pushNew(code);
    }

    static void arrayNewDefault(CodeState code) {
        checkDefault(code, element(code));
        code.pop(NumberType.I32);
        pushNew(code);
    }

    static void arrayNewFixed(CodeState code) {
        ValueType value = element(code).value();
        // in code that cannot be reached nothing limits the number but its encoding
        int count = code.reader().secondIndex();
        if (count < 0 || count > MAX_FIXED_ELEMENTS) {
            throw code.invalid(
                    "too many elements",
                    "array.new_fixed takes " + Integer.toUnsignedString(count) + ", and at most " + MAX_FIXED_ELEMENTS
                            + " are allowed");
        }
        for (int i = 0; i < count; i++) {
            code.pop(value);
        }
        pushNew(code);
    }

    static void arrayNewData(CodeState code) {
        FieldType element = element(code);
        checkBytes(code, element);
        dataSegment(code);
        code.pop(NumberType.I32);
        code.pop(NumberType.I32);
        pushNew(code);
    }

    static void arrayNewElements(CodeState code) {
        checkElements(code, element(code));
        code.pop(NumberType.I32);
        code.pop(NumberType.I32);
        pushNew(code);
    }

    private static void checkBytes(CodeState code, FieldType element) {
        if (element.value() instanceof ReferenceType) {
            throw code.invalid(
                    "array type is not numeric or vector",
                    code.reader().opcode() + " cannot make " + element + " of bytes");
        }
    }

    private static void dataSegment(CodeState code) {
        code.known(
                "data segment",
                code.reader().secondIndex(),
                code.module().dataSegments().size());
    }

    private static void checkElements(CodeState code, FieldType element) {
        List<ElementSegment> segments = code.module().elementSegments();
        ElementSegment segment =
                segments.get(code.known("elem segment", code.reader().secondIndex(), segments.size()));
        if (!Subtyping.matches(segment.type(), element.value())) {
            throw code.mismatch("elements of type " + element, "got " + segment.type());
        }
    }

    static void arrayGet(CodeState code, boolean extending) {
        FieldType element = element(code);
        checkPacked(code, element, extending);
        code.pop(NumberType.I32);
        popObject(code, code.reader().index());
        code.push(element.value());
    }

    static void arraySet(CodeState code) {
        FieldType element = mutableElement(code);
        code.pop(element.value());
        code.pop(NumberType.I32);
        popObject(code, code.reader().index());
    }

    static void arrayLength(CodeState code) {
        code.pop(ARRAYREF);
        code.push(NumberType.I32);
    }

    static void arrayFill(CodeState code) {
        FieldType element = mutableElement(code);
        code.pop(NumberType.I32);
        code.pop(element.value());
        code.pop(NumberType.I32);
        popObject(code, code.reader().index());
    }

    static void arrayCopy(CodeState code) {
        FieldType target = mutableElement(code);
        FieldType source = element(code, code.reader().secondIndex());
        if (target.packedBits() != source.packedBits() || !Subtyping.matches(source.value(), target.value())) {
            throw code.invalid("array types do not match", "array.copy of " + source + " to " + target);
        }
        code.pop(NumberType.I32);
        code.pop(NumberType.I32);
        popObject(code, code.reader().secondIndex());
        code.pop(NumberType.I32);
        popObject(code, code.reader().index());
    }

    static void arrayInitData(CodeState code) {
        FieldType element = mutableElement(code);
        checkBytes(code, element);
        dataSegment(code);
        initialize(code);
    }

    static void arrayInitElements(CodeState code) {
        checkElements(code, mutableElement(code));
        initialize(code);
    }

    private static void initialize(CodeState code) {
        code.pop(NumberType.I32);
        code.pop(NumberType.I32);
        code.pop(NumberType.I32);
        popObject(code, code.reader().index());
    }
}
