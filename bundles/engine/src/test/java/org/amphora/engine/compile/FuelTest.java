package org.amphora.engine.compile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.amphora.api.Engine;
import org.amphora.api.FunctionType;
import org.amphora.api.ImportType;
import org.amphora.api.Instance;
import org.amphora.api.InstanceConfig;
import org.amphora.api.Linker;
import org.amphora.api.NumberType;
import org.amphora.api.Trap;
import org.amphora.api.WasmModule;
import org.amphora.engine.EngineImpl;
import org.amphora.engine.Guests;
import org.amphora.engine.link.HostFunctionSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fuel is counted exactly, however functions are compiled, and ends every call that has used all of it. */
class FuelTest {
    private static final long PLENTY = 1_000_000;
    private static final SplitLimits SMALL = new SplitLimits(0, new SplitLimits.Step(40, 40, true, true));

    private final List<Engine> engines = new ArrayList<>();

    @AfterEach
    void close() {
        engines.forEach(Engine::close);
    }

    private Engine engine(SplitLimits limits) {
        Engine engine = new EngineImpl(HostFunctionSource.NONE, new ModuleCompiler(limits));
        engines.add(engine);
        return engine;
    }

    private static InstanceConfig fuel(long units) {
        return InstanceConfig.defaults().name("guest").fuelLimit(units);
    }

    /** Runs the module's function {@code run}; the same fuel is used whole and split, the first time and later. */
    private long used(String text, long... parameters) {
        byte[] bytes = Guests.assemble(text);
        long used = call(SplitLimits.DEFAULT, bytes, PLENTY, parameters);
        assertEquals(used, call(SplitLimits.DEFAULT, bytes, PLENTY, parameters), "the second time");
        assertEquals(used, call(SMALL, bytes, PLENTY, parameters), "split");
        // exactly so much is enough, and a unit less is not
        call(SMALL, bytes, used, parameters);
        Trap trap = assertThrows(Trap.class, () -> call(SMALL, bytes, used - 1, parameters));
        assertEquals(Trap.Kind.OUT_OF_FUEL, trap.kind());
        return used;
    }

    private long call(SplitLimits limits, byte[] bytes, long limit, long... parameters) {
        Engine engine = engine(limits);
        Instance guest = engine.linker().instantiate(engine.compile(bytes), fuel(limit));
        guest.function("run").call(parameters);
        assertEquals(limit, guest.fuelLeft() + guest.fuelUsed());
        return guest.fuelUsed();
    }

    @Test
    void eachInstructionCostsAUnit() {
        assertEquals(4, used("""
                (module (func (export "run") (param i32) (result i32)
                  (nop) (block (nop)) (drop (i32.const 1)) (i32.eqz (local.get 0))))
                """, 1));
    }

    @Test
    void onlyThePartOfAnIfThatRunsIsPaid() {
        String text = """
                (module (func (export "run") (param i32) (result i32)
                  (if (result i32) (local.get 0)
                    (then (i32.add (i32.const 1) (i32.const 2)))
                    (else (i32.const 3)))
                  (i32.eqz)))
                """;
        assertEquals(6, used(text, 1));
        assertEquals(4, used(text, 0));
    }

    @Test
    void behindAReturnNothingIsPaid() {
        assertEquals(2, used("(module (func (export \"run\") (result i32) i32.const 1 return drop drop))"));
    }

    @Test
    void eachTurnOfALoopIsPaid() {
        String text = """
                (module (func (export "run") (param i32)
                  (loop $again
                    (br_if $again (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))))
                """;
        assertEquals(5, used(text, 1));
        assertEquals(500, used(text, 100));
    }

    @Test
    void aBranchOutOfABlockLeavesTheRestUnpaid() {
        String text = """
                (module (func (export "run") (param i32)
                  (block $out
                    (br_if $out (local.get 0))
                    (block $inner
                      (br_if $out (i32.eqz (local.get 0))))
                    (drop (i32.const 1)))
                  (drop (i32.const 2))))
                """;
        assertEquals(4, used(text, 1));
        assertEquals(7, used(text, 0));
    }

    @Test
    void aSwitchPaysForTheCasesThatRun() {
        String text = """
                (module (func (export "run") (param i32)
                  (block $c (block $b (block $a
                    (br_table $a $b $c (local.get 0)))
                      (drop (i32.const 1)))
                      (drop (i32.const 2)))
                  (drop (i32.const 3))))
                """;
        assertEquals(8, used(text, 0));
        assertEquals(6, used(text, 1));
        assertEquals(4, used(text, 2));
    }

    @Test
    void calleesAreCounted() {
        assertEquals(7, used("""
                (module
                  (table funcref (elem $one))
                  (func $one (result i32) (i32.const 1))
                  (func (export "run")
                    (drop (call $one)) (drop (call_indirect (result i32) (i32.const 0)))))
                """));
    }

    @Test
    void tailCallsAreCounted() {
        String text = """
                (module
                  (table funcref (elem $even $odd))
                  (type $f (func (param i32) (result i32)))
                  (func $even (export "run") (param i32) (result i32)
                    (if (i32.eqz (local.get 0)) (then (return (i32.const 1))))
                    (return_call_indirect (type $f) (i32.sub (local.get 0) (i32.const 1)) (i32.const 1)))
                  (func $odd (param i32) (result i32)
                    (if (i32.eqz (local.get 0)) (then (return (i32.const 0))))
                    (return_call $even (i32.sub (local.get 0) (i32.const 1)))))
                """;
        assertEquals(5, used(text, 0));
        assertEquals(5 + 8 + 7, used(text, 2));
        assertEquals(5 + 100 * (8 + 7), used(text, 200));
    }

    @Test
    void aTailCallToItselfIsATurn() {
        String text = """
                (module (func $f (export "run") (param i32)
                  (if (i32.eqz (local.get 0)) (then (return)))
                  (return_call $f (i32.sub (local.get 0) (i32.const 1)))))
                """;
        assertEquals(10 * 7 + 4, used(text, 10));
    }

    @Test
    void exceptionsLeadToWhatIsPaidNext() {
        assertEquals(8, used("""
                (module
                  (tag $e (param i32))
                  (func $throws (throw $e (i32.const 7)))
                  (func (export "run") (result i32)
                    (block $caught (result i32)
                      (try_table (catch $e $caught)
                        (call $throws) (drop (i32.const 1)) (drop (i32.const 1)))
                      (i32.const 2))))
                """));
    }

    @Test
    void aLegacyCatchIsPaidWhenItRuns() {
        assertEquals(3 + 2 + 2 + 1, used("""
                (module
                  (tag $e)
                  (func $throws (throw $e))
                  (func (export "run") (result i32)
                    (try (do (call $throws) (drop (i32.const 1)) )
                      (catch $e (drop (i32.const 2)))
                      (catch_all (drop (i32.const 2)) (drop (i32.const 2))))
                    (i32.eqz (i32.const 3))))
                """));
    }

    @Test
    void bulkInstructionsArePaidByTheByte() {
        assertEquals(3 * 4 + 1_000 / 64 + 639 / 64 + 64 / 64, used("""
                (module (memory 1) (data $d "0123456789012345678901234567890123456789012345678901234567890123")
                  (func (export "run")
                    (memory.fill (i32.const 0) (i32.const 1) (i32.const 1000))
                    (memory.copy (i32.const 0) (i32.const 1) (i32.const 639))
                    (memory.init $d (i32.const 0) (i32.const 0) (i32.const 64))))
                """));
    }

    @Test
    void growingIsPaidIfItWasDone() {
        assertEquals(3 + 3 + 4 + 2 * 1_024 + 4 + 100 / 8, used("""
                (module (memory 1 3) (table $t 1 1000 funcref)
                  (func (export "run")
                    (drop (memory.grow (i32.const 2)))
                    (drop (memory.grow (i32.const 40000)))
                    (drop (table.grow $t (ref.null func) (i32.const 100)))
                    (drop (table.grow $t (ref.null func) (i32.const 100000)))))
                """));
    }

    @Test
    void arraysArePaidByTheByte() {
        assertEquals(1 + 1 + 1 + 1_000 * 8 / 64 + 5 + 500 * 8 / 64, used("""
                (module (type $a (array (mut i64)))
                  (func (export "run") (local (ref null $a))
                    (local.set 0 (array.new_default $a (i32.const 1000)))
                    (array.fill $a (local.get 0) (i32.const 0) (i64.const 1) (i32.const 500))))
                """));
    }

    @ParameterizedTest
    @CsvSource({"mixed,500", "mixed,120", "mixed,60", "vectors,120"})
    void realCodeCostsTheSameHoweverFinelyItIsSplit(String guest, int bytes) throws IOException {
        byte[] wasm = Files.readAllBytes(Path.of("src/test/guests/" + guest + ".wasm"));
        long whole = usedByRun(new SplitLimits(Integer.MAX_VALUE, new SplitLimits.Step(8_000, 8_000)), wasm);
        assertEquals(whole, usedByRun(SplitLimits.DEFAULT, wasm));
        assertEquals(whole, usedByRun(new SplitLimits(0, new SplitLimits.Step(bytes, bytes / 2, true)), wasm));
        assertEquals(whole, usedByRun(new SplitLimits(0, new SplitLimits.Step(bytes, bytes / 2, false)), wasm));
        assertEquals(whole, usedByRun(new SplitLimits(0, new SplitLimits.Step(bytes, bytes / 2, true, true)), wasm));
    }

    private long usedByRun(SplitLimits limits, byte[] wasm) {
        Engine engine = engine(limits);
        WasmModule module = engine.compile(wasm);
        Linker linker = engine.linker();
        for (ImportType wanted : module.imports()) {
            linker = linker.define(wanted.module(), wanted.name(), (FunctionType) wanted.type(), (caller, stack) -> {
                throw new Trap(Trap.Kind.HOST, wanted.name() + " was called");
            });
        }
        Instance instance = linker.instantiate(module, fuel(1L << 40));
        instance.function("run").call(3);
        return instance.fuelUsed();
    }

    @Test
    void anEndlessLoopEnds() {
        Engine engine = engine(SplitLimits.DEFAULT);
        Instance guest = engine.linker()
                .instantiate(
                        engine.compile(Guests.assemble(
                                "(module (func (export \"run\") (loop (br 0))) (func (export \"ok\")))")),
                        fuel(100_000));
        Trap trap = assertThrows(Trap.class, () -> guest.function("run").call());
        assertEquals(
                "all fuel consumed: guest has a fuelLimit of 100000 units for each call",
                trap.getMessage().lines().findFirst().orElseThrow());
        assertEquals(0, guest.fuelLeft());
        assertEquals(100_000, guest.fuelUsed());
        guest.function("ok").call();
        assertEquals(0, guest.fuelUsed(), "each call has fuel of its own");
    }

    @Test
    void noGuestCatchesTheTrap() {
        Engine engine = engine(SplitLimits.DEFAULT);
        Instance guest = engine.linker().instantiate(engine.compile(Guests.assemble("""
                (module
                  (func $endless (loop (br 0)))
                  (func (export "run")
                    (loop $again
                      (block $caught (try_table (catch_all $caught) (call $endless)))
                      (br $again))))
                """)), fuel(1_000));
        assertEquals(
                Trap.Kind.OUT_OF_FUEL,
                assertThrows(Trap.class, () -> guest.function("run").call()).kind());
    }

    @Test
    void theStartFunctionIsLimitedToo() {
        Engine engine = engine(SplitLimits.DEFAULT);
        WasmModule module = engine.compile(Guests.assemble("(module (func $s (loop (br 0))) (start $s))"));
        assertEquals(
                "all fuel consumed: guest has a fuelLimit of 1 unit for each call",
                assertThrows(Trap.class, () -> engine.linker().instantiate(module, fuel(1)))
                        .getMessage()
                        .lines()
                        .findFirst()
                        .orElseThrow());
        assertEquals(
                "fuelLimit of guest is -1, but must not be negative",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> engine.linker().instantiate(module, fuel(-1)))
                        .getMessage());
    }

    @Test
    void hostFunctionsTakeAndGiveFuel() {
        Engine engine = engine(SplitLimits.DEFAULT);
        List<Long> left = new ArrayList<>();
        Linker linker = engine.linker()
                .define("host", "add", FunctionType.of(List.of(NumberType.I64), List.of()), (caller, stack) -> {
                    caller.addFuel(stack[0]);
                    left.add(caller.fuelLeft());
                });
        Instance guest = linker.instantiate(engine.compile(Guests.assemble("""
                (module (import "host" "add" (func $add (param i64)))
                  (func (export "run") (param i64) (call $add (local.get 0)) (drop (i64.const 1))))
                """)), fuel(100));
        guest.function("run").call(-40);
        assertEquals(44, guest.fuelUsed());
        guest.function("run").call(1_000);
        assertEquals(4, guest.fuelUsed());
        assertEquals(1_096, guest.fuelLeft());
        assertEquals(List.of(56L, 1_096L), left);
        Trap trap = assertThrows(Trap.class, () -> guest.function("run").call(-97));
        assertEquals(
                "all fuel consumed: guest has a fuelLimit of 100 units for each call",
                trap.getMessage().lines().findFirst().orElseThrow());
        assertEquals(0, guest.fuelLeft());
    }

    @Test
    void aHostFunctionThatSwallowsTheTrapDoesNotKeepTheCallAlive() {
        Engine engine = engine(SplitLimits.DEFAULT);
        Linker linker = engine.linker()
                .define(
                        "host",
                        "again",
                        FunctionType.of(List.of(), List.of()),
                        (caller, stack) -> assertThrows(
                                Trap.class, () -> caller.function("endless").call()));
        Instance guest = linker.instantiate(engine.compile(Guests.assemble("""
                (module (import "host" "again" (func $again))
                  (func (export "endless") (loop (br 0)))
                  (func (export "run") (loop $l (call $again) (br $l))))
                """)), fuel(50));
        assertEquals(
                Trap.Kind.OUT_OF_FUEL,
                assertThrows(Trap.class, () -> guest.function("run").call()).kind());
    }

    @Test
    void whatACallRunsInOtherInstancesIsPaidFromItsFuel() {
        Engine engine = engine(SplitLimits.DEFAULT);
        Instance library = engine.linker().instantiate(engine.compile(Guests.assemble("""
                (module (tag $e) (export "e" (tag $e))
                  (func (export "four") (drop (i32.const 1)) (drop (i32.const 1)))
                  (func (export "throw") (drop (i32.const 1)) (throw $e))
                  (func (export "endless") (loop (br 0))))
                """)), fuel(10).name("library"));
        Instance guest = engine.linker()
                .define("library", library)
                .instantiate(engine.compile(Guests.assemble("""
                        (module
                          (import "library" "four" (func $four))
                          (import "library" "throw" (func $throw))
                          (import "library" "endless" (func $endless))
                          (func (export "four") (call $four) (call $four) (call $four))
                          (func (export "tail") (return_call $four))
                          (func (export "caught") (block $c (try_table (catch_all $c) (call $throw))))
                          (func (export "endless") (call $endless)))
                        """)), fuel(1_000));
        guest.function("four").call();
        assertEquals(15, guest.fuelUsed());
        assertEquals(0, library.fuelUsed());
        guest.function("tail").call();
        assertEquals(5, guest.fuelUsed());
        guest.function("caught").call();
        assertEquals(4, guest.fuelUsed());
        assertEquals(
                "all fuel consumed: guest has a fuelLimit of 1000 units for each call",
                assertThrows(Trap.class, () -> guest.function("endless").call())
                        .getMessage()
                        .lines()
                        .findFirst()
                        .orElseThrow());
        assertEquals(
                "all fuel consumed: library has a fuelLimit of 10 units for each call",
                assertThrows(Trap.class, () -> library.function("endless").call())
                        .getMessage()
                        .lines()
                        .findFirst()
                        .orElseThrow());
        library.function("four").call();
        assertEquals(4, library.fuelUsed());
    }

    @Test
    void aCallFromAnInstanceWithoutALimitBeginsWithAFullTank() {
        Engine engine = engine(SplitLimits.DEFAULT);
        Instance library = engine.linker().instantiate(engine.compile(Guests.assemble("""
                (module (func (export "four") (drop (i32.const 1)) (drop (i32.const 1))))
                """)), fuel(10).name("library"));
        Instance guest = engine.linker().define("library", library).instantiate(engine.compile(Guests.assemble("""
                (module (import "library" "four" (func $four))
                  (func (export "run") (call $four) (call $four) (call $four)))
                """)));
        guest.function("run").call();
        assertEquals(4, library.fuelUsed());
        assertEquals(Long.MAX_VALUE, guest.fuelLeft());
        String none = "instance wasm counts no fuel: InstanceConfig.fuelLimit makes it count";
        assertEquals(
                none, assertThrows(IllegalStateException.class, guest::fuelUsed).getMessage());
        assertEquals(
                none,
                assertThrows(IllegalStateException.class, () -> guest.addFuel(1))
                        .getMessage());
    }

    @Test
    void anExhaustedStackLeavesTheNextCallAllItsFuel() {
        Engine engine = engine(SplitLimits.DEFAULT);
        Instance library = engine.linker().instantiate(engine.compile(Guests.assemble("""
                (module (table (export "t") 1 funcref)
                  (func (export "down") (call_indirect (i32.const 0))))
                """)), fuel(1L << 40));
        Instance guest = engine.linker()
                .define("library", library)
                .instantiate(engine.compile(Guests.assemble("""
                (module (import "library" "t" (table 1 funcref)) (import "library" "down" (func $down))
                  (elem (i32.const 0) $run)
                  (func $run (export "run") (call $down))
                  (func (export "one") (drop (i32.const 1))))
                """)), fuel(1L << 40));
        for (int i = 0; i < 3; i++) {
            assertEquals(
                    Trap.Kind.CALL_STACK_EXHAUSTED,
                    assertThrows(Trap.class, () -> guest.function("run").call()).kind());
            guest.function("one").call();
            assertEquals(2, guest.fuelUsed());
        }
        assertThrows(Trap.class, () -> library.function("down").call());
        assertEquals(1L << 40, library.fuelLeft() + library.fuelUsed());
    }

    @Test
    void theClassCacheKeepsWhatCountsApartFromWhatDoesNot(@TempDir Path folder) {
        byte[] bytes = Guests.assemble("(module (func (export \"run\") (result i32) (i32.const 1)))");
        for (int i = 0; i < 2; i++) {
            Engine engine = new EngineImpl(
                    HostFunctionSource.NONE, new ModuleCompiler(new ClassCache(folder, 1 << 20, "test")));
            engines.add(engine);
            WasmModule module = engine.compile(bytes);
            assertArrayEquals(
                    new long[] {1},
                    engine.linker().instantiate(module).function("run").call());
            Instance counting = engine.linker().instantiate(module, fuel(10));
            counting.function("run").call();
            assertEquals(1, counting.fuelUsed());
        }
    }
}
