package org.amphora.binary.type;

import java.util.List;
import org.amphora.api.AbstractHeapType;
import org.amphora.api.FunctionType;
import org.amphora.api.HeapType;
import org.amphora.api.ReferenceType;
import org.amphora.api.ValueType;

/** The subtype relation (WebAssembly 3.0, section 3.3, <i>Matching</i>). Stateless. */
public final class Subtyping {
    private Subtyping() {}

    /** Whether every value of {@code sub} is one of {@code sup}. */
    public static boolean matches(ValueType sub, ValueType sup) {
        return sub == sup || (sub instanceof ReferenceType a && sup instanceof ReferenceType b && matches(a, b));
    }

    /** Whether every reference of {@code sub} is one of {@code sup}. */
    public static boolean matches(ReferenceType sub, ReferenceType sup) {
        return (!sub.nullable() || sup.nullable()) && matches(sub.heapType(), sup.heapType());
    }

    /** Whether {@code sub} is a subtype of, or the same as, {@code sup}. */
    public static boolean matches(HeapType sub, HeapType sup) {
        if (sub == sup) {
            return true;
        }
        if (sub instanceof CanonicalType a) {
            return sup instanceof CanonicalType b ? a.isSubtypeOf(b) : matchesAbstract(kind(a), (AbstractHeapType) sup);
        }
        AbstractHeapType bottomOrOther = (AbstractHeapType) sub;
        return sup instanceof CanonicalType b
                ? bottomOrOther == bottom(kind(b))
                : matchesAbstract(bottomOrOther, (AbstractHeapType) sup);
    }

    /** Whether {@code sub} can stand for {@code sup}: parameters the other way round, results as they are. */
    public static boolean matches(FunctionType sub, FunctionType sup) {
        return matches(sup.parameters(), sub.parameters()) && matches(sub.results(), sup.results());
    }

    /** Whether the lists have one length and match element by element. */
    public static boolean matches(List<ValueType> sub, List<ValueType> sup) {
        if (sub.size() != sup.size()) {
            return false;
        }
        for (int i = 0; i < sub.size(); i++) {
            if (!matches(sub.get(i), sup.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether a type with content {@code sub} may declare one with content {@code sup} as its supertype. */
    public static boolean matches(CompositeType sub, CompositeType sup) {
        if (sub instanceof FunctionDefinition a && sup instanceof FunctionDefinition b) {
            return matches(a.type(), b.type());
        }
        if (sub instanceof ArrayType a && sup instanceof ArrayType b) {
            return matches(a.element(), b.element());
        }
        return sub instanceof StructType a && sup instanceof StructType b && matchesStruct(a.fields(), b.fields());
    }

    private static boolean matchesStruct(List<FieldType> sub, List<FieldType> sup) {
        if (sub.size() < sup.size()) {
            return false;
        }
        for (int i = 0; i < sup.size(); i++) {
            if (!matches(sub.get(i), sup.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean matches(FieldType sub, FieldType sup) {
        if (sub.mutable() != sup.mutable() || sub.packedBits() != sup.packedBits()) {
            return false;
        }
        // what can be set must be the same both ways, else it would be read as what it is not
        return matches(sub.value(), sup.value()) && (!sub.mutable() || matches(sup.value(), sub.value()));
    }

    private static boolean matchesAbstract(AbstractHeapType sub, AbstractHeapType sup) {
        if (sub == sup || sub == bottom(sup)) {
            return true;
        }
        return switch (sup) {
            case ANY -> top(sub) == AbstractHeapType.ANY;
            case EQ -> sub == AbstractHeapType.I31 || sub == AbstractHeapType.STRUCT || sub == AbstractHeapType.ARRAY;
            default -> false;
        };
    }

    /** The abstract type right above {@code type}. */
    public static AbstractHeapType kind(CanonicalType type) {
        if (type.isFunction()) {
            return AbstractHeapType.FUNC;
        }
        return type.composite() instanceof StructType ? AbstractHeapType.STRUCT : AbstractHeapType.ARRAY;
    }

    /** The greatest type of the hierarchy that {@code type} belongs to: func, extern, any or exn. */
    public static AbstractHeapType top(HeapType type) {
        AbstractHeapType heap = type instanceof CanonicalType defined ? kind(defined) : (AbstractHeapType) type;
        return switch (heap) {
            case FUNC, NOFUNC -> AbstractHeapType.FUNC;
            case EXTERN, NOEXTERN -> AbstractHeapType.EXTERN;
            case EXN, NOEXN -> AbstractHeapType.EXN;
            case ANY, EQ, I31, STRUCT, ARRAY, NONE -> AbstractHeapType.ANY;
        };
    }

    /** The least type of the hierarchy that {@code type} belongs to: nofunc, noextern, none or noexn. */
    public static AbstractHeapType bottom(HeapType type) {
        return switch (top(type)) {
            case FUNC -> AbstractHeapType.NOFUNC;
            case EXTERN -> AbstractHeapType.NOEXTERN;
            case EXN -> AbstractHeapType.NOEXN;
            default -> AbstractHeapType.NONE;
        };
    }

    /** Whether a local or table of {@code type} has a value before one is given: zero or null. */
    public static boolean isDefaultable(ValueType type) {
        return !(type instanceof ReferenceType reference) || reference.nullable();
    }
}
