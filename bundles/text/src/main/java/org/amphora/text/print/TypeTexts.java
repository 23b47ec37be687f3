package org.amphora.text.print;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.amphora.api.AbstractHeapType;
import org.amphora.api.AddressType;
import org.amphora.api.FunctionType;
import org.amphora.api.GlobalType;
import org.amphora.api.HeapType;
import org.amphora.api.ReferenceType;
import org.amphora.api.TableType;
import org.amphora.api.ValueType;
import org.amphora.binary.type.CanonicalType;
import org.amphora.binary.type.RecursionGroup;
import org.amphora.binary.type.TypeSpace;

/** Types as text (WebAssembly 3.0, section 6.4). Defined types appear by identifier or index. */
final class TypeTexts {
    private final TypeSpace types;
    private final Identifiers identifiers;
    /** The first index of each type: of equivalent ones, any may stand for the others. */
    private final Map<HeapType, Integer> indices = new HashMap<>();
    /** A group whose members are meant before all equivalent types, and its first index. */
    private RecursionGroup group;

    private int groupFrom;

    TypeTexts(TypeSpace types, Identifiers identifiers) {
        this.types = types;
        this.identifiers = identifiers;
        for (int i = 0; i < types.size(); i++) {
            indices.putIfAbsent(types.get(i), i);
        }
    }

    /**
     * Writes types as in the definition of the type at {@code index}, where the members of its own group are meant, even if
     * there is an equivalent group: what is written inline must be the same as in the definition.
     */
    void within(int index) {
        CanonicalType type = types.get(index);
        group = type.group();
        groupFrom = index - type.index();
    }

    /** Ends what {@link #within} began. */
    void outside() {
        group = null;
    }

    /** The type at {@code index}, as instructions name it. */
    String index(int index) {
        return identifiers.use(index);
    }

    /** {@code (type INDEX)}. */
    String use(int index) {
        return "(type " + index(index) + ")";
    }

    /** {@code (type INDEX)}, and parameters and results of that type behind it. */
    String useWithSignature(int index, FunctionType type) {
        within(index);
        String text = use(index) + signature(type);
        outside();
        return text;
    }

    /** Such as {@code func} or {@code $t}. */
    String heap(HeapType type) {
        if (type instanceof AbstractHeapType known) {
            return known.toString();
        }
        CanonicalType defined = (CanonicalType) type;
        return index(defined.group() == group ? groupFrom + defined.index() : indices.get(defined));
    }

    /** Such as {@code i32} or {@code (ref null $t)}. */
    String value(ValueType type) {
        return type instanceof ReferenceType reference ? reference(reference) : type.toString();
    }

    /** Such as {@code funcref} or {@code (ref $t)}. */
    String reference(ReferenceType type) {
        return type.heapType() instanceof AbstractHeapType
                ? type.toString()
                : "(ref " + (type.nullable() ? "null " : "") + heap(type.heapType()) + ")";
    }

    /** Such as {@code (result i32 i64)} with a space before it; nothing if there are no {@code types}. */
    String list(String word, List<ValueType> types) {
        if (types.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder(" (").append(word);
        types.forEach(type -> text.append(' ').append(value(type)));
        return text.append(')').toString();
    }

    /** Parameters and results, each with a space before it. */
    String signature(FunctionType type) {
        return list("param", type.parameters()) + list("result", type.results());
    }

    /** Such as {@code (mut i32)}. */
    String global(GlobalType type) {
        return type.mutable() ? "(mut " + value(type.value()) + ")" : value(type.value());
    }

    /** Such as {@code 1 2 funcref}. */
    String table(TableType type) {
        return (type.addressType() == AddressType.I64 ? "i64 " : "") + type.limits() + " " + reference(type.element());
    }
}
