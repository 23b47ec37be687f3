package org.amphora.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.amphora.api.CancelledException;
import org.amphora.api.Engine;
import org.amphora.api.ExitException;
import org.amphora.api.FunctionType;
import org.amphora.api.HostFunction;
import org.amphora.api.HostFunctionException;
import org.amphora.api.Instance;
import org.amphora.api.InstanceConfig;
import org.amphora.api.Linker;
import org.amphora.api.NoSuchExportException;
import org.amphora.api.Tag;
import org.amphora.api.TagException;
import org.amphora.api.TagType;
import org.amphora.api.Trap;
import org.amphora.api.WasmException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Exceptions between guests and hosts; how guests throw and catch among themselves is for the official tests. */
class ExceptionTest {
    private static final FunctionType MADE = FunctionType.parse("iI-");

    private final Engine engine = Guests.engine();
    private final Tag made = engine.newTag(TagType.of(MADE));

    // what env.act and env.give do in the test at hand
    private HostFunction act = (caller, stack) -> {};
    private HostFunction give = (caller, stack) -> {};
    private final Instance guest = instance("thrower");

    private Instance instance(String name) {
        return linker().instantiate(
                        Guests.compile(engine, "exceptions"),
                        InstanceConfig.defaults().name(name).callTimeout(Duration.ofMinutes(1)));
    }

    private Linker linker() {
        return engine.linker()
                .define("env", "act", FunctionType.parse("i-"), (caller, stack) -> act.call(caller, stack))
                .define("env", "give", FunctionType.parse("e-e"), (caller, stack) -> give.call(caller, stack))
                .define("env", "made", made);
    }

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    private TagException thrown(String function, Object... arguments) {
        return assertThrows(TagException.class, () -> guest.function(function).apply(arguments));
    }

    // ---- to Java ----

    @Test
    void reachesJavaWithItsTagAndItsValues() {
        TagException exception = thrown("throw", 42);
        assertSame(guest.tag("own"), exception.tag());
        assertArrayEquals(new Object[] {42}, exception.values());
        assertEquals("uncaught exception of tag thrower.own (i32): 42", exception.getMessage());
        assertEquals(
                "uncaught exception of tag thrower.empty ()",
                thrown("throw_empty").getMessage());
    }

    @Test
    void carriesValuesOfAllTypes() {
        byte[] vector = new byte[16];
        vector[0] = 1;
        vector[15] = -1;
        Object reference = new Object();
        TagException exception = thrown("throw_all", -1, Long.MIN_VALUE, 1.5f, -0.0, vector, reference);
        Object[] values = exception.values();
        assertArrayEquals(new Object[] {-1, Long.MIN_VALUE, 1.5f, -0.0, vector, reference}, values);
        assertSame(reference, values[5]);
        assertNotSame(values, exception.values());
        assertEquals(
                "uncaught exception of tag thrower.all (i32, i64, f32, f64, v128, externref):"
                        + " -1, -9223372036854775808, 1.5, -0.0, byte[16], java.lang.Object",
                exception.getMessage());
        assertNull(thrown("throw_all", 1, 2L, 3f, 4.0, vector, null).values()[5]);
    }

    @Test
    void namesTheFunctionThatJavaCalled() {
        assertEquals(
                "wasm error: uncaught exception of tag thrower.own (i32): 1\nwasm stack trace:\n\tthrower.throw",
                thrown("throw", 1).describe());
    }

    @Test
    void keepsTagsOfTwoInstancesApart() {
        Instance other = instance("other");
        assertNotSame(guest.tag("own"), other.tag("own"));
        assertSame(guest.tag("own"), guest.export("own"));
        NoSuchExportException e = assertThrows(NoSuchExportException.class, () -> guest.tag("memory"));
        assertEquals("export memory of thrower is a memory, not a tag; it exports own, empty, all", e.getMessage());
    }

    // ---- from Java ----

    @Test
    void throwsToAGuestThatCatchesByTag() {
        for (String catching : new String[] {"catch_host", "catch_host_legacy"}) {
            act = (caller, stack) -> {
                throw caller.tag("own").exception((int) stack[0] + 1);
            };
            assertArrayEquals(new long[] {8}, guest.function(catching).call(7));
            act = (caller, stack) -> {
                throw made.exception(3, 4L);
            };
            assertArrayEquals(new long[] {7}, guest.function(catching).call(7));
        }
    }

    @Test
    void leavesGuestsThatCatchAnotherTag() {
        TagException exception = engine.newTag(TagType.of(MADE)).exception(3, 4L);
        act = (caller, stack) -> {
            throw exception;
        };
        assertSame(exception, thrown("catch_host", 1));
        assertSame(exception, thrown("catch_host_legacy", 1));
        assertEquals("uncaught exception of tag (i32, i64): 3, 4", exception.getMessage());
        assertArrayEquals(new long[] {1}, guest.function("catch_all_host").call(1));
    }

    @Test
    void hasAJavaStackTraceIfAHostFunctionMadeIt() {
        act = (caller, stack) -> {
            throw made.exception(3, 4L);
        };
        assertEquals(
                "wasm error: uncaught exception of tag (i32, i64): 3, 4\nwasm stack trace:\n\tthrower.pass",
                thrown("pass", 1).describe());
        assertEquals(0, thrown("throw", 1).getStackTrace().length);
    }

    @Test
    void staysTheSameObjectThroughGuestsAndHosts() {
        Instance inner = instance("inner");
        TagException[] seen = new TagException[1];
        act = (caller, stack) -> {
            if (caller == inner) {
                throw caller.tag("own").exception(5);
            }
            seen[0] = assertThrows(
                    TagException.class, () -> inner.function("pass_legacy").call(1));
            throw seen[0];
        };
        TagException exception = thrown("pass", 1);
        assertSame(seen[0], exception);
        assertSame(inner.tag("own"), exception.tag());
        assertEquals(1, guest.global("noted").get());
        assertEquals(1, inner.global("noted").get());
    }

    @Test
    void isAReferenceThatJavaCanHoldAndGiveBack() {
        act = (caller, stack) -> {
            throw made.exception(1, 2L);
        };
        Object caught = guest.function("caught").apply(0)[0];
        assertEquals(made, ((TagException) caught).tag());
        assertSame(caught, thrown("throw_given", caught));
        act = (caller, stack) -> {};
        assertNull(guest.function("caught").apply(0)[0]);
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> guest.function("throw_given").apply("text"));
        assertEquals("thrower.throw_given expects exnref as argument 0, but got java.lang.String", e.getMessage());
    }

    @Test
    void refusesValuesThatAreNotOfTheTag() {
        assertEquals(
                "an exception of tag (i32, i64) carries 2 values, but got 1",
                assertThrows(IllegalArgumentException.class, () -> made.exception(1))
                        .getMessage());
        assertEquals(
                "an exception of tag (i32, i64) carries i64 as value 1, but got java.lang.Integer",
                assertThrows(IllegalArgumentException.class, () -> made.exception(1, 2))
                        .getMessage());
    }

    @Test
    void refusesATagWithResults() {
        assertEquals(
                "tag () -> (i32) is not valid: a tag has no results",
                assertThrows(IllegalArgumentException.class, () -> engine.newTag(TagType.of(FunctionType.parse("-i"))))
                        .getMessage());
    }

    // ---- what guests do not catch ----

    private void passesGuests(Throwable thrown, Class<? extends WasmException> expected) {
        act = (caller, stack) -> {
            throw thrown;
        };
        for (String catching : new String[] {"catch_all_host", "catch_all_host_legacy", "pass", "pass_legacy"}) {
            assertThrows(expected, () -> guest.function(catching).call(1));
        }
        assertEquals(0, guest.global("noted").get());
    }

    @Test
    void guestsCatchNothingButExceptions() {
        passesGuests(new Trap(Trap.Kind.HOST), Trap.class);
        passesGuests(new ExitException(1), ExitException.class);
        passesGuests(new IllegalStateException("host"), HostFunctionException.class);
        passesGuests(new StackOverflowError(), Trap.class);
    }

    @Test
    void trapsWhenTheStackIsExhaustedInsideOfATry() {
        for (String exhausting : new String[] {"exhaust", "exhaust_throwing"}) {
            Trap trap =
                    assertThrows(Trap.class, () -> guest.function(exhausting).call());
            assertEquals("call stack exhausted", trap.getMessage());
        }
        assertEquals(0, guest.global("noted").get());
    }

    @Test
    void isCancelledInsideOfATry() {
        Instance spinning = linker().instantiate(
                        Guests.compile(engine, "exceptions"),
                        InstanceConfig.defaults().callTimeout(Duration.ofMillis(100)));
        assertThrows(CancelledException.class, () -> spinning.function("spin").call());
    }

    @Test
    void trapsWhenNullIsThrown() {
        for (Object[] arguments : new Object[][] {{}, {null}}) {
            String function = arguments.length == 0 ? "throw_null" : "throw_given";
            Trap trap = assertThrows(Trap.class, () -> guest.function(function).apply(arguments));
            assertEquals(Trap.Kind.NULL_EXCEPTION_REFERENCE, trap.kind());
            assertEquals("null exception reference", trap.getMessage());
        }
    }

    // ---- inside ----

    @Test
    void catchesInOneFormWhatTheOtherThrows() {
        assertArrayEquals(new long[] {108}, guest.function("mixed").call(7));
    }

    @Test
    void seesInAHandlerTheMemoryThatGrewBefore() {
        assertArrayEquals(new long[] {8}, guest.function("grown").call());
        assertArrayEquals(
                new long[] {8}, instance("other").function("grown_legacy").call());
    }

    @Test
    void forgetsTheHandlesOfAHostFunctionThatThrows() {
        long[] handle = new long[1];
        give = (caller, stack) -> {
            for (int i = 0; i < 3; i++) {
                handle[0] = caller.handle("given");
            }
            // the guest catches and goes on: were the handles kept, a long call would keep more and more
            assertEquals(3, (int) handle[0]);
            throw made.exception(1, 2L);
        };
        assertArrayEquals(new long[] {1_000}, guest.function("many").call(1_000));
    }
}
