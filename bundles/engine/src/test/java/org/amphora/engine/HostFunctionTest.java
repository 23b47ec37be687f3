package org.amphora.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.amphora.api.Engine;
import org.amphora.api.ExitException;
import org.amphora.api.Function;
import org.amphora.api.FunctionType;
import org.amphora.api.HostFunction;
import org.amphora.api.HostFunctionException;
import org.amphora.api.Instance;
import org.amphora.api.Trap;
import org.amphora.api.WasmException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract of {@link HostFunction}, point by point. */
class HostFunctionTest {
    private final Engine engine = Guests.engine();

    // what env.act and the others of host.wat do in the test at hand
    private HostFunction dirty = unexpected("dirty");
    private HostFunction down = unexpected("down");
    private HostFunction act = unexpected("act");
    private HostFunction several = unexpected("several");
    private HostFunction swap = unexpected("swap");
    private HostFunction pick = unexpected("pick");
    private final Instance guest = engine.linker()
            .define("env", "dirty", FunctionType.parse("if-i"), (caller, stack) -> dirty.call(caller, stack))
            .define("env", "down", FunctionType.parse("i-i"), (caller, stack) -> down.call(caller, stack))
            .define("env", "act", FunctionType.parse("-"), (caller, stack) -> act.call(caller, stack))
            .define("env", "several", FunctionType.parse("iIfF-FfIi"), (caller, stack) -> several.call(caller, stack))
            .define("env", "swap", FunctionType.parse("er-re"), (caller, stack) -> swap.call(caller, stack))
            .define("env", "pick", FunctionType.parse("-r"), (caller, stack) -> pick.call(caller, stack))
            .instantiate(Guests.compile(engine, "host"));

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    private static HostFunction unexpected(String name) {
        return (caller, stack) -> {
            throw new AssertionError(name + " was not to be called");
        };
    }

    private <T extends Throwable> T failure(Class<T> type, String function) {
        return assertThrows(type, () -> guest.function(function).call());
    }

    // ---- the stack ----

    @Test
    void getsSlotsWhoseUpperBitsAreZero() {
        List<Long> seen = new ArrayList<>();
        dirty = (caller, stack) -> {
            assertEquals(2, stack.length);
            seen.add(stack[0]);
            seen.add(stack[1]);
            stack[0] = 0;
        };
        guest.function("dirty").call(0xFFFF_FFFF_8000_0000L, 0xFFFF_FFFF_0000_0000L);
        assertEquals(List.of(0x8000_0000L, 0L), seen);
    }

    @Test
    void mayLeaveDirtyUpperBits() {
        dirty = (caller, stack) -> stack[0] = 0xDEAD_BEEF_0000_0005L;
        assertArrayEquals(new long[] {5}, guest.function("dirty").call(1, 2));
        dirty = (caller, stack) -> stack[0] = 0xDEAD_BEEF_0000_0000L;
        assertArrayEquals(new long[] {2}, guest.function("dirty_branch").call());
    }

    @Test
    void overwritesParametersWithResultsFromIndexZero() {
        several = (caller, stack) -> {
            assertEquals(4, stack.length);
            int i = (int) stack[0];
            long j = stack[1];
            float f = Float.intBitsToFloat((int) stack[2]);
            double d = Double.longBitsToDouble(stack[3]);
            stack[0] = Double.doubleToRawLongBits(d * 2);
            stack[1] = Float.floatToRawIntBits(-f);
            stack[2] = j + 1;
            stack[3] = i - 1L;
        };
        assertArrayEquals(
                new Object[] {5.0, -1.5f, 11L, -8}, guest.function("several").apply(-7, 10L, 1.5f, 2.5));
    }

    @Test
    void seesTheInstanceThatCalled() {
        List<Instance> callers = new ArrayList<>();
        act = (caller, stack) -> callers.add(caller);
        guest.function("run").call();
        guest.function("run_indirect").call();
        guest.function("act").call();
        assertEquals(List.of(guest, guest, guest), callers);
    }

    // ---- re-entrance ----

    @Test
    void callsBackAsDeeplyAsItLikes() {
        List<long[]> stacks = new ArrayList<>();
        down = (caller, stack) -> {
            stacks.add(stack);
            stack[0] = caller.function("down").call(stack[0])[0] + 1;
        };
        assertArrayEquals(new long[] {10}, guest.function("down").call(5));
        assertEquals(5, stacks.size());
        assertNotSame(stacks.get(0), stacks.get(1));
    }

    @Test
    void seesAndShowsMemoryGrownInANestedCall() {
        act = (caller, stack) -> {
            byte[] before = caller.memory().read(0, 4);
            assertArrayEquals(new byte[4], before);
            assertArrayEquals(new long[] {1}, caller.function("grow").call());
            assertEquals(2, caller.memory().pages());
            caller.memory().writeInt(2 * 65_536 - 4, 4711);
        };
        assertArrayEquals(new long[] {4711}, guest.function("run_then_load").call(2 * 65_536 - 4));
    }

    @Test
    void sharesTheStackWithTheGuestSoThatEndlessRecursionThroughItTraps() {
        down = (caller, stack) -> caller.function("down").call(5);
        for (int i = 0; i < 3; i++) {
            Trap trap = assertThrows(Trap.class, () -> guest.function("down").call(5));
            assertEquals(Trap.Kind.CALL_STACK_EXHAUSTED, trap.kind());
            assertEquals("call stack exhausted", trap.getMessage());
            assertArrayEquals(new long[] {7}, guest.function("seven").call());
        }
        down = (caller, stack) -> stack[0] = 1;
        assertArrayEquals(new long[] {2}, guest.function("down").call(1));
    }

    @Test
    void isNotToCallTheGuestFromAnotherThread() {
        List<String> refusals = new ArrayList<>();
        act = (caller, stack) -> {
            Thread thread = new Thread(() -> refusals.add(assertThrows(
                            IllegalStateException.class,
                            () -> caller.function("seven").call())
                    .getMessage()));
            thread.start();
            thread.join();
        };
        guest.function("run").call();
        assertEquals(
                List.of("instance host is serving a call on thread "
                        + Thread.currentThread().getName() + "; it serves one call at a time"),
                refusals);
    }

    // ---- errors ----

    @Test
    void failsByAnyThrowable() {
        List<Throwable> causes = List.of(
                new IllegalStateException("boom"),
                new IOException("no disk"),
                new AssertionError("wrong"),
                new LinkageError("stale"),
                new ArrayIndexOutOfBoundsException(3),
                new ArithmeticException("/ by zero"),
                new NullPointerException(),
                new ClassCastException("host's own"),
                new NegativeArraySizeException("-1"),
                new IllegalArgumentException("host's own"));
        for (Throwable cause : causes) {
            act = (caller, stack) -> {
                throw cause;
            };
            for (String function : List.of("run", "run_deep", "run_indirect", "act")) {
                HostFunctionException e = failure(HostFunctionException.class, function);
                assertEquals("host function env.act threw " + cause, e.getMessage());
                assertSame(cause, e.getCause());
                assertEquals("env", e.module());
                assertEquals("act", e.name());
            }
            assertArrayEquals(new long[] {7}, guest.function("seven").call());
        }
    }

    @Test
    void showsTheWasmFramesThatCalledIt() {
        act = (caller, stack) -> {
            throw new IllegalStateException("boom");
        };
        assertEquals(
                "wasm error: host function env.act threw java.lang.IllegalStateException: boom\n"
                        + "wasm stack trace:\n\thost.run\n\thost.run_deep",
                failure(HostFunctionException.class, "run_deep").describe());
    }

    @Test
    void letsExceptionsOfWasmPassUnchanged() {
        List<WasmException> exceptions = List.of(
                new Trap(Trap.Kind.HOST, "no such record"),
                new ExitException(3),
                new Trap(Trap.Kind.OUT_OF_BOUNDS_MEMORY_ACCESS));
        for (WasmException exception : exceptions) {
            act = (caller, stack) -> {
                throw exception;
            };
            for (String function : List.of("run", "run_indirect", "act")) {
                assertSame(exception, failure(WasmException.class, function));
            }
        }
        act = (caller, stack) -> caller.memory().readInt(65_536);
        assertEquals(
                "out of bounds memory access: 4 bytes at address 65536 of a memory of 65536 bytes",
                failure(Trap.class, "run").getMessage());
    }

    @Test
    void mayTakeATrapOfANestedCall() {
        List<String> traps = new ArrayList<>();
        act = (caller, stack) -> {
            try {
                caller.function("constant_indirect").call(0);
            } catch (Trap trap) {
                traps.add(trap.getMessage());
            }
        };
        guest.function("run").call();
        assertEquals(
                List.of(
                        "indirect call type mismatch: element 0 is env.act () -> (), but a (func (result i32)) was called"),
                traps);
    }

    @Test
    void locatesATrapOfANestedCallOnce() {
        act = (caller, stack) -> caller.function("constant_indirect").call(9);
        assertEquals(
                "wasm error: undefined element 9 of a table of 4\nwasm stack trace:\n\thost.constant_indirect\n\thost.run"
                        + "\n\thost.run_deep",
                failure(Trap.class, "run_deep").describe());
    }

    @Test
    void trapsForErrorsOfTheVirtualMachine() {
        act = (caller, stack) -> {
            throw new StackOverflowError();
        };
        assertEquals("call stack exhausted", failure(Trap.class, "run").getMessage());
        OutOfMemoryError error = new OutOfMemoryError("Java heap space");
        act = (caller, stack) -> {
            throw error;
        };
        Trap trap = failure(Trap.class, "run");
        assertEquals("out of memory in host function env.act", trap.getMessage());
        assertEquals(Trap.Kind.OUT_OF_MEMORY, trap.kind());
        assertSame(error, trap.getCause());
    }

    @Test
    void keepsTheThreadInterruptedIfItWas() {
        act = (caller, stack) -> {
            throw new InterruptedException();
        };
        failure(HostFunctionException.class, "run");
        assertTrue(Thread.interrupted());
    }

    @Test
    void endsTheGuestAndLetsItBeCalledAgain() {
        act = (caller, stack) -> {
            throw new ExitException(42);
        };
        ExitException e = failure(ExitException.class, "run");
        assertEquals(42, e.exitCode());
        assertArrayEquals(new long[] {7}, guest.function("seven").call());
    }

    // ---- references ----

    @Test
    void getsAndLeavesReferencesAsHandles() {
        Function seven = guest.function("seven");
        swap = (caller, stack) -> {
            assertEquals("text", caller.reference(stack[0]));
            assertSame(seven, caller.reference(stack[1]));
            long first = stack[0];
            stack[0] = stack[1];
            stack[1] = first;
        };
        assertArrayEquals(new Object[] {seven, "text"}, guest.function("swap").apply("text", seven));
        swap = (caller, stack) -> {
            assertEquals(0, stack[0]);
            assertNull(caller.reference(stack[1]));
            stack[0] = caller.handle(seven);
            stack[1] = caller.handle("made");
        };
        assertArrayEquals(new Object[] {seven, "made"}, guest.function("swap").apply(null, null));
    }

    @Test
    void leavesAFunctionThatTheGuestThenCalls() {
        Function host = engine.newFunction("nine", FunctionType.parse("-i"), (caller, stack) -> {
            assertSame(guest, caller);
            stack[0] = 9;
        });
        pick = (caller, stack) -> stack[0] = caller.handle(host);
        assertArrayEquals(new long[] {9}, guest.function("call_picked").call());
        pick = (caller, stack) -> stack[0] = caller.handle(caller.function("seven"));
        assertArrayEquals(new long[] {7}, guest.function("call_picked").call());
        Instance other = Guests.instantiate(engine, "calls");
        pick = (caller, stack) -> stack[0] = caller.handle(other.function("count"));
        assertArrayEquals(new long[] {1}, guest.function("call_picked").call());
        pick = (caller, stack) -> stack[0] = 0;
        assertEquals(
                "uninitialized element 3", failure(Trap.class, "call_picked").getMessage());
    }

    @Test
    void failsIfItLeavesWhatIsNoReferenceOfItsType() {
        pick = (caller, stack) -> stack[0] = 7;
        HostFunctionException e = failure(HostFunctionException.class, "call_picked");
        assertEquals(
                "host function env.pick left handle 7 as result 0, which was not made in this call", e.getMessage());
        assertNull(e.getCause());
        pick = (caller, stack) -> stack[0] = caller.handle("text");
        assertEquals(
                "host function env.pick left java.lang.String as result 0, which must be funcref",
                failure(HostFunctionException.class, "call_picked").getMessage());
        assertArrayEquals(new long[] {7}, guest.function("seven").call());
    }

    @Test
    void losesItsHandlesWhenItReturns() {
        List<Long> kept = new ArrayList<>();
        pick = (caller, stack) -> {
            kept.add(caller.handle("kept"));
            stack[0] = 0;
        };
        act = (caller, stack) -> {
            assertThrows(Trap.class, () -> caller.function("call_picked").call());
            assertThrows(IllegalArgumentException.class, () -> caller.reference(kept.get(0)));
        };
        guest.function("run").call();
        assertThrows(IllegalArgumentException.class, () -> guest.reference(kept.get(0)));
        pick = (caller, stack) -> stack[0] = kept.get(0);
        assertEquals(
                "host function env.pick left handle " + kept.get(0) + " as result 0, which was not made in this call",
                failure(HostFunctionException.class, "call_picked").getMessage());
    }

    @Test
    void neverRunsOutOfHandlesInOneCall() {
        Object[] seen = new Object[1];
        int[] calls = new int[1];
        Instance references = engine.linker()
                .define("env", "echo", FunctionType.parse("e-e"), (caller, stack) -> caller.reference(stack[0]))
                .define("env", "check", FunctionType.parse("e-"), (caller, stack) -> {
                    seen[0] = caller.reference(stack[0]);
                    calls[0]++;
                })
                .instantiate(Guests.compile(engine, "references"));
        references.function("many").apply("text", 100_000);
        assertEquals("text", seen[0]);
        assertEquals(100_000, calls[0]);
        assertArrayEquals(new Object[] {"x"}, references.function("twice").apply("x"));
        long handle = references.handle("y");
        assertEquals("y", references.reference(references.function("echo").call(handle)[0]));
        assertArrayEquals(new Object[] {"z"}, references.function("host").apply("z"));
        assertArrayEquals(new long[] {0}, references.function("host").call(0));
    }

    // ---- binding ----

    @Test
    void isBoundOncePerImportBeforeAnyCodeRuns() {
        List<String> events = new ArrayList<>();
        HostFunction function = new HostFunction() {
            @Override
            public void call(Instance caller, long[] stack) {
                throw new AssertionError("the bound function was to be called");
            }

            @Override
            public HostFunction bind(Instance instance) {
                events.add("bind " + instance.name());
                return (caller, stack) -> events.add("started with " + stack[0]);
            }
        };
        var linker = engine.linker().define("env", "started", FunctionType.parse("i-"), function);
        linker.instantiate(Guests.compile(engine, "start"));
        assertEquals(List.of("bind start", "started with 42"), events);
    }

    @Test
    void refusesAnInstanceByThrowingWhenBound() {
        HostFunction refusing = new HostFunction() {
            @Override
            public void call(Instance caller, long[] stack) {}

            @Override
            public HostFunction bind(Instance instance) {
                throw new IllegalStateException("not you");
            }
        };
        var linker = engine.linker().define("env", "started", FunctionType.parse("i-"), refusing);
        HostFunctionException e =
                assertThrows(HostFunctionException.class, () -> linker.instantiate(Guests.compile(engine, "start")));
        assertEquals(
                "host function env.started cannot be bound to start: bind threw java.lang.IllegalStateException: not you",
                e.getMessage());
    }

    // ---- host functions as functions ----

    @Test
    void canBeCalledFromJavaWithoutAGuest() {
        Function add = engine.newFunction("add", FunctionType.parse("ii-i"), (caller, stack) -> {
            assertNull(caller);
            stack[0] = (stack[0] + stack[1]) | (1L << 40);
        });
        assertArrayEquals(new long[] {3}, add.call(1, 2));
        assertArrayEquals(new Object[] {-1}, add.apply(-3, 2));
        Function failing = engine.newFunction("fail", FunctionType.parse("-"), (caller, stack) -> {
            throw new IOException("no disk");
        });
        HostFunctionException e = assertThrows(HostFunctionException.class, failing::call);
        assertEquals("host function fail threw java.io.IOException: no disk", e.getMessage());
        Function reference = engine.newFunction("echo", FunctionType.parse("e-e"), (caller, stack) -> {});
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> reference.apply("x"));
        assertEquals(
                "host function echo of type (externref) -> (externref) belongs to no instance whose handles its references"
                        + " could travel in: only guests can call it",
                refused.getMessage());
    }
}
