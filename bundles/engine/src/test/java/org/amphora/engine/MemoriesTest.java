package org.amphora.engine;

import static org.amphora.binary.WasmBytes.module;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;
import org.amphora.api.AddressType;
import org.amphora.api.Engine;
import org.amphora.api.Instance;
import org.amphora.api.InstanceConfig;
import org.amphora.api.Limits;
import org.amphora.api.Memory;
import org.amphora.api.MemoryType;
import org.amphora.api.Trap;
import org.amphora.api.WasmModule;
import org.amphora.engine.runtime.MemoryInstance;
import org.amphora.engine.runtime.MemoryKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Several memories, each kept in its own way and with addresses of its own; code is generated for each combination. */
class MemoriesTest {
    private static final int PAGE = MemoryType.PAGE_BYTES;

    /** Beyond what one array holds: a memory that may grow so far is kept in another way. */
    private static final long MANY_PAGES = 65_536;

    private final Engine engine = Guests.engine();
    private final WasmModule module = Guests.compile(engine, "memories");

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    static Stream<Arguments> kinds() {
        return Stream.of(MemoryKind.BYTES, MemoryKind.LARGE)
                .flatMap(first ->
                        Stream.of(MemoryKind.BYTES, MemoryKind.LARGE).map(second -> Arguments.of(first, second)));
    }

    private Memory memory(MemoryKind kind, AddressType addresses) {
        Limits limits = kind == MemoryKind.LARGE ? Limits.of(1, MANY_PAGES) : Limits.atLeast(1);
        Memory memory = engine.newMemory(MemoryType.of(limits, addresses, false, PAGE));
        assertEquals(kind, ((MemoryInstance) memory).kind());
        return memory;
    }

    private Instance instance(MemoryKind first, MemoryKind second) {
        return engine.linker()
                .define("env", "first", memory(first, AddressType.I32))
                .define("env", "second", memory(second, AddressType.I64))
                .instantiate(module);
    }

    private static long call(Instance guest, String function, long... arguments) {
        long[] results = guest.function(function).call(arguments);
        return results.length == 0 ? 0 : results[0];
    }

    private static void assertOutOfBounds(Instance guest, String function, long... arguments) {
        Trap trap = assertThrows(Trap.class, () -> call(guest, function, arguments));
        assertEquals(Trap.Kind.OUT_OF_BOUNDS_MEMORY_ACCESS, trap.kind());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void loadsAndStoresInEachMemoryForItself(MemoryKind first, MemoryKind second) {
        Instance guest = instance(first, second);
        call(guest, "store_first", 100, 0x1122334455667788L);
        call(guest, "store_second", 100, -2);
        assertEquals(0x1122334455667788L, call(guest, "load_first", 100));
        assertEquals(-2, call(guest, "load_second", 100));
        assertEquals(0, call(guest, "load_third", 104));
        assertEquals(0x08070605, (int) call(guest, "load_second", 12));
        assertEquals(9, call(guest, "load_third", 0));
        assertEquals(0x08070605L, call(guest, "splat_second", 16));
        assertEquals(6, call(guest, "vector_second", PAGE - 17, 5, 6));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void trapsAtTheEndOfTheMemoryAndWhereverBeyond(MemoryKind first, MemoryKind second) {
        Instance guest = instance(first, second);
        assertEquals(0x04030201_00000000L, call(guest, "load_first", PAGE - 12));
        assertOutOfBounds(guest, "load_first", PAGE - 11);
        assertOutOfBounds(guest, "load_first", 0xFFFF_FFFFL);
        assertOutOfBounds(guest, "load_first", 0x8000_0000L);
        assertEquals(0, call(guest, "load_second", PAGE - 12));
        for (long address : List.of(PAGE - 11L, 1L << 31, 1L << 32, (1L << 32) + 8, 1L << 63, -4L, -12L, -1L)) {
            assertOutOfBounds(guest, "load_second", address);
            assertOutOfBounds(guest, "store_second", address, 1);
            assertOutOfBounds(guest, "load_far", address);
        }
        assertOutOfBounds(guest, "load_far", 0);
        assertOutOfBounds(guest, "vector_second", PAGE - 16, 1, 1);
        assertOutOfBounds(guest, "vector_second", -9, 1, 1);
        assertEquals(0, call(guest, "load_second", PAGE - 12), "nothing was written");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void growsEachMemoryForItself(MemoryKind first, MemoryKind second) {
        Instance guest = instance(first, second);
        assertEquals(8, call(guest, "store_and_grow_first", PAGE));
        assertEquals(2, call(guest, "size_first"));
        assertEquals(1, call(guest, "size_second"));
        assertEquals(1, call(guest, "grow_second", 3));
        call(guest, "store_second", 4 * PAGE - 12, 5);
        assertEquals(5, call(guest, "load_second", 4 * PAGE - 12));
        assertEquals(4, call(guest, "grow_second", 0));
        assertEquals(-1, call(guest, "grow_second", 1L << 32), "more than any heap holds");
        assertEquals(-1, call(guest, "grow_second", -1));
        assertEquals(0xFFFF_FFFFL, call(guest, "grow_first", 0xFFFF_FFFFL));
        assertEquals(1, call(guest, "grow_third", 1));
        assertEquals(0xFFFF_FFFFL, call(guest, "grow_third", 1));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void copiesFillsAndInitializes(MemoryKind first, MemoryKind second) {
        Instance guest = instance(first, second);
        call(guest, "first_to_second", 8, PAGE - 4, 4);
        assertEquals(0x04030201, (int) call(guest, "load_second", 4));
        call(guest, "second_to_first", 0, 8, 12);
        assertEquals(0x08070605_00000000L, call(guest, "load_first", 0));
        call(guest, "second_to_second", 9, 8, 4);
        assertEquals(0x00000004_03020101L, call(guest, "load_second", 4));
        call(guest, "third_to_first", 4, 0, 1);
        assertEquals(0x08070605_00000009L, call(guest, "load_first", 0));
        call(guest, "fill_second", 8, 0xEE, 2);
        assertEquals(0x00000004_0302EEEEL, call(guest, "load_second", 4));
        call(guest, "init_second", 4, 2, 6);
        assertEquals(0x03021817_16151413L, call(guest, "load_second", 0));
        assertOutOfBounds(guest, "first_to_second", -1, 0, 1);
        assertOutOfBounds(guest, "second_to_first", 0, 1L << 32, 1);
        assertOutOfBounds(guest, "second_to_second", 0, 0, 1L << 32);
        assertOutOfBounds(guest, "fill_second", 1L << 32, 1, 0);
        assertOutOfBounds(guest, "init_second", 1L << 32, 0, 0);
        assertOutOfBounds(guest, "init_second", 0, 8, 1);
    }

    @Test
    void showsEachMemoryWithItsType() {
        assertEquals(
                List.of("env.first memory 1", "env.second memory i64 1"),
                module.imports().stream()
                        .map(wanted -> wanted.module() + "." + wanted.name() + " " + wanted.type())
                        .toList());
        Instance guest = instance(MemoryKind.BYTES, MemoryKind.LARGE);
        assertEquals("memory 1 2", guest.memory("third").type().toString());
        assertEquals(MemoryType.of(Limits.atLeast(1)), guest.memory().type());
    }

    @Test
    void readsThroughAllIndicesThatStandForAMemoryWhenItHasGrownByOneOfThem() {
        for (MemoryKind kind : List.of(MemoryKind.BYTES, MemoryKind.LARGE)) {
            Instance guest = engine.linker()
                    .define("env", "memory", memory(kind, AddressType.I32))
                    .instantiate(Guests.compile(engine, "aliases"));
            assertEquals(12, call(guest, "grow"));
        }
    }

    @Test
    void keepsAMemoryInOneArrayIfItsLimitDoesNotLetItOutgrowOne() {
        WasmModule declaresMuch = engine.compile(module().section(5, "01 01 01 80 80 04")
                .section(7, "01 01 6d 02 00")
                .toBytes());
        assertEquals(MemoryKind.BYTES, kind(declaresMuch, InstanceConfig.DEFAULT_MEMORY_LIMIT));
        assertEquals(MemoryKind.BYTES, kind(declaresMuch, 32_768));
        assertEquals(MemoryKind.LARGE, kind(declaresMuch, 32_769));
    }

    private MemoryKind kind(WasmModule declaresMuch, long memoryLimit) {
        Instance guest = engine.linker()
                .instantiate(declaresMuch, InstanceConfig.defaults().memoryLimit(memoryLimit));
        return ((MemoryInstance) guest.memory("m")).kind();
    }

    @Test
    void growsByPagesOfOneByte() {
        Instance guest = engine.linker()
                .instantiate(engine.compile(module().section(1, "03 60 01 7f 01 7f 60 02 7f 7f 00 60 00 01 7f")
                        .section(3, "04 00 00 01 02")
                        .section(5, "01 09 03 05 00")
                        .section(7, "05 01 67 00 00 01 6c 00 01 01 73 00 02 01 7a 00 03 01 6d 02 00")
                        .code("00 20 00 40 00 0b", "00 20 00 2d 00 00 0b", "00 20 00 20 01 3a 00 00 0b", "00 3f 00 0b")
                        .toBytes()));
        assertEquals("memory 3 5 (pagesize 1)", guest.memory().type().toString());
        call(guest, "s", 2, 7);
        assertOutOfBounds(guest, "s", 3, 7);
        assertEquals(3, call(guest, "g", 1));
        call(guest, "s", 3, 8);
        assertEquals(4, call(guest, "z"));
        assertEquals(0xFFFF_FFFFL, call(guest, "g", 2));
        assertArrayEquals(new byte[] {0, 0, 7, 8}, guest.memory().read(0, 4));
        assertOutOfBounds(guest, "l", 4);
    }
}
