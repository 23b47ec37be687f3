package org.amphora.engine;

import static org.amphora.binary.WasmBytes.module;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.amphora.api.Engine;
import org.amphora.api.Extern;
import org.amphora.api.Function;
import org.amphora.api.FunctionType;
import org.amphora.api.GlobalType;
import org.amphora.api.Instance;
import org.amphora.api.InstanceConfig;
import org.amphora.api.LimitExceededException;
import org.amphora.api.Limits;
import org.amphora.api.LinkException;
import org.amphora.api.Linker;
import org.amphora.api.Memory;
import org.amphora.api.MemoryType;
import org.amphora.api.NumberType;
import org.amphora.api.ReferenceType;
import org.amphora.api.Table;
import org.amphora.api.TableType;
import org.amphora.api.Trap;
import org.amphora.api.WasmModule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Linking, limits, initialisers, segments and start functions. */
class InstantiationTest {
    private final Engine engine = Guests.engine();

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    private LinkException linkFailure(Linker linker, String module) {
        WasmModule compiled = Guests.compile(engine, module);
        return assertThrows(LinkException.class, () -> linker.instantiate(compiled));
    }

    // ---- imports ----

    @Test
    void namesEveryImportThatFailed() {
        Linker linker = engine.linker()
                .define("env", "now", FunctionType.parse("-i"), (caller, stack) -> {})
                .define("env", "memory", engine.newMemory(MemoryType.of(Limits.atLeast(1))));
        LinkException e = linkFailure(linker, "imports");
        assertEquals(
                "unknown import: imports imports env.log func (i32, i32) -> (), but nothing like it is defined;"
                        + " incompatible import type: imports imports env.now func () -> (i64), but it is offered as"
                        + " func () -> (i32); unknown import: imports imports kv.get func (i32) -> (i32), but nothing like"
                        + " it is defined",
                e.getMessage());
        assertEquals(
                List.of("log", "now", "get"),
                e.imports().stream().map(it -> it.name()).toList());
    }

    @Test
    void showsTheNearestCandidates() {
        Linker linker = engine.linker()
                .define("env", "now", FunctionType.parse("-I"), (caller, stack) -> {})
                .define("env", "memory", engine.newMemory(MemoryType.of(Limits.atLeast(1))))
                .define("env", "log2", FunctionType.parse("ii-"), (caller, stack) -> {})
                .define("env", "long_name", FunctionType.parse("ii-"), (caller, stack) -> {})
                .define("logging", "log", FunctionType.parse("i-"), (caller, stack) -> {})
                .define("kv", "get", FunctionType.parse("i-i"), (caller, stack) -> {});
        assertEquals(
                "unknown import: imports imports env.log func (i32, i32) -> (); nearest: env.log2 func (i32, i32) -> () and"
                        + " logging.log func (i32) -> ()",
                linkFailure(linker, "imports").getMessage());
    }

    @Test
    void namesTheInstanceByItsConfiguration() {
        WasmModule module = Guests.compile(engine, "nameless");
        LinkException e =
                assertThrows(LinkException.class, () -> engine.linker().instantiate(module));
        assertEquals(
                "unknown import: wasm imports env.act func (i32) -> (), but nothing like it is defined",
                e.getMessage());
        e = assertThrows(
                LinkException.class,
                () -> engine.linker()
                        .instantiate(module, InstanceConfig.defaults().name("orders")));
        assertEquals(
                "unknown import: orders imports env.act func (i32) -> (), but nothing like it is defined",
                e.getMessage());
    }

    @Test
    void saysBothTypesOfAMemoryThatDoesNotFit() {
        Linker linker = engine.linker().define("env", "memory", engine.newMemory(MemoryType.of(Limits.atLeast(0))));
        assertEquals(
                "incompatible import type: segments imports env.memory memory 1, but it is offered as memory 0",
                linkFailure(linker, "segments").getMessage());
        linker = engine.linker().define("env", "memory", FunctionType.parse("-"), (caller, stack) -> {});
        assertEquals(
                "incompatible import type: segments imports env.memory memory 1, but it is offered as func () -> ()",
                linkFailure(linker, "segments").getMessage());
    }

    @Test
    void linksInstances() {
        Instance provider = Guests.instantiate(engine, "provider");
        Instance consumer =
                engine.linker().define("provider", provider).instantiate(Guests.compile(engine, "consumer"));
        assertArrayEquals(new long[] {6}, consumer.function("double").call(3));
        assertArrayEquals(
                new Object[] {1, 2L, 3.0}, consumer.function("several").apply());
        assertArrayEquals(new long[] {12}, consumer.function("indirect").call(6, 1));
        assertArrayEquals(new long[] {48}, consumer.function("indirect").call(6, 2));
        assertArrayEquals(new long[] {5}, provider.function("load").call(0));
        consumer.function("set").call(77);
        assertEquals(77L, provider.global("variable").get());
        assertSame(provider.function("double"), provider.table("table").get(1));
        assertSame(consumer.function("own"), provider.table("table").get(2));
        Trap trap = assertThrows(Trap.class, () -> consumer.function("trap").call());
        assertEquals("wasm error: unreachable\nwasm stack trace:\n\tprovider.trap\n\tconsumer.trap", trap.describe());
        assertEquals(
                "undefined element 3 of a table of 3",
                assertThrows(Trap.class, () -> consumer.function("indirect").call(6, 3))
                        .getMessage());
    }

    @Test
    void keepsDefinitionsOfEarlierLinkersUntouched() {
        Linker empty = engine.linker();
        Linker one = empty.define("env", "started", FunctionType.parse("i-"), (caller, stack) -> {});
        List<Long> seen = new ArrayList<>();
        Linker replaced = one.define("env", "started", FunctionType.parse("i-"), (caller, stack) -> seen.add(stack[0]));
        one.instantiate(Guests.compile(engine, "start"));
        assertEquals(List.of(), seen);
        replaced.instantiate(Guests.compile(engine, "start"));
        assertEquals(List.of(42L), seen);
        assertThrows(LinkException.class, () -> empty.instantiate(Guests.compile(engine, "start")));
    }

    @Test
    void refusesItemsThatItDidNotMake() {
        Extern foreign = new Function() {
            @Override
            public FunctionType type() {
                return FunctionType.parse("-");
            }

            @Override
            public String name() {
                return "foreign";
            }

            @Override
            public long[] call(long... parameters) {
                return parameters;
            }

            @Override
            public void callWithStack(long[] stack) {}

            @Override
            public Object[] apply(Object... arguments) {
                return arguments;
            }
        };
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> engine.linker().define("env", "f", foreign));
        assertEquals(
                "env.f cannot be defined as " + foreign.getClass().getName()
                        + ": it is no item of this engine; use Engine.newMemory, newTable, newGlobal, newTag or newFunction",
                e.getMessage());
    }

    // ---- initialisers and segments ----

    private Instance constants() {
        return engine.linker()
                .define("env", "base", engine.newGlobal(GlobalType.constant(NumberType.I32), 1))
                .define("env", "host", FunctionType.parse("-"), (caller, stack) -> {})
                .instantiate(Guests.compile(engine, "constants"));
    }

    @Test
    void evaluatesInitialisers() {
        Instance guest = constants();
        assertEquals(7, guest.global("sum").get());
        assertEquals(9L, guest.global("long").get());
        assertEquals(1.5f, guest.global("float").get());
        assertEquals(0x7ff4000000000001L, Double.doubleToRawLongBits((Double)
                guest.global("double").get()));
        assertNull(guest.global("null").get());
        assertSame(guest.function("own_function"), guest.global("own").get());
        assertEquals("env.host () -> ()", guest.global("imported").get().toString());
        assertEquals("only_declared", ((Function) guest.function("declared").apply()[0]).name());
    }

    @Test
    void copiesActiveSegments() {
        Instance guest = constants();
        Table table = guest.table("table");
        assertNull(table.get(1));
        assertSame(guest.function("own_function"), table.get(2));
        assertSame(guest.global("imported").get(), table.get(3));
        assertSame(guest.function("own_function"), table.get(5));
        assertNull(table.get(6));
        assertSame(guest.global("imported").get(), table.get(7));
        assertEquals("abc", guest.memory().readString(2, 3));
        assertEquals(0, guest.memory().readByte(5));
    }

    @Test
    void copiesPassiveSegmentsUntilTheyAreDropped() {
        Instance guest = constants();
        guest.function("init").call(10, 1, 3);
        assertEquals("efg", guest.memory().readString(10, 3));
        assertEquals(
                "out of bounds memory access: 3 bytes at offset 2 of a data segment of 4 bytes",
                assertThrows(Trap.class, () -> guest.function("init").call(10, 2, 3))
                        .getMessage());
        guest.function("drop").call();
        guest.function("init").call(0, 0, 0);
        assertEquals(
                "out of bounds memory access: 1 bytes at offset 0 of a data segment of 0 bytes",
                assertThrows(Trap.class, () -> guest.function("init").call(0, 0, 1))
                        .getMessage());
        guest.function("table_init").call(0, 1, 1);
        assertSame(guest.function("own_function"), guest.table("table").get(0));
        guest.function("table_drop").call();
        assertEquals(
                "out of bounds table access: 1 elements at index 0 of an element segment of 0",
                assertThrows(Trap.class, () -> guest.function("table_init").call(0, 0, 1))
                        .getMessage());
    }

    @Test
    void trapsAtTheFirstSegmentThatDoesNotFitAndKeepsWhatWasWritten() {
        Memory memory = engine.newMemory(MemoryType.of(Limits.atLeast(1)));
        Linker linker = engine.linker().define("env", "memory", memory);
        Trap trap = assertThrows(Trap.class, () -> linker.instantiate(Guests.compile(engine, "segments")));
        assertEquals(
                "out of bounds memory access: 2 bytes at address 65535 of a memory of 65536 bytes", trap.getMessage());
        assertEquals('x', memory.readByte(0));
        assertEquals(0, memory.readByte(65_535));
        Table table = engine.newTable(TableType.of(ReferenceType.FUNCREF, Limits.atLeast(2)), null);
        Linker tables = engine.linker().define("env", "table", table);
        trap = assertThrows(Trap.class, () -> tables.instantiate(Guests.compile(engine, "element_segments")));
        assertEquals("out of bounds table access: 2 elements at index 1 of a table of 2", trap.getMessage());
        assertEquals("element_segments.f () -> ()", table.get(0).toString());
        assertNull(table.get(1));
    }

    @Test
    void trapsInTheStartFunction() {
        Trap trap = assertThrows(Trap.class, () -> Guests.instantiate(engine, "start_trap"));
        assertEquals("wasm error: unreachable\nwasm stack trace:\n\tstart_trap.main", trap.describe());
    }

    // ---- limits and configuration ----

    @Test
    void growsWithinItsLimits() {
        Instance guest = Guests.instantiate(
                engine, "limits", InstanceConfig.defaults().memoryLimit(4).tableLimit(17));
        assertArrayEquals(new long[] {2}, guest.function("grow_memory").call(1));
        assertArrayEquals(
                new long[] {0xFFFF_FFFFL}, guest.function("grow_memory").call(2));
        assertArrayEquals(new long[] {3}, guest.function("grow_memory").call(1));
        assertEquals(-1, guest.memory().grow(1));
        assertArrayEquals(new long[] {10}, guest.function("grow_table").call(1));
        assertArrayEquals(
                new long[] {0xFFFF_FFFFL}, guest.function("grow_second").call(2));
        assertArrayEquals(new long[] {5}, guest.function("grow_second").call(1));
        assertEquals(-1, guest.table("table").grow(1, null));
    }

    @Test
    void refusesToStartBeyondItsLimits() {
        LimitExceededException e = assertThrows(
                LimitExceededException.class,
                () -> Guests.instantiate(
                        engine, "limits", InstanceConfig.defaults().memoryLimit(1)));
        assertEquals(
                "limits starts with 2 pages in memory 0, but its memoryLimit allows 1 in all its memories; raise it with"
                        + " InstanceConfig.memoryLimit",
                e.getMessage());
        assertEquals("limits", e.guest());
        assertEquals("memoryLimit", e.limit());
        e = assertThrows(
                LimitExceededException.class,
                () -> Guests.instantiate(
                        engine, "limits", InstanceConfig.defaults().tableLimit(14)));
        assertEquals(
                "limits starts with 5 elements in table second (#1), but its tableLimit allows 14 in all its tables; raise it with"
                        + " InstanceConfig.tableLimit",
                e.getMessage());
        assertEquals(
                "huge starts with 65536 pages in memory 0, but its memoryLimit allows 65535 in all its memories; raise it"
                        + " with InstanceConfig.memoryLimit",
                tooLarge(Guests.bytes("huge"), 65_535));
        assertEquals(
                "wasm starts with 65537 pages of 1 byte in memory 0, but its memoryLimit allows 1 of 65536 bytes in all"
                        + " its memories; raise it with InstanceConfig.memoryLimit",
                tooLarge(module().section(5, "01 08 81 80 04 00").toBytes(), 1));
    }

    @Test
    void refusesToStartBeyondWhatTheJvmHolds() {
        assertEquals(
                "memory 0 of wasm starts with 1073741824 pages, for which there is no room in the Java heap",
                tooLarge(module().section(5, "01 04 80 80 80 80 04").toBytes(), Long.MAX_VALUE));
        assertEquals(
                "wasm starts with 281474976710656 pages in memory 0, but a memory of this engine has at most 17179869112"
                        + " pages",
                tooLarge(module().section(5, "01 04 80 80 80 80 80 80 40").toBytes(), Long.MAX_VALUE));
        assertEquals(
                "wasm starts with 18446744073709551615 elements in table 0, but a table of this engine has at most"
                        + " 2147483639",
                tooLarge(
                        module().section(4, "01 70 04 ff ff ff ff ff ff ff ff ff 01")
                                .toBytes(),
                        0));
    }

    private String tooLarge(byte[] module, long memoryLimit) {
        return assertThrows(
                        LimitExceededException.class,
                        () -> engine.linker()
                                .instantiate(
                                        engine.compile(module),
                                        InstanceConfig.defaults().memoryLimit(memoryLimit)))
                .getMessage();
    }

    @Test
    void refusesAConfigurationThatIsNotValid() {
        assertEquals(
                "memoryLimit of nothing is -1, but must not be negative",
                refusal(InstanceConfig.defaults().memoryLimit(-1)));
        assertEquals(
                "tableLimit of nothing is -5, but must not be negative",
                refusal(InstanceConfig.defaults().tableLimit(-5)));
        assertEquals(
                "callTimeout of nothing is PT0S, but must be longer than zero",
                refusal(InstanceConfig.defaults().callTimeout(Duration.ZERO)));
        assertEquals(
                "callTimeout of orders is PT-1S, but must be longer than zero",
                refusal(InstanceConfig.defaults().name("orders").callTimeout(Duration.ofSeconds(-1))));
    }

    private String refusal(InstanceConfig config) {
        return assertThrows(IllegalArgumentException.class, () -> Guests.instantiate(engine, "nothing", config))
                .getMessage();
    }

    // ---- closing ----

    @Test
    void refusesCallsOnceClosed() {
        Instance guest = Guests.instantiate(engine, "calls");
        Function add = guest.function("add");
        guest.close();
        guest.close();
        IllegalStateException e = assertThrows(IllegalStateException.class, () -> add.call(1, 2));
        assertEquals("instance calls is closed", e.getMessage());
    }

    @Test
    void closesItsResourcesInReverseOrderWhateverHappens() {
        Instance guest = Guests.instantiate(engine, "calls");
        List<String> events = new ArrayList<>();
        guest.onClose(() -> events.add("first"));
        guest.onClose(() -> {
            events.add("second");
            throw new IllegalStateException("boom");
        });
        guest.onClose(() -> events.add("third"));
        guest.close();
        assertEquals(List.of("third", "second", "first"), events);
        guest.onClose(() -> events.add("late"));
        assertEquals(List.of("third", "second", "first", "late"), events);
    }

    @Test
    void refusesToInstantiateAClosedModule() {
        WasmModule module = Guests.compile(engine, "calls");
        Instance guest = engine.linker().instantiate(module);
        module.close();
        IllegalStateException e =
                assertThrows(IllegalStateException.class, () -> engine.linker().instantiate(module));
        assertEquals("module calls is closed", e.getMessage());
        assertArrayEquals(new long[] {3}, guest.function("add").call(1, 2));
    }
}
