package org.amphora.engine.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.amphora.api.DefinedType;
import org.amphora.api.FunctionType;
import org.amphora.api.Limits;
import org.amphora.api.ReferenceType;
import org.amphora.api.TableType;
import org.amphora.api.Trap;
import org.amphora.binary.type.TypeRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class TableInstanceTest {
    private static final DefinedType TAKES_INT = TypeRegistry.function(FunctionType.parse("i-"));
    private static final DefinedType TAKES_LONG = TypeRegistry.function(FunctionType.parse("I-"));

    private final FunctionInstance function =
            FunctionInstance.ofHost(HostName.of("env", "f", null), TAKES_INT, (caller, stack) -> {}, null, null);
    private final TableInstance table =
            TableInstance.allocate(TableType.of(ReferenceType.FUNCREF, Limits.of(2, 5)), null, Budget.unlimited());

    private static void assertTrap(Trap.Kind kind, String message, Executable access) {
        Trap trap = assertThrows(Trap.class, access);
        assertEquals(message, trap.getMessage());
        assertEquals(kind, trap.kind());
    }

    @Test
    void findsTheCalleeOfAnIndirectCall() {
        table.set(1, function);
        assertSame(function, table.callee(1, TAKES_INT));
    }

    @Test
    void trapsWhenAnIndirectCallFindsNoFunctionOfItsType() {
        table.set(1, function);
        assertTrap(
                Trap.Kind.UNDEFINED_ELEMENT, "undefined element 2 of a table of 2", () -> table.callee(2, TAKES_INT));
        assertTrap(
                Trap.Kind.UNDEFINED_ELEMENT,
                "undefined element 4294967295 of a table of 2",
                () -> table.callee(-1, TAKES_INT));
        assertTrap(Trap.Kind.UNINITIALIZED_ELEMENT, "uninitialized element 0", () -> table.callee(0, TAKES_INT));
        assertTrap(
                Trap.Kind.INDIRECT_CALL_TYPE_MISMATCH,
                "indirect call type mismatch: element 1 is env.f (i32) -> (), but a (func (param i64)) was called",
                () -> table.callee(1, TAKES_LONG));
    }

    @Test
    void trapsBeyondItsSize() {
        assertTrap(
                Trap.Kind.OUT_OF_BOUNDS_TABLE_ACCESS,
                "out of bounds table access: index 2 of a table of 2",
                () -> table.get(2));
        assertTrap(
                Trap.Kind.OUT_OF_BOUNDS_TABLE_ACCESS,
                "out of bounds table access: index 18446744073709551615 of a table of 2",
                () -> table.set(-1, function));
        assertTrap(
                Trap.Kind.OUT_OF_BOUNDS_TABLE_ACCESS,
                "out of bounds table access: index 18446744073709551615 of a table of 2",
                () -> table.get(-1L));
        assertTrap(
                Trap.Kind.OUT_OF_BOUNDS_TABLE_ACCESS,
                "out of bounds table access: 2 elements at index 1 of a table of 2",
                () -> table.fill(1, function, 2));
        assertTrap(
                Trap.Kind.OUT_OF_BOUNDS_TABLE_ACCESS,
                "out of bounds table access: 1 elements at index 1 of an element segment of 1",
                () -> table.init(0, 1, 1, new Object[] {function}));
        assertNull(table.get(1));
    }

    @Test
    void growsToItsMaximumAndNoFurther() {
        assertEquals(2, table.grow(1, function));
        assertSame(function, table.get(2));
        assertEquals(3, table.grow(2L, null));
        assertEquals(5, table.size());
        assertEquals(-1, table.grow(1, null));
        assertEquals(-1, table.grow(-1, null));
        assertEquals(TableType.of(ReferenceType.FUNCREF, Limits.of(5, 5)), table.type());
    }

    @Test
    void growsWithinTheBudgetThatTablesShare() {
        Budget budget = Budget.of(3);
        TableInstance first =
                TableInstance.allocate(TableType.of(ReferenceType.EXTERNREF, Limits.atLeast(2)), "x", budget);
        assertEquals(2, first.grow(1, "y"));
        assertEquals(-1, first.grow(1, "z"));
        assertNull(TableInstance.allocate(TableType.of(ReferenceType.EXTERNREF, Limits.atLeast(1)), null, budget));
        assertEquals("x", first.get(1L));
    }

    @Test
    void forgetsNothingWhenItHasRoomToSpare() {
        TableInstance growing = TableInstance.allocate(
                TableType.of(ReferenceType.EXTERNREF, Limits.atLeast(0)), null, Budget.unlimited());
        for (int i = 0; i < 1000; i++) {
            assertEquals(i, growing.grow(1, i));
        }
        for (int i = 0; i < 1000; i++) {
            assertEquals(i, growing.get(i));
        }
        assertThrows(Trap.class, () -> growing.get(1000));
    }

    @Test
    void refusesElementsOfOtherTypes() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> table.set(0L, "text"));
        assertEquals("table 2 5 funcref cannot hold java.lang.String", e.getMessage());
        e = assertThrows(IllegalArgumentException.class, () -> table.grow(1L, "text"));
        assertEquals("table 2 5 funcref cannot hold java.lang.String", e.getMessage());
        TableInstance typed = TableInstance.allocate(
                TableType.of(ReferenceType.of(true, TAKES_LONG), Limits.atLeast(1)), null, Budget.unlimited());
        e = assertThrows(IllegalArgumentException.class, () -> typed.set(0L, function));
        assertEquals(
                "table 1 (ref null (func (param i64))) cannot hold function f of type (i32) -> ()", e.getMessage());
    }

    @Test
    void copiesBetweenTables() {
        TableInstance other = TableInstance.allocate(
                TableType.of(ReferenceType.FUNCREF, Limits.atLeast(1)), function, Budget.unlimited());
        table.copy(1, 0, 1, other);
        assertSame(function, table.get(1));
        table.copy(0, 1, 1, table);
        assertSame(function, table.get(0));
        assertThrows(Trap.class, () -> table.copy(0, 0, 2, other));
    }
}
