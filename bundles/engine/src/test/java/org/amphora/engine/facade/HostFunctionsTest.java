package org.amphora.engine.facade;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.amphora.api.Engine;
import org.amphora.api.Function;
import org.amphora.api.HostFunctionException;
import org.amphora.api.Instance;
import org.amphora.api.LinkException;
import org.amphora.api.TypedHostFunction;
import org.amphora.api.WasmExport;
import org.amphora.api.WasmModule;
import org.amphora.engine.Guests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HostFunctionsTest {
    private static final String CALLS = """
            (module $calls
              (import "env" "add" (func $add (param i32 i32) (result i32)))
              (import "env" "mix" (func $mix (param i64 f32 f64) (result f64)))
              (import "env" "half" (func $half (param f32) (result f32)))
              (import "env" "two-words" (func $words (param i64) (result i64)))
              (import "env" "same" (func $same (param externref) (result externref)))
              (import "env" "twice" (func $twice (param funcref)))
              (import "env" "fail" (func $fail))
              (memory (export "memory") 1)
              (global $runs (mut i32) (i32.const 0))
              (elem declare func $run)
              (func $run (global.set $runs (i32.add (global.get $runs) (i32.const 1))))
              (func (export "add") (param i32 i32) (result i32) (call $add (local.get 0) (local.get 1)))
              (func (export "mix") (param i64 f32 f64) (result f64)
                (call $mix (local.get 0) (local.get 1) (local.get 2)))
              (func (export "half") (param f32) (result f32) (call $half (local.get 0)))
              (func (export "words") (param i64) (result i64) (call $words (local.get 0)))
              (func (export "same") (param externref) (result externref) (call $same (local.get 0)))
              (func (export "twice") (result i32) (call $twice (ref.func $run)) (global.get $runs))
              (func (export "fail") (call $fail)))
            """;

    private static final String COUNTS = """
            (module $counts
              (import "env" "count" (func $count (result i32)))
              (import "env" "total" (func $total (result i32)))
              (func (export "count") (result i32) (drop (call $count)) (call $total)))
            """;

    private Engine engine;

    /** What guests may call. */
    public static class Env {
        /** Numbers. */
        @WasmExport
        public static int add(int a, int b) {
            return a + b;
        }

        /** Numbers of all other types. */
        @WasmExport
        public double mix(long a, float b, double c) {
            return a + b * c;
        }

        /** A float. */
        @WasmExport
        public float half(float a) {
            return a / 2;
        }

        /** With the caller, and a name that Java has not. */
        @WasmExport("two-words")
        public long words(Instance caller, long a) {
            return a + caller.memory("memory").pages();
        }

        /** References. */
        @WasmExport
        public Object same(Object reference) {
            return reference;
        }

        /** A function of the guest. */
        @WasmExport
        public void twice(Instance caller, Function function) {
            function.call();
            function.call();
        }

        /** Fails. */
        @WasmExport
        public void fail() throws IOException {
            throw new IOException("disk on fire");
        }

        /** Not for guests. */
        public void secret() {}
    }

    /** One for each instance. */
    public static final class Counter implements AutoCloseable {
        private final List<String> closed;
        private final String instance;
        private int calls;

        Counter(Instance instance, List<String> closed) {
            this.instance = instance.name();
            this.closed = closed;
        }

        /** How often it was called. */
        @WasmExport
        public int count() {
            return ++calls;
        }

        /** The same, without calling. */
        @WasmExport
        public int total() {
            return calls;
        }

        @Override
        public void close() {
            closed.add(instance + " after " + calls);
        }
    }

    /** A method of the interface is one of each object that implements it. */
    public interface Greeting {
        /** A number for a greeting. */
        @WasmExport
        int count();

        /** The next one. */
        @WasmExport
        int total();
    }

    /** Redefines a method that guests call. */
    public static final class Doubling extends Env {
        @Override
        @WasmExport
        public float half(float a) {
            return a * 2;
        }
    }

    /** Has nothing for guests. */
    public static final class Nothing {}

    /** Is wrong in each way. */
    public static final class Wrong {
        /** No such type in Wasm. */
        @WasmExport
        public String text(byte[] bytes) {
            return "";
        }

        /** Cannot be called. */
        @WasmExport
        void hidden() {}

        /** Has the name of another. */
        @WasmExport("other")
        public void one() {}

        /** Has the name of another. */
        @WasmExport
        public void other() {}
    }

    /** Cannot be seen. */
    static final class Hidden {
        @WasmExport
        public void run() {}
    }

    @BeforeEach
    void open() {
        engine = Guests.engine();
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private Instance guest(String text, Iterable<TypedHostFunction> functions) {
        return engine.linker().define("env", functions).instantiate(engine.compile(Guests.assemble(text)));
    }

    @Test
    void aMethodTakesAndReturnsNumbers() {
        Instance guest = guest(CALLS, engine.hostFunctions(new Env()));
        assertArrayEquals(new long[] {5}, guest.function("add").call(2, 3));
        assertArrayEquals(new long[] {-2 & 0xFFFF_FFFFL}, guest.function("add").call(-5 & 0xFFFF_FFFFL, 3));
        long[] mixed =
                guest.function("mix").call(1L << 40, Float.floatToRawIntBits(1.5f), Double.doubleToRawLongBits(0.25));
        assertEquals((double) (1L << 40) + 0.375, Double.longBitsToDouble(mixed[0]));
        long[] half = guest.function("half").call(Float.floatToRawIntBits(5));
        assertEquals(2.5f, Float.intBitsToFloat((int) half[0]));
    }

    @Test
    void theCallerIsNoParameterOfTheFunction() {
        Instance guest = guest(CALLS, engine.hostFunctions(new Env()));
        assertArrayEquals(new long[] {8}, guest.function("words").call(7));
    }

    /** A guest's functions that take references. */
    public interface References {
        /** Gives back what it is given. */
        Object same(Object reference);
    }

    @Test
    void aMethodTakesAndReturnsReferences() {
        Instance guest = guest(CALLS, engine.hostFunctions(new Env()));
        Object object = new Object();
        assertSame(object, guest.as(References.class).same(object));
        assertArrayEquals(new long[] {2}, guest.function("twice").call());
    }

    @Test
    void whatAMethodThrowsReachesTheCallerOfTheGuest() {
        Instance guest = guest(CALLS, engine.hostFunctions(new Env()));
        HostFunctionException e = assertThrows(
                HostFunctionException.class, () -> guest.function("fail").call());
        assertEquals("disk on fire", e.getCause().getMessage());
        assertTrue(e.getMessage().contains("env.fail"), e.getMessage());
    }

    @Test
    void namesAndTypesAreThoseOfTheMethods() {
        assertEquals(
                "add (i32, i32) -> (i32), fail () -> (), half (f32) -> (f32), mix (i64, f32, f64) -> (f64),"
                        + " same (externref) -> (externref), twice (funcref) -> (), two-words (i64) -> (i64)",
                engine.hostFunctions(new Env()).stream()
                        .map(function -> function.name() + " " + function.type())
                        .collect(Collectors.joining(", ")));
        assertEquals(
                Env.class.getName() + ".add (i32, i32) -> (i32)",
                engine.hostFunctions(new Env()).get(0).toString());
    }

    @Test
    void eachInstanceHasAnObjectOfItsOwnThatIsClosedWithIt() {
        List<String> closed = new java.util.ArrayList<>();
        List<TypedHostFunction> functions =
                engine.hostFunctions(Counter.class, instance -> new Counter(instance, closed));
        Instance first = guest(COUNTS, functions);
        Instance second = guest(COUNTS, functions);
        first.function("count").call();
        assertArrayEquals(new long[] {2}, first.function("count").call());
        assertArrayEquals(new long[] {1}, second.function("count").call());
        first.close();
        assertEquals(List.of(first.name() + " after 2"), closed);
    }

    @Test
    void methodsOfAnInterfaceAreCalledOnWhatImplementsIt() {
        List<TypedHostFunction> functions = engine.hostFunctions(Greeting.class, instance -> new Greeting() {
            @Override
            public int count() {
                return 1;
            }

            @Override
            public int total() {
                return 42;
            }
        });
        assertArrayEquals(
                new long[] {42}, guest(COUNTS, functions).function("count").call());
    }

    @Test
    void anOverridingMethodStandsForTheOneItOverrides() {
        Instance guest = guest(CALLS, engine.hostFunctions(new Doubling()));
        long[] half = guest.function("half").call(Float.floatToRawIntBits(5));
        assertEquals(10f, Float.intBitsToFloat((int) half[0]));
        assertArrayEquals(new long[] {5}, guest.function("add").call(2, 3));
    }

    @Test
    void aTypeThatDoesNotFitTheImportIsRefused() {
        WasmModule module = engine.compile(Guests.assemble(COUNTS));
        LinkException e = assertThrows(
                LinkException.class,
                () -> engine.linker()
                        .define("env", engine.hostFunctions(new Env()))
                        .instantiate(module));
        assertTrue(e.getMessage().contains("env.count"), e.getMessage());
    }

    @Test
    void whatCannotBeHostFunctionsIsRefusedWithAllReasons() {
        assertEquals(
                "class " + Wrong.class.getName()
                        + " has methods that cannot be host functions: text has types that Wasm"
                        + " has not; allowed are int, long, float, double, org.amphora.api.Function, java.lang.Object and,"
                        + " as result, void, and org.amphora.api.Instance for the caller, as first parameter;"
                        + " \"other\" is the name of two methods; hidden is not public",
                refusal(new Wrong()));
        assertEquals(
                "class " + Nothing.class.getName() + " has no method with the annotation org.amphora.api.WasmExport",
                refusal(new Nothing()));
        assertEquals(
                "class " + Hidden.class.getName() + " is not public: generated code cannot call its methods",
                refusal(new Hidden()));
    }

    private String refusal(Object host) {
        return assertThrows(IllegalArgumentException.class, () -> engine.hostFunctions(host))
                .getMessage();
    }

    @Test
    void noObjectForAnInstanceIsAnErrorThatNamesIt() {
        List<TypedHostFunction> functions = engine.hostFunctions(Counter.class, instance -> null);
        RuntimeException e = assertThrows(RuntimeException.class, () -> guest(COUNTS, functions));
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        assertEquals("no object of " + Counter.class.getName() + " for counts", cause.getMessage());
    }
}
