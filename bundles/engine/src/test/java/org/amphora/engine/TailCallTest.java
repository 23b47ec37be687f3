package org.amphora.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import org.amphora.api.CancelledException;
import org.amphora.api.Engine;
import org.amphora.api.FunctionType;
import org.amphora.api.HostFunction;
import org.amphora.api.Instance;
import org.amphora.api.InstanceConfig;
import org.amphora.api.TagException;
import org.amphora.api.Trap;
import org.amphora.api.WasmModule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tail calls keep the stack as it is, whatever they call. */
@Timeout(60)
public class TailCallTest {
    /** A million frames are more than any stack here holds. */
    private static final int MANY = 1_000_000;

    private static final long SUM = MANY * (MANY + 1L) / 2;

    private static final String TABLE = "(module (table (export \"table\") 4 funcref)"
            + "(func (export \"back\") (param i32 i64) (result i64) (unreachable)))";

    private Engine engine;
    private Instance peer;
    private Instance guest;
    private HostFunction reenter = (caller, stack) -> {};

    /** What the tests run on. */
    protected Engine newEngine() {
        return Guests.engine();
    }

    @BeforeEach
    void instantiate() {
        engine = newEngine();
        instantiate(Duration.ofSeconds(30));
    }

    /** Two instances that call each other: one by an import, the other through the table that they share. */
    private void instantiate(Duration timeout) {
        WasmModule tails = engine.compile(Guests.text("tails"));
        Instance table = engine.linker().instantiate(engine.compile(Guests.assemble(TABLE)));
        peer = instance(tails, 2, table, table, timeout);
        guest = instance(tails, 1, table, peer, timeout);
        guest.function("fill").call();
        guest.table("table").set(3, guest.function("last"));
    }

    private Instance instance(WasmModule tails, int turns, Instance table, Instance peer, Duration timeout) {
        String global = "(module (global (export \"turns\") i32 (i32.const " + turns + ")))";
        HostFunction last = (caller, stack) -> stack[0] += stack[1];
        return engine.linker()
                .define("host", "last", FunctionType.parse("iI-I"), last)
                .define("host", "reenter", FunctionType.parse("-"), (caller, stack) -> reenter.call(caller, stack))
                .define("shared", "table", table.table("table"))
                .define("shared", engine.linker().instantiate(engine.compile(Guests.assemble(global))))
                .define("peer", "back", peer.function("back"))
                .instantiate(tails, InstanceConfig.defaults().callTimeout(timeout));
    }

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"itself", "ping", "indirect", "reference", "turn", "try_itself"})
    void keepsTheStackAsItIs(String function) {
        assertArrayEquals(new long[] {SUM}, guest.function(function).call(MANY, 0));
        assertArrayEquals(new long[] {5}, guest.function(function).call(0, 5));
    }

    @Test
    void callsAnImportOfAnotherInstance() {
        assertArrayEquals(new long[] {SUM}, guest.function("imported").call(MANY, 0));
    }

    @Test
    void callsRowsThatEnd() {
        assertArrayEquals(new long[] {SUM + 6}, guest.function("row").call(MANY, 0));
    }

    @Test
    void callsAlongRowsOfThousands() {
        int length = 2_000;
        StringBuilder row = new StringBuilder("(module (func (export \"last\") (result i32) (i32.const 42))");
        for (int i = 1; i < length; i++) {
            row.append("(func (export \"")
                    .append(i)
                    .append("\") (result i32) (return_call ")
                    .append(i - 1)
                    .append("))");
        }
        Instance instance = engine.linker()
                .instantiate(engine.compile(Guests.assemble(row.append(")").toString())));
        for (int first : new int[] {3, 4, 5, 6, 7, length - 1}) {
            assertArrayEquals(
                    new long[] {42}, instance.function(String.valueOf(first)).call());
        }
    }

    @Test
    void movesParametersAtOnce() {
        assertArrayEquals(new long[] {1}, guest.function("swap").call(MANY, 1, 2));
        assertArrayEquals(new long[] {2}, guest.function("swap").call(MANY + 1, 1, 2));
    }

    @Test
    void callsTheHost() {
        assertArrayEquals(new long[] {12}, guest.function("host").call(5, 7));
        assertArrayEquals(new long[] {5_050}, guest.function("hosts").call(100));
        assertArrayEquals(new long[] {12}, guest.function("host_indirect").call(5, 7));
    }

    @Test
    void returnsSeveralResultsOfAllKinds() {
        Object reference = new Object();
        Object[] results = guest.function("results").apply(MANY, 0f, 0.5, new byte[16], reference);
        byte[] vector = ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(MANY)
                .putLong(2 * MANY)
                .array();
        assertArrayEquals(new Object[] {(float) MANY, -1, MANY + 0.5, vector, reference}, results);
        assertSame(reference, results[4]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"try", "legacy_try", "catch"})
    void leavesATryBeforeTheCall(String function) {
        TagException exception =
                assertThrows(TagException.class, () -> guest.function(function).call(MANY, 0));
        assertArrayEquals(new Object[] {SUM}, exception.values());
    }

    @Test
    void leavesATryBeforeTheCallOfAFunctionThatMakesNone() {
        TagException exception = assertThrows(
                TagException.class, () -> guest.function("try_leaf").call(3));
        assertArrayEquals(new Object[] {3L}, exception.values());
    }

    @Test
    void seesTheMemoryThatGrewBefore() {
        assertArrayEquals(new long[] {11}, guest.function("grow").call(10));
    }

    private String trap(String function, long... parameters) {
        return assertThrows(Trap.class, () -> guest.function(function).call(parameters))
                .getMessage();
    }

    @Test
    void trapsAsOtherCallsDo() {
        assertEquals("null function reference", trap("null", 1, 2));
        assertEquals("undefined element 4 of a table of 4", trap("slot", 4));
        guest.table("table").set(1, null);
        assertEquals("uninitialized element 1", trap("slot", 1));
        guest.table("table").set(1, guest.function("swap"));
        assertEquals(
                "indirect call type mismatch: element 1 is tails.swap (i32, i32, i32) -> (i32), but a"
                        + " (func (param i32 i64) (result i64)) was called",
                trap("slot", 1));
        assertArrayEquals(new long[] {6}, guest.function("indirect").call(3, 0));
    }

    @Test
    void standsInStackTracesInPlaceOfItsCaller() {
        Trap trap = assertThrows(Trap.class, () -> guest.function("trace").call());
        assertEquals("wasm error: unreachable\nwasm stack trace:\n\ttails.traced\n\ttails.trace", trap.describe());
    }

    @ParameterizedTest
    @ValueSource(strings = {"endless", "endless_ping", "endless_indirect", "endless_turn"})
    void endsWhenTheTimeIsUp(String function) {
        instantiate(Duration.ofMillis(100));
        peer.function("fill_endless").call();
        guest.function("fill_endless").call();
        CancelledException e = assertThrows(
                CancelledException.class, () -> guest.function(function).call());
        assertEquals("call of tails was cancelled: it took longer than its callTimeout of 100 ms", e.getMessage());
        assertArrayEquals(new long[] {6}, guest.function("ping").call(3, 0));
    }

    // ---- many parameters

    /** A function of an i32, 300 i64 and an externref that calls {@code callee} with all i64 moved down by one. */
    private static String shifting(String name, String call) {
        StringBuilder text =
                new StringBuilder("(func " + name + " (type $many) (if (i32.eqz (local.get 0)) (then (return"
                        + " (local.get 1) (local.get 301)))) (i32.sub (local.get 0) (i32.const 1))");
        for (int i = 2; i <= 301; i++) {
            text.append(" (local.get ").append(i == 301 ? 1 : i).append(')');
        }
        return text.append(" (local.get 301) ").append(call).append(')').toString();
    }

    @Test
    void passesMoreParametersThanTheJvmDoes() {
        String module = "(module (type $many (func (param i32" + " i64".repeat(300)
                + " externref) (result i64 externref))) (table funcref (elem $through))"
                + shifting("$itself (export \"itself\")", "(return_call $itself)")
                + shifting("$ping (export \"ping\")", "(return_call $pong)")
                + shifting("$pong", "(return_call $ping)")
                + shifting("$through (export \"through\")", "(return_call_indirect (type $many) (i32.const 0))")
                + ")";
        Instance many = engine.linker().instantiate(engine.compile(Guests.assemble(module)));
        Object[] parameters = new Object[302];
        for (int i = 0; i < 300; i++) {
            parameters[i + 1] = i - 100L;
        }
        parameters[301] = "reference";
        for (String function : new String[] {"itself", "ping", "through"}) {
            parameters[0] = 100_000 + 30;
            assertArrayEquals(
                    new Object[] {(100_030 % 300) - 100L, "reference"},
                    many.function(function).apply(parameters));
        }
    }

    // ---- exhaustion

    /** The stack is exhausted behind a tail call that was not made yet, at least at some of many depths. */
    @Test
    void forgetsCallsThatTheStackHadNoRoomFor() {
        for (int depth = 0; depth < 50; depth++) {
            int unused = depth;
            reenter = (caller, stack) -> exhaust(caller, unused);
            assertArrayEquals(new long[] {7}, guest.function("outer").call(0));
        }
    }

    private static int exhaust(Instance instance, int unused) {
        if (unused > 0) {
            return 1 + exhaust(instance, unused - 1);
        }
        Trap trap = assertThrows(Trap.class, () -> instance.function("exhaust").call());
        assertEquals("call stack exhausted", trap.getMessage());
        return 0;
    }
}
