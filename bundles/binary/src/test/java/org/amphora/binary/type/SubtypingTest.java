package org.amphora.binary.type;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.amphora.api.AbstractHeapType;
import org.amphora.api.FunctionType;
import org.amphora.api.HeapType;
import org.amphora.api.NumberType;
import org.amphora.api.ReferenceType;
import org.junit.jupiter.api.Test;

class SubtypingTest {
    private static Set<HeapType> supertypes(HeapType type) {
        List<HeapType> supertypes = new ArrayList<>();
        for (AbstractHeapType candidate : AbstractHeapType.values()) {
            if (candidate != type && Subtyping.matches(type, candidate)) {
                supertypes.add(candidate);
            }
        }
        return Set.copyOf(supertypes);
    }

    @Test
    void ordersAbstractHeapTypesAsTheSpecificationDoes() {
        assertEquals(Set.of(AbstractHeapType.FUNC), supertypes(AbstractHeapType.NOFUNC));
        assertEquals(Set.of(AbstractHeapType.EXTERN), supertypes(AbstractHeapType.NOEXTERN));
        assertEquals(Set.of(AbstractHeapType.EXN), supertypes(AbstractHeapType.NOEXN));
        assertEquals(Set.of(AbstractHeapType.ANY), supertypes(AbstractHeapType.EQ));
        assertEquals(Set.of(AbstractHeapType.ANY, AbstractHeapType.EQ), supertypes(AbstractHeapType.I31));
        assertEquals(Set.of(AbstractHeapType.ANY, AbstractHeapType.EQ), supertypes(AbstractHeapType.STRUCT));
        assertEquals(Set.of(AbstractHeapType.ANY, AbstractHeapType.EQ), supertypes(AbstractHeapType.ARRAY));
        assertEquals(
                Set.of(
                        AbstractHeapType.ANY,
                        AbstractHeapType.EQ,
                        AbstractHeapType.I31,
                        AbstractHeapType.STRUCT,
                        AbstractHeapType.ARRAY),
                supertypes(AbstractHeapType.NONE));
        for (AbstractHeapType top :
                List.of(AbstractHeapType.FUNC, AbstractHeapType.EXTERN, AbstractHeapType.ANY, AbstractHeapType.EXN)) {
            assertEquals(Set.of(), supertypes(top));
        }
    }

    @Test
    void putsDefinedTypesBetweenTheirKindAndItsBottom() {
        CanonicalType function = TypeRegistry.function(FunctionType.parse("i-"));
        assertEquals(Set.of(AbstractHeapType.FUNC), supertypes(function));
        assertEquals(true, Subtyping.matches(AbstractHeapType.NOFUNC, function));
        assertEquals(false, Subtyping.matches(AbstractHeapType.NONE, function));
        assertEquals(false, Subtyping.matches(AbstractHeapType.FUNC, function));
    }

    @Test
    void letsNonNullStandForNullableAndNotTheOtherWayRound() {
        ReferenceType nonNull = ReferenceType.of(false, AbstractHeapType.FUNC);
        assertEquals(true, Subtyping.matches(nonNull, ReferenceType.FUNCREF));
        assertEquals(false, Subtyping.matches(ReferenceType.FUNCREF, nonNull));
        assertEquals(false, Subtyping.matches(NumberType.I32, NumberType.I64));
        assertEquals(true, Subtyping.isDefaultable(ReferenceType.FUNCREF));
        assertEquals(false, Subtyping.isDefaultable(nonNull));
    }

    @Test
    void turnsParametersRound() {
        FunctionType takesAny = FunctionType.of(List.of(ReferenceType.FUNCREF), List.of());
        FunctionType takesNonNull = FunctionType.of(List.of(ReferenceType.of(false, AbstractHeapType.FUNC)), List.of());
        assertEquals(true, Subtyping.matches(takesAny, takesNonNull));
        assertEquals(false, Subtyping.matches(takesNonNull, takesAny));
    }
}
