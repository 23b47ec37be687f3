package org.amphora.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.amphora.api.Engine;
import org.amphora.api.FunctionType;
import org.amphora.api.Global;
import org.amphora.api.GlobalType;
import org.amphora.api.I31;
import org.amphora.api.Instance;
import org.amphora.api.InstanceConfig;
import org.amphora.api.LimitExceededException;
import org.amphora.api.Limits;
import org.amphora.api.LinkException;
import org.amphora.api.Linker;
import org.amphora.api.Memory;
import org.amphora.api.MemoryType;
import org.amphora.api.NumberType;
import org.amphora.api.Snapshot;
import org.amphora.api.Trap;
import org.amphora.api.WasmModule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An instance that is made of a snapshot goes on from it, and shares nothing with the instance that it was taken of. */
class SnapshotTest {
    private final Engine engine = Guests.engine();

    @AfterEach
    void close() {
        engine.close();
    }

    private Instance guest(String text) {
        return engine.linker()
                .instantiate(module(text), InstanceConfig.defaults().name("guest"));
    }

    private WasmModule module(String text) {
        return engine.compile(Guests.assemble(text));
    }

    private static long call(Instance guest, String function, long... parameters) {
        return guest.function(function).call(parameters)[0];
    }

    @Test
    void memoriesGlobalsAndTablesGoOnAsTheyWere() {
        Instance guest = guest("""
                (module
                  (memory (export "memory") 1 10)
                  (global $count (export "count") (mut i32) (i32.const 0))
                  (global $vector (export "vector") (mut v128) (v128.const i64x2 1 2))
                  (global $float (export "float") (mut f64) (f64.const 0.5))
                  (table $t (export "t") 1 20 funcref)
                  (func $seven (result i32) (i32.const 7))
                  (elem declare func $seven)
                  (func $start (global.set $count (i32.add (global.get $count) (i32.const 1))))
                  (start $start)
                  (func (export "prepare")
                    (drop (memory.grow (i32.const 2)))
                    (i32.store (i32.const 100000) (i32.const 42))
                    (global.set $float (f64.const 2.5))
                    (global.set $vector (v128.const i64x2 3 4))
                    (drop (table.grow $t (ref.null func) (i32.const 4)))
                    (table.set $t (i32.const 3) (ref.func $seven))))
                """);
        guest.function("prepare").call();
        Snapshot snapshot = guest.snapshot();
        assertEquals(3 * 65_536, snapshot.memoryBytes());
        assertSame(guest.module(), snapshot.module());
        guest.memory().writeInt(100_000, -1);
        guest.global("float").set(9.0);
        Instance clone =
                engine.linker().instantiate(snapshot, InstanceConfig.defaults().name("clone"));
        assertEquals("clone", clone.name());
        assertEquals(42, clone.memory().readInt(100_000));
        assertEquals(3, clone.memory().pages());
        assertEquals(3, clone.memory().grow(7));
        assertEquals(-1, clone.memory().grow(1), "the declared maximum holds");
        assertEquals(1, clone.global("count").get(), "the start function ran once");
        assertEquals(2.5, clone.global("float").get());
        assertArrayEquals((byte[]) guest.global("vector").get(), (byte[])
                clone.global("vector").get());
        assertEquals(5, clone.table("t").size());
        assertNull(clone.table("t").get(2));
        clone.memory().writeInt(100_000, 1);
        assertEquals(42, engine.linker().instantiate(snapshot).memory().readInt(100_000));
        assertEquals(-1, guest.memory().readInt(100_000));
    }

    @Test
    void functionsInTablesAndGlobalsAreThoseOfTheClone() {
        String text = """
                (module
                  (import "host" "f" (func $host (result i32)))
                  (global $n (mut i32) (i32.const 0))
                  (table $t (export "t") funcref (elem $next $host))
                  (global $g (export "g") funcref (ref.func $next))
                  (type $f (func (result i32)))
                  (func $next (export "next") (result i32)
                    (global.set $n (i32.add (global.get $n) (i32.const 1))) (global.get $n))
                  (func (export "call") (param i32) (result i32) (call_indirect $t (type $f) (local.get 0))))
                """;
        FunctionType type = FunctionType.parse("-i");
        Instance guest = engine.linker()
                .define("host", "f", type, (caller, stack) -> stack[0] = 11)
                .instantiate(module(text));
        call(guest, "call", 0);
        call(guest, "call", 0);
        Snapshot snapshot = guest.snapshot();
        call(guest, "call", 0);
        Instance clone = engine.linker()
                .define("host", "f", type, (caller, stack) -> stack[0] = 22)
                .instantiate(snapshot);
        assertEquals(3, call(clone, "call", 0));
        assertEquals(22, call(clone, "call", 1), "imports are linked again");
        assertEquals(11, call(guest, "call", 1));
        assertEquals(4, call(guest, "call", 0));
        assertSame(clone.function("next"), clone.table("t").get(0));
        assertSame(clone.function("next"), clone.global("g").get());
        assertNotSame(guest.function("next"), clone.function("next"));
        LinkException missing =
                assertThrows(LinkException.class, () -> engine.linker().instantiate(snapshot));
        assertEquals(
                "unknown import: wasm imports host.f func () -> (i32), but nothing like it is defined",
                missing.getMessage());
    }

    @Test
    void droppedSegmentsStayDropped() {
        Instance guest = guest("""
                (module (memory 1) (table 2 funcref)
                  (data $gone "a") (data $kept "b") (data (i32.const 8) "active")
                  (elem $gone func $f) (elem $kept func $f)
                  (func $f)
                  (func (export "drop") (data.drop $gone) (elem.drop $gone))
                  (func (export "data gone") (memory.init $gone (i32.const 0) (i32.const 0) (i32.const 1)))
                  (func (export "data kept") (memory.init $kept (i32.const 0) (i32.const 0) (i32.const 1)))
                  (func (export "elem gone") (table.init $gone (i32.const 0) (i32.const 0) (i32.const 1)))
                  (func (export "elem kept") (table.init $kept (i32.const 0) (i32.const 0) (i32.const 1))))
                """);
        guest.function("drop").call();
        guest.memory().writeByte(8, (byte) 'X');
        Instance clone = engine.linker().instantiate(guest.snapshot());
        assertEquals('X', clone.memory().readByte(8), "active segments are not written again");
        clone.function("data kept").call();
        assertEquals('b', clone.memory().readByte(0));
        clone.function("elem kept").call();
        assertEquals(
                Trap.Kind.OUT_OF_BOUNDS_MEMORY_ACCESS,
                assertThrows(Trap.class, () -> clone.function("data gone").call())
                        .kind());
        assertEquals(
                Trap.Kind.OUT_OF_BOUNDS_TABLE_ACCESS,
                assertThrows(Trap.class, () -> clone.function("elem gone").call())
                        .kind());
    }

    @Test
    void whatIsImportedIsNotInTheSnapshot() {
        String text = """
                (module (import "host" "memory" (memory 1)) (import "host" "count" (global $c (mut i32)))
                  (func (export "add") (result i32)
                    (global.set $c (i32.add (global.get $c) (i32.const 1)))
                    (i32.store (i32.const 0) (global.get $c))
                    (i32.load (i32.const 0))))
                """;
        Memory memory = engine.newMemory(MemoryType.of(Limits.atLeast(1)));
        Global count = engine.newGlobal(GlobalType.variable(NumberType.I32), 5);
        Linker linker = engine.linker().define("host", "memory", memory).define("host", "count", count);
        Instance guest = linker.instantiate(module(text));
        assertEquals(6, call(guest, "add"));
        Snapshot snapshot = guest.snapshot();
        assertEquals(0, snapshot.memoryBytes());
        assertEquals(7, call(linker.instantiate(snapshot), "add"), "they share what both import");
        Memory other = engine.newMemory(MemoryType.of(Limits.atLeast(1)));
        assertEquals(8, call(linker.define("host", "memory", other).instantiate(snapshot), "add"));
        assertEquals(7, memory.readInt(0));
        assertEquals(8, other.readInt(0));
    }

    @Test
    void numbersOf31BitsAreCloned() {
        Instance guest = guest("""
                (module (table (export "t") 1 i31ref) (global (export "g") (mut anyref) (ref.i31 (i32.const 5))))
                """);
        guest.table("t").set(0, I31.of(-3));
        Instance clone = engine.linker().instantiate(guest.snapshot());
        assertEquals(I31.of(-3), clone.table("t").get(0));
        assertEquals(I31.of(5), clone.global("g").get());
    }

    @Test
    void whatTwoInstancesWouldShareIsRefused() {
        Instance guest = guest("""
                (module (table $objects (export "t") 4 externref) (global $object (export "g") (mut externref) (ref.null extern))
                  (table (export "f") 1 funcref))
                """);
        guest.table("t").set(2, new Object());
        String rest =
                ", which a clone would share with it; only null, i31 and functions of the instance or of its imports"
                        + " can be cloned";
        assertRefused(
                "instance guest cannot be cloned: table objects (#0), element 2, holds java.lang.Object" + rest, guest);
        guest.table("t").set(2, null);
        guest.global("g").set(List.of().getClass());
        assertRefused("instance guest cannot be cloned: global object (#0) holds java.lang.Class" + rest, guest);
        guest.global("g").set(null);
        guest.table("f")
                .set(
                        0,
                        guest("(module (func $other (export \"f\") (param i32)))")
                                .function("f"));
        assertRefused(
                "instance guest cannot be cloned: table 1, element 0, holds function other of type (i32) -> ()" + rest,
                guest);
        String struct = "(struct (field i32))";
        assertRefused(
                "instance guest cannot be cloned: global 0 holds " + struct + rest,
                guest("(module (type $s (struct (field i32))) (global anyref (struct.new $s (i32.const 7))))"));
        assertRefused(
                "instance guest cannot be cloned: memory 0 is shared: other threads may write to it",
                guest("(module (memory 1 1 shared))"));
    }

    private static void assertRefused(String message, Instance guest) {
        assertEquals(
                message,
                assertThrows(IllegalStateException.class, guest::snapshot).getMessage());
    }

    @Test
    void limitsAreThoseOfTheClone() {
        Instance guest = guest("(module (memory 1) (table $t (export \"t\") 1 funcref))");
        guest.memory().grow(3);
        guest.table("t").grow(9, null);
        Snapshot snapshot = guest.snapshot();
        InstanceConfig config = InstanceConfig.defaults().name("clone");
        assertEquals(
                "clone starts with 4 pages in memory 0, but its memoryLimit allows 3 in all its memories; raise it with"
                        + " InstanceConfig.memoryLimit",
                assertThrows(
                                LimitExceededException.class,
                                () -> engine.linker().instantiate(snapshot, config.memoryLimit(3)))
                        .getMessage());
        assertEquals(
                "clone starts with 10 elements in table t (#0), but its tableLimit allows 9 in all its tables; raise it"
                        + " with InstanceConfig.tableLimit",
                assertThrows(
                                LimitExceededException.class,
                                () -> engine.linker().instantiate(snapshot, config.tableLimit(9)))
                        .getMessage());
        Instance clone =
                engine.linker().instantiate(snapshot, config.memoryLimit(5).fuelLimit(100));
        assertEquals(4, clone.memory().grow(1));
        assertEquals(-1, clone.memory().grow(1));
        assertEquals(100, clone.fuelLeft());
    }

    @Test
    void noneIsTakenDuringACallOrAfterTheEnd() {
        List<String> messages = new ArrayList<>();
        Linker linker = engine.linker()
                .define(
                        "host",
                        "f",
                        FunctionType.parse("-"),
                        (caller, stack) -> messages.add(assertThrows(IllegalStateException.class, caller::snapshot)
                                .getMessage()));
        Instance guest = linker.instantiate(
                module("(module (import \"host\" \"f\" (func $f)) (func (export \"run\") (call $f)))"));
        guest.function("run").call();
        assertEquals(List.of("instance wasm cannot be cloned while a call runs in it"), messages);
        Snapshot snapshot = guest.snapshot();
        guest.close();
        assertRefused("instance wasm is closed", guest);
        linker.instantiate(snapshot).close();
        snapshot.module().close();
        assertEquals(
                "module wasm is closed",
                assertThrows(IllegalStateException.class, () -> linker.instantiate(snapshot))
                        .getMessage());
    }

    @Test
    void aLargeMemoryIsClonedToo() {
        Instance guest = engine.linker()
                .instantiate(
                        module("(module (memory 1 40000))"),
                        InstanceConfig.defaults().memoryLimit(40_000));
        guest.memory().grow(20);
        guest.memory().writeInt(20 * 65_536 + 100, 77);
        Snapshot snapshot = guest.snapshot();
        Instance large =
                engine.linker().instantiate(snapshot, InstanceConfig.defaults().memoryLimit(40_000));
        Instance small =
                engine.linker().instantiate(snapshot, InstanceConfig.defaults().memoryLimit(100));
        assertEquals(77, large.memory().readInt(20 * 65_536 + 100));
        assertEquals(77, small.memory().readInt(20 * 65_536 + 100));
        assertEquals(21, small.memory().grow(79));
        assertEquals(-1, small.memory().grow(1));
    }
}
