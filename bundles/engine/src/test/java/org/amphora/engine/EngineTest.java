package org.amphora.engine;

import static org.amphora.api.MemoryType.PAGE_BYTES;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.amphora.api.AddressType;
import org.amphora.api.Engine;
import org.amphora.api.Feature;
import org.amphora.api.Function;
import org.amphora.api.FunctionType;
import org.amphora.api.Global;
import org.amphora.api.GlobalType;
import org.amphora.api.Instance;
import org.amphora.api.InvalidModuleException;
import org.amphora.api.LimitExceededException;
import org.amphora.api.Limits;
import org.amphora.api.MalformedModuleException;
import org.amphora.api.Memory;
import org.amphora.api.MemoryType;
import org.amphora.api.NumberType;
import org.amphora.api.ReferenceType;
import org.amphora.api.Table;
import org.amphora.api.TableType;
import org.amphora.api.WasmModule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EngineTest {
    private final Engine engine = Guests.engine();

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    private static String refusal(Runnable request) {
        return assertThrows(IllegalArgumentException.class, request::run).getMessage();
    }

    @Test
    void describesModules() {
        byte[] bytes = Guests.bytes("calls");
        WasmModule module = engine.compile(bytes);
        assertEquals(Optional.of("calls"), module.name());
        assertEquals(bytes.length, module.byteSize());
        assertEquals(64, module.digest().length());
        assertEquals(List.of(), module.imports());
        assertEquals("memory memory 1 4", module.exports().get(0).toString());
        assertEquals("add func (i32, i32) -> (i32)", module.exports().get(2).toString());
        assertEquals(20, module.functionCount());
        assertTrue(module.features().containsAll(Set.of(Feature.MULTIVALUE, Feature.REFERENCE_TYPES)));
        assertEquals("name", module.customSections().get(0).name());
        assertFalse(module.sections().isEmpty());
        assertEquals("module calls", module.toString());
    }

    @Test
    void doesNotKeepTheBytesItIsGiven() {
        byte[] bytes = Guests.bytes("constants");
        WasmModule module = engine.compile(bytes);
        java.util.Arrays.fill(bytes, (byte) 0);
        Instance guest = engine.linker()
                .define("env", "base", engine.newGlobal(GlobalType.constant(NumberType.I32), 1))
                .define("env", "host", FunctionType.parse("-"), (caller, stack) -> {})
                .instantiate(module);
        assertEquals("abc", guest.memory().readString(2, 3));
    }

    @Test
    void refusesWhatIsNoModule() {
        assertThrows(MalformedModuleException.class, () -> engine.compile(new byte[] {1, 2, 3}));
        byte[] invalid = {0, 'a', 's', 'm', 1, 0, 0, 0, 3, 2, 1, 0};
        assertThrows(RuntimeException.class, () -> engine.compile(invalid));
        byte[] unknownStart = {0, 'a', 's', 'm', 1, 0, 0, 0, 8, 1, 0};
        assertThrows(InvalidModuleException.class, () -> engine.compile(unknownStart));
    }

    @Test
    void makesMemories() {
        Memory memory = engine.newMemory(MemoryType.of(Limits.of(1, 2)));
        assertEquals(1, memory.grow(1));
        assertEquals(-1, memory.grow(1));
        assertEquals(
                "memory 3 2 is not valid: its minimum is above its maximum",
                refusal(() -> engine.newMemory(MemoryType.of(Limits.of(3, 2)))));
        assertEquals(
                "memory 65537 is not valid: at most 65536 pages are allowed",
                refusal(() -> engine.newMemory(MemoryType.of(Limits.atLeast(65_537)))));
        assertEquals(
                "memory 1 (pagesize 512) has pages of 512 bytes; 1 or 65536 is allowed",
                refusal(() -> engine.newMemory(MemoryType.of(Limits.atLeast(1), AddressType.I32, false, 512))));
        LimitExceededException e = assertThrows(
                LimitExceededException.class,
                () -> engine.newMemory(MemoryType.of(Limits.atLeast(1L << 30), AddressType.I64, false, PAGE_BYTES)));
        assertEquals(
                "the host asked for memory i64 1073741824, for which there is no room in the Java heap",
                e.getMessage());
        e = assertThrows(
                LimitExceededException.class,
                () -> engine.newMemory(MemoryType.of(Limits.atLeast(1L << 48), AddressType.I64, false, PAGE_BYTES)));
        assertEquals(
                "the host asked for memory i64 281474976710656, but a memory of this engine has at most 17179869112 pages",
                e.getMessage());
    }

    @Test
    void makesTables() {
        Function function = engine.newFunction("f", FunctionType.parse("-"), (caller, stack) -> {});
        Table table = engine.newTable(TableType.of(ReferenceType.FUNCREF, Limits.atLeast(2)), function);
        assertEquals(function, table.get(1));
        assertEquals(
                "table 1 funcref cannot hold java.lang.String",
                refusal(() -> engine.newTable(TableType.of(ReferenceType.FUNCREF, Limits.atLeast(1)), "text")));
        assertEquals(
                "table 2 1 externref is not valid: its minimum is above its maximum",
                refusal(() -> engine.newTable(TableType.of(ReferenceType.EXTERNREF, Limits.of(2, 1)), null)));
        LimitExceededException e = assertThrows(
                LimitExceededException.class,
                () -> engine.newTable(TableType.of(ReferenceType.EXTERNREF, Limits.atLeast(4_000_000_000L)), null));
        assertEquals(
                "the host asked for table 4000000000 externref, but a table of this engine has at most 2147483639 elements",
                e.getMessage());
    }

    @Test
    void makesGlobals() {
        Global global = engine.newGlobal(GlobalType.variable(NumberType.I64), 5L);
        global.set(6L);
        assertEquals(6L, global.get());
        assertEquals(
                "global i64 cannot hold java.lang.Integer",
                refusal(() -> engine.newGlobal(GlobalType.constant(NumberType.I64), 5)));
    }

    @Test
    void refusesEverythingOnceClosed() {
        WasmModule module = Guests.compile(engine, "calls");
        Instance guest = engine.linker().instantiate(module);
        engine.close();
        engine.close();
        assertTrue(guest.closed());
        for (Runnable request : List.<Runnable>of(
                () -> engine.compile(Guests.bytes("calls")),
                () -> engine.linker().instantiate(module),
                () -> engine.newMemory(MemoryType.of(Limits.atLeast(1))))) {
            IllegalStateException e = assertThrows(IllegalStateException.class, request::run);
            assertEquals("the engine is closed", e.getMessage());
        }
    }

    @Test
    void leavesOtherEnginesAlone() {
        Engine other = Guests.engine();
        Instance guest = Guests.instantiate(other, "calls");
        engine.close();
        assertArrayEquals(new long[] {3}, guest.function("add").call(1, 2));
        other.close();
    }
}
