package org.amphora.engine.link;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.amphora.api.AddressType;
import org.amphora.api.Extern;
import org.amphora.api.ExternType;
import org.amphora.api.FunctionType;
import org.amphora.api.GlobalType;
import org.amphora.api.Limits;
import org.amphora.api.MemoryType;
import org.amphora.api.NumberType;
import org.amphora.api.ReferenceType;
import org.amphora.api.TableType;
import org.amphora.binary.type.TypeRegistry;
import org.amphora.engine.runtime.Budget;
import org.amphora.engine.runtime.GlobalInstance;
import org.amphora.engine.runtime.MemoryInstance;
import org.amphora.engine.runtime.TableInstance;
import org.junit.jupiter.api.Test;

class MatchingTest {
    private static boolean matches(Extern item, ExternType expected) {
        return Matching.matches(item, expected, null);
    }

    @Test
    void matchesMemoriesByPresentSizeAndMaximum() {
        MemoryInstance memory = MemoryInstance.allocate(MemoryType.of(Limits.of(1, 3)), Budget.unlimited());
        assertTrue(matches(memory, MemoryType.of(Limits.atLeast(0))));
        assertTrue(matches(memory, MemoryType.of(Limits.of(1, 3))));
        assertTrue(matches(memory, MemoryType.of(Limits.of(1, 4))));
        assertFalse(matches(memory, MemoryType.of(Limits.of(1, 2))));
        assertFalse(matches(memory, MemoryType.of(Limits.atLeast(2))));
        memory.grow(1L);
        assertTrue(matches(memory, MemoryType.of(Limits.atLeast(2))));
        assertFalse(matches(memory, MemoryType.of(Limits.of(1, 3), AddressType.I32, true, MemoryType.PAGE_BYTES)));
        assertFalse(matches(memory, MemoryType.of(Limits.of(1, 3), AddressType.I64, false, MemoryType.PAGE_BYTES)));
        MemoryInstance unbounded = MemoryInstance.allocate(MemoryType.of(Limits.atLeast(1)), Budget.unlimited());
        assertFalse(matches(unbounded, MemoryType.of(Limits.of(1, 65_536))));
    }

    @Test
    void matchesTablesOfTheSameElementTypeOnly() {
        TableInstance table =
                TableInstance.allocate(TableType.of(ReferenceType.FUNCREF, Limits.of(1, 2)), null, Budget.unlimited());
        assertTrue(matches(table, TableType.of(ReferenceType.FUNCREF, Limits.of(1, 2))));
        assertFalse(matches(table, TableType.of(ReferenceType.EXTERNREF, Limits.of(1, 2))));
        assertFalse(matches(table, TableType.of(ReferenceType.FUNCREF, Limits.of(2, 2))));
        assertFalse(matches(table, MemoryType.of(Limits.of(1, 2))));
    }

    @Test
    void matchesConstantsBySubtypeAndVariablesByType() {
        ReferenceType special = ReferenceType.of(true, TypeRegistry.function(FunctionType.parse("-")));
        GlobalInstance constant = GlobalInstance.of(GlobalType.constant(special));
        GlobalInstance variable = GlobalInstance.of(GlobalType.variable(special));
        assertTrue(matches(constant, GlobalType.constant(ReferenceType.FUNCREF)));
        assertFalse(matches(variable, GlobalType.variable(ReferenceType.FUNCREF)));
        assertTrue(matches(variable, GlobalType.variable(special)));
        assertFalse(matches(variable, GlobalType.constant(special)));
        assertFalse(matches(constant, GlobalType.constant(NumberType.I32)));
    }
}
