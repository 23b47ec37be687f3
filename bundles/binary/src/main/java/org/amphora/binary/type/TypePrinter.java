package org.amphora.binary.type;

import java.util.List;
import org.amphora.api.ReferenceType;
import org.amphora.api.ValueType;

/**
 * Writes a defined type for messages. Other defined types inside appear by their kind only, and long lists are cut, so
 * that the text stays short however large the types are.
 */
final class TypePrinter {
    private static final int MAX_LISTED = 20;

    private TypePrinter() {}

    static String print(CanonicalType type) {
        if (type.isFinal() && type.supertype().isEmpty()) {
            return composite(type.composite());
        }
        return "(sub " + (type.isFinal() ? "final " : "")
                + type.supertype().map(supertype -> kind(supertype) + " ").orElse("") + composite(type.composite())
                + ")";
    }

    private static String composite(CompositeType composite) {
        if (composite instanceof FunctionDefinition function) {
            return "(func" + values("param", function.type().parameters())
                    + values("result", function.type().results()) + ")";
        }
        if (composite instanceof StructType struct) {
            StringBuilder text = new StringBuilder("(struct");
            struct.fields().stream()
                    .limit(MAX_LISTED)
                    .forEach(field ->
                            text.append(" (field ").append(field(field)).append(')'));
            return text.append(struct.fields().size() > MAX_LISTED ? " …)" : ")")
                    .toString();
        }
        return "(array " + field(((ArrayType) composite).element()) + ")";
    }

    private static String values(String word, List<ValueType> types) {
        if (types.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder(" (").append(word);
        types.stream().limit(MAX_LISTED).forEach(type -> text.append(' ').append(value(type)));
        return text.append(types.size() > MAX_LISTED ? " …)" : ")").toString();
    }

    private static String field(FieldType field) {
        String storage = field.packedBits() == 0 ? value(field.value()) : "i" + field.packedBits();
        return field.mutable() ? "(mut " + storage + ")" : storage;
    }

    private static String value(ValueType type) {
        if (type instanceof ReferenceType reference && reference.heapType() instanceof CanonicalType defined) {
            return "(ref " + (reference.nullable() ? "null " : "") + kind(defined) + ")";
        }
        return type.toString();
    }

    private static String kind(CanonicalType type) {
        if (type.composite() instanceof FunctionDefinition) {
            return "(func …)";
        }
        return type.composite() instanceof StructType ? "(struct …)" : "(array …)";
    }
}
