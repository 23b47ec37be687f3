package org.amphora.engine.facade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.function.IntBinaryOperator;
import org.amphora.api.Engine;
import org.amphora.api.Function;
import org.amphora.api.Instance;
import org.amphora.api.NoSuchExportException;
import org.amphora.api.Trap;
import org.amphora.api.WasmExport;
import org.amphora.engine.Guests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FacadesTest {
    private final Engine engine = Guests.engine();
    private final Instance guest = Guests.instantiate(engine, "calls");

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    /** What calls.wat exports, as Java. */
    public interface Calls {
        int add(int a, int b);

        long wide(int number);

        float half(float a, double b);

        Object identity(Object reference);

        void nothing();

        @WasmExport("is_null")
        int isNull(Function function);

        @WasmExport("load")
        int read(int address);

        int divide(int a, int b);

        default int twice(int number) {
            return add(number, number);
        }

        @Override
        String toString();
    }

    /** Is not what calls.wat exports. */
    public interface Wrong {
        long add(int a, int b);

        void memory();

        int missing();
    }

    /** Has types that Wasm has not. */
    public interface Unmappable {
        String name();

        void flag(boolean on);

        int add(int a, int b);
    }

    interface Hidden {
        int add(int a, int b);
    }

    /** Adds, as {@code java.util.function} would have it. */
    public interface Adder extends IntBinaryOperator {
        @Override
        @WasmExport("add")
        int applyAsInt(int left, int right);
    }

    @Test
    void callsExports() {
        Calls calls = guest.as(Calls.class);
        assertEquals(5, calls.add(2, 3));
        assertEquals(-5, calls.add(-2, -3));
        assertEquals(0xFFFF_FFFFL, calls.wide(-1));
        assertEquals(-1.5f, calls.half(-3f, 0.5));
        calls.nothing();
        assertEquals(8, calls.twice(4));
        guest.memory().writeInt(8, 99);
        assertEquals(99, calls.read(8));
    }

    @Test
    void passesReferences() {
        Calls calls = guest.as(Calls.class);
        Object something = new Object();
        assertSame(something, calls.identity(something));
        assertEquals(null, calls.identity(null));
        assertEquals(1, calls.isNull(null));
        assertEquals(0, calls.isNull(guest.function("add")));
    }

    @Test
    void trapsAsOtherCallsDo() {
        Calls calls = guest.as(Calls.class);
        assertEquals(
                "integer divide by zero",
                assertThrows(Trap.class, () -> calls.divide(1, 0)).getMessage());
        guest.close();
        assertEquals(
                "instance calls is closed",
                assertThrows(IllegalStateException.class, calls::nothing).getMessage());
    }

    @Test
    void sharesAClassAmongInstances() {
        Instance other = engine.linker().instantiate(guest.module());
        Calls calls = guest.as(Calls.class);
        assertSame(calls.getClass(), other.as(Calls.class).getClass());
    }

    @Test
    void implementsInterfacesOfTheJdk() {
        IntBinaryOperator add = guest.as(Adder.class);
        assertEquals(7, add.applyAsInt(3, 4));
        NoSuchExportException e = assertThrows(NoSuchExportException.class, () -> guest.as(IntBinaryOperator.class));
        assertEquals(
                "calls does not export what java.util.function.IntBinaryOperator needs: applyAsInt (i32, i32) -> (i32), but"
                        + " there is no such export",
                e.getMessage());
    }

    @Test
    void namesAllMethodsWithoutAnExport() {
        NoSuchExportException e = assertThrows(NoSuchExportException.class, () -> guest.as(Wrong.class));
        assertEquals(
                "calls does not export what " + Wrong.class.getName()
                        + " needs: add (i32, i32) -> (i64), but its type is (i32, i32) -> (i32); memory () -> (), but it is"
                        + " a memory; missing () -> (i32), but there is no such export",
                e.getMessage());
    }

    @Test
    void refusesWhatItCannotImplement() {
        assertEquals("java.lang.String is no interface", refusal(String.class));
        assertEquals(
                "interface " + Hidden.class.getName() + " is not public: a generated class cannot implement it",
                refusal(Hidden.class));
        assertEquals(
                "interface org.amphora.api.Extern is sealed: a generated class cannot implement it",
                refusal(org.amphora.api.Extern.class));
        assertEquals(
                "interface " + Unmappable.class.getName()
                        + " has methods with types that Wasm has not: flag, name; allowed"
                        + " are int, long, float, double, org.amphora.api.Function, java.lang.Object and, as result, void",
                refusal(Unmappable.class));
    }

    private String refusal(Class<?> type) {
        return assertThrows(IllegalArgumentException.class, () -> guest.as(type))
                .getMessage();
    }
}
