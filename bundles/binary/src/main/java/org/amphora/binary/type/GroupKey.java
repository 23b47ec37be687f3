package org.amphora.binary.type;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.amphora.api.AbstractHeapType;
import org.amphora.api.HeapType;
import org.amphora.api.ReferenceType;
import org.amphora.api.ValueType;

/**
 * The structure of a recursion group as a flat sequence of numbers: members of the group by their place, types outside by
 * identity, for these are canonical already. Hence its length is that of the definition, however deep types refer to each
 * other, and equal keys mean equivalent groups.
 */
final class GroupKey {
    private static final int FUNCTION = -1;
    private static final int STRUCTURE = -2;
    private static final int ARRAY = -3;
    private static final int NON_NULL = -4;
    private static final int NULLABLE = -5;
    private static final int INSIDE = -6;
    private static final int OUTSIDE = -7;
    /** The first of the abstract types; the others are the numbers below. */
    private static final int ABSTRACT = -8;

    private static final List<AbstractHeapType> ABSTRACT_TYPES = List.of(AbstractHeapType.values());

    /** Only while encoding: a key that kept its group would keep it from being collected. */
    private RecursionGroup group;

    /** Weak: a key stays for a while when its group is gone, and must not keep what that group referred to. */
    private final List<WeakReference<HeapType>> outside = new ArrayList<>(2);

    private int[] code = new int[16];
    private int length;
    private final int hash;

    GroupKey(RecursionGroup group) {
        this.group = group;
        for (int i = 0; i < group.size(); i++) {
            append(group.member(i));
        }
        this.group = null;
        code = Arrays.copyOf(code, length);
        int hashOfOutside = 1;
        for (WeakReference<HeapType> type : outside) {
            hashOfOutside = 31 * hashOfOutside + System.identityHashCode(type.get());
        }
        hash = Arrays.hashCode(code) * 31 + hashOfOutside;
    }

    private void append(CanonicalType type) {
        append(type.isFinal() ? 1 : 0);
        append(type.supertype().isPresent() ? 1 : 0);
        if (type.supertype().isPresent()) {
            appendReference(type.supertype().get());
        }
        CompositeType composite = type.composite();
        if (composite instanceof FunctionDefinition function) {
            append(FUNCTION);
            appendAll(function.type().parameters());
            appendAll(function.type().results());
        } else if (composite instanceof StructType struct) {
            append(STRUCTURE);
            append(struct.fields().size());
            for (FieldType field : struct.fields()) {
                append(field);
            }
        } else if (composite instanceof ArrayType array) {
            append(ARRAY);
            append(array.element());
        }
    }

    private void appendAll(List<ValueType> types) {
        append(types.size());
        for (ValueType type : types) {
            append(type);
        }
    }

    private void append(FieldType field) {
        append((field.mutable() ? 1 : 0) + 2 * field.packedBits());
        append(field.value());
    }

    private void append(ValueType type) {
        if (type instanceof ReferenceType reference) {
            append(reference.nullable() ? NULLABLE : NON_NULL);
            appendReference(reference.heapType());
        } else {
            append(type.letter());
        }
    }

    private void appendReference(HeapType heapType) {
        if (heapType instanceof AbstractHeapType type) {
            append(ABSTRACT - ABSTRACT_TYPES.indexOf(type));
        } else if (heapType instanceof CanonicalType type && type.group() == group) {
            append(INSIDE);
            append(type.index());
        } else {
            append(OUTSIDE);
            outside.add(new WeakReference<>(heapType));
        }
    }

    private void append(int value) {
        if (length == code.length) {
            code = Arrays.copyOf(code, length * 2);
        }
        code[length++] = value;
    }

    /** The numbers. */
    int[] code() {
        return code;
    }

    /** The types outside, in the order in which they are referred to. As long as the group lives, they do. */
    List<CanonicalType> outside() {
        List<CanonicalType> types = new ArrayList<>(outside.size());
        for (WeakReference<HeapType> type : outside) {
            types.add((CanonicalType) type.get());
        }
        return types;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GroupKey that
                && hash == that.hash
                && Arrays.equals(code, that.code)
                && same(outside, that.outside);
    }

    private static boolean same(List<WeakReference<HeapType>> some, List<WeakReference<HeapType>> others) {
        if (some.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < some.size(); i++) {
            // types outside are canonical: equivalent if they are one object; and they live as long as their group
            HeapType type = some.get(i).get();
            if (type == null || type != others.get(i).get()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
