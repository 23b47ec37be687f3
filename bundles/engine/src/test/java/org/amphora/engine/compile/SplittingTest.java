package org.amphora.engine.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.amphora.api.Engine;
import org.amphora.api.Function;
import org.amphora.api.FunctionType;
import org.amphora.api.ImportType;
import org.amphora.api.Linker;
import org.amphora.api.Trap;
import org.amphora.api.WasmModule;
import org.amphora.binary.BinaryDecoder;
import org.amphora.binary.WasmBytes;
import org.amphora.binary.module.ModuleDefinition;
import org.amphora.engine.EngineImpl;
import org.amphora.engine.Guests;
import org.amphora.engine.link.HostFunctionSource;
import org.amphora.engine.runtime.CodeVariant;
import org.amphora.engine.runtime.MemoryKind;
import org.amphora.engine.validate.ModuleValidator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However finely functions are split, they compute the same, and no method is left that HotSpot would not compile. */
class SplittingTest {
    private static final Path MIXED = Path.of("src/test/guests/mixed.wasm");
    private static final Path VECTORS = Path.of("src/test/guests/vectors.wasm");

    /** What the same source, compiled for a processor, gives for 1, 2, 3, 7 and 42. */
    private static final List<Long> EXPECTED = List.of(3401285282L, 3847815646L, 3531481028L, 3550922050L, 1856928008L);

    private static final List<Long> EXPECTED_OF_VECTORS =
            List.of(1058788101L, 2388861362L, 2188859353L, 25133184L, 3369110120L);

    @Test
    void computesWhatNativeCodeComputes() throws IOException {
        assertEquals(EXPECTED, results(MIXED, SplitLimits.DEFAULT));
        assertEquals(EXPECTED_OF_VECTORS, results(VECTORS, SplitLimits.DEFAULT));
    }

    @ParameterizedTest
    @CsvSource({"2000,1000", "1000,500", "500,250", "250,120", "120,60", "60,30"})
    void computesTheSameHoweverFinelyItIsSplit(int method, int region) throws IOException {
        SplitLimits limits = new SplitLimits(0, new SplitLimits.Step(method, region));
        assertEquals(EXPECTED, results(MIXED, limits));
        assertEquals(EXPECTED_OF_VECTORS, results(VECTORS, limits));
    }

    @Test
    void leavesNoMethodHuge() throws IOException {
        assertTrue(
                methodsSplit(Files.readAllBytes(MIXED), SplitLimits.DEFAULT) >= 2,
                "the interpreter and printf are large, but less than 2 functions were split");
        assertEquals(1, methodsSplit(Files.readAllBytes(VECTORS), SplitLimits.DEFAULT), "the one function is large");
    }

    /** One call of a region for a step of an interpreter, not one for each level of its blocks. */
    @ParameterizedTest
    @ValueSource(ints = {20, 300, 1500})
    void aSwitchLeadsStraightToTheRegionsThatHoldItsCases(int cases) {
        byte[] guest = Guests.assemble(interpreter(cases));
        ModuleDefinition module = BinaryDecoder.decode(guest);
        ModuleValidator.validate(module);
        SplitLimits limits =
                cases == 20 ? new SplitLimits(0, new SplitLimits.Step(500, 2_000, true)) : SplitLimits.DEFAULT;
        Names names = new Names(module, limits);
        InstanceClass instance = new InstanceClass(module, new CodeVariant(List.of(MemoryKind.BYTES), false), names);
        SplitPlan plan = new FunctionCompiler(instance, names).plan(FunctionShape.of(module, names, 0));
        assertTrue(plan.split());
        assertEquals(plan.regions().size(), plan.calledBy(SplitPlan.ROOT).size(), "regions called by the function");
        try (Engine engine = new EngineImpl(HostFunctionSource.NONE, new ModuleCompiler(limits))) {
            assertEquals(interpreted(cases), run(engine, guest, 3 * cases));
        }
    }

    /** Counts its parameter down; each number is an instruction. */
    private static String interpreter(int cases) {
        StringBuilder body = new StringBuilder();
        for (int i = cases - 1; i >= 0; i--) {
            body.append("(block $").append(i).append(' ');
        }
        body.append("(br_table");
        for (int i = 0; i < cases; i++) {
            body.append(" $").append(i);
        }
        body.append(" $out (i32.rem_u (local.get $n) (i32.const ")
                .append(cases + 1)
                .append(")))");
        for (int i = 0; i < cases; i++) {
            body.append(") (local.set $sum (i32.add (i32.mul (local.get $sum) (i32.const ")
                    .append(2 * i + 3)
                    .append(")) (i32.const ")
                    .append(i)
                    .append("))) (i32.store (i32.and (local.get $sum) (i32.const 255)) (local.get $sum)) (br $next)");
        }
        return "(module (memory 1) (func (export \"run\") (param $n i32) (result i32) (local $sum i32)"
                + "(loop $loop (block $out (block $next " + body
                + ") (br_if $loop (local.tee $n (i32.sub (local.get $n)"
                + " (i32.const 1)))))) (i32.add (local.get $sum) (local.get $n))))";
    }

    private static long interpreted(int cases) {
        int sum = 0;
        int n = 3 * cases;
        while (n % (cases + 1) < cases) {
            int i = n % (cases + 1);
            sum = sum * (2 * i + 3) + i;
            if (--n == 0) {
                break;
            }
        }
        return Integer.toUnsignedLong(sum + n);
    }

    private static int methodsSplit(byte[] guest, SplitLimits limits) {
        ModuleDefinition module = BinaryDecoder.decode(guest);
        ModuleValidator.validate(module);
        Names names = new Names(module, limits);
        InstanceClass instance = new InstanceClass(
                module, new CodeVariant(Collections.nCopies(module.memoryCount(), MemoryKind.BYTES), false), names);
        FunctionCompiler compiler = new FunctionCompiler(instance, names);
        int split = 0;
        for (int i = module.importedFunctionCount(); i < module.functionCount(); i++) {
            FunctionShape shape = FunctionShape.of(module, names, i);
            SplitPlan plan = compiler.plan(shape);
            split += plan.split() ? 1 : 0;
            int largest = compiler.largestMethod(shape, plan);
            assertTrue(largest <= SplitLimits.HUGE_METHOD, module.functionName(i) + " has a method of " + largest);
        }
        return split;
    }

    @Test
    void aRegionThatAlwaysTrapsAndBranchesNowhereEndsItsCaller() {
        // (if (i32.eqz (local.get 0)) (then (return (i32.const 5)))) much (unreachable)
        String body = "20 00 45 04 40 41 05 0f 0b" + MUCH + "00";
        try (Engine engine = finely()) {
            Function run = run(engine, body);
            assertEquals(5, run.call(0)[0]);
            assertEquals(
                    Trap.Kind.UNREACHABLE,
                    assertThrows(Trap.class, () -> run.call(1)).kind());
        }
    }

    @Test
    void aRegionHandsBackTheComparisonThatItEndsWith() {
        // (block (result i32) much (f64.eq (f64.convert_i32_s (local.get 0)) (f64.const 432)))
        String body = "02 7f" + MUCH + "20 00 b7 44 00 00 00 00 00 00 7b 40 61 0b";
        try (Engine engine = finely()) {
            Function run = run(engine, body);
            assertEquals(1, run.call(6)[0]);
            assertEquals(0, run.call(7)[0]);
        }
    }

    /** Each time the operand lies below all that the region itself does. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "41 2a much 0f", // return
                "02 7f 41 2a much 0c 00 0b", // br
                "02 7f 41 2a much 20 00 0d 00 0b", // br_if
                "02 7f 41 2a much 20 00 0e 00 00 0b", // br_table
                "20 00 04 7f 41 00 much 12 00 05 41 2a 0b" // return_call
            })
    void aRegionIsHandedTheOperandsThatItsBranchesCarry(String body) {
        try (Engine engine = finely()) {
            assertEquals(42, run(engine, body.replace("much", MUCH + MUCH)).call(7)[0]);
        }
    }

    @Test
    void aRegionIsHandedTheOperandThatItLooksAtAndLeavesWhereItIs() {
        String references = "20 00 fb 1c" + " fb 16 6c".repeat(20) + " fb 1d 41 23 6a"; // ref.i31, ref.cast, i31.get_s
        SplitLimits everywhere = new SplitLimits(0, new SplitLimits.Step(16, 16, true, true));
        try (Engine engine = new EngineImpl(HostFunctionSource.NONE, new ModuleCompiler(everywhere))) {
            assertEquals(42, run(engine, references).call(7)[0]);
        }
    }

    @Test
    void aRegionIsHandedWhatItThrows() {
        String work = "(local.set 0 (i32.add (local.get 0) (i32.const 3)))".repeat(142);
        byte[] guest = Guests.assemble("(module (tag $t (param i32)) (func (export \"run\") (param i32) (result i32)"
                + "(block $caught (result i32) (try_table (result i32) (catch $t $caught)"
                + "(i32.const 42) " + work + work + "(throw $t)))))");
        assertEquals(1, methodsSplit(guest, FINE), "the function is large");
        try (Engine engine = finely()) {
            assertEquals(42, run(engine, guest, 7));
        }
    }

    /** Adds 426 to the local. */
    private static final String MUCH = "20 00 41 03 6a 21 00".repeat(142);

    private static final SplitLimits FINE = new SplitLimits(0, new SplitLimits.Step(200, 150));

    private static Engine finely() {
        return new EngineImpl(HostFunctionSource.NONE, new ModuleCompiler(FINE));
    }

    /** The function {@code (param i32) (result i32)} with {@code code}. */
    private static Function run(Engine engine, String code) {
        byte[] module = WasmBytes.module()
                .section(1, "01 60 01 7f 01 7f")
                .section(3, "01 00")
                .section(7, "01 03 72 75 6e 00 00")
                .code("00" + code + "0b")
                .toBytes();
        assertEquals(1, methodsSplit(module, FINE), "the function is large");
        return engine.linker().instantiate(engine.compile(module)).function("run");
    }

    private static List<Long> results(Path guest, SplitLimits limits) throws IOException {
        try (Engine engine = new EngineImpl(HostFunctionSource.NONE, new ModuleCompiler(limits))) {
            WasmModule module = engine.compile(guest);
            Function run = withoutFiles(engine, module).instantiate(module).function("run");
            List<Long> results = new ArrayList<>();
            for (long n : new long[] {1, 2, 3, 7, 42}) {
                results.add(run.call(n)[0]);
            }
            return results;
        }
    }

    /** The C library would close and write files if it were asked to; it is not. */
    private static Linker withoutFiles(Engine engine, WasmModule module) {
        Linker linker = engine.linker();
        for (ImportType type : module.imports()) {
            linker = linker.define(type.module(), type.name(), (FunctionType) type.type(), (caller, stack) -> {
                throw new AssertionError("called " + type);
            });
        }
        return linker;
    }

    @Test
    void whatOnlyACatchLeadsToIsReachedThoughNothingInTheTryThrows() {
        String work = "(local.set 0 (i32.add (i32.mul (local.get 0) (i32.const 3)) (i32.const 77777)))\n";
        String caught = "(block (block " + work.repeat(12) + "(try_table (catch_all 0) " + work.repeat(2) + ")"
                + work.repeat(12) + "(return (local.get 0))) (local.set 1 (i64.const 5))" + work.repeat(10)
                + "(local.set 1 (i64.add (local.get 1) (i64.const 1))))";
        byte[] guest = Guests.assemble("(module (func (export \"run\") (param i32) (result i32) (local i64)"
                + "(if (i32.eqz (local.get 0)) (then " + caught + work.repeat(20) + "))" + work.repeat(10)
                + "(block (br_if 0 (local.get 0)) " + caught + work.repeat(20) + ") (local.get 0)))");
        SplitLimits limits = new SplitLimits(0, new SplitLimits.Step(200, 100));
        try (Engine whole = new EngineImpl(HostFunctionSource.NONE, new ModuleCompiler());
                Engine split = new EngineImpl(HostFunctionSource.NONE, new ModuleCompiler(limits))) {
            for (int argument : new int[] {0, 1, -1}) {
                assertEquals(run(whole, guest, argument), run(split, guest, argument));
            }
        }
    }

    /** What lies behind the block is described, though nothing in the try throws, and no instruction stores its operands. */
    @Test
    void aVariableThatOnlyAFrameNamesCountsAmongThoseOfItsMethod() {
        byte[] guest = Guests.assemble("(module (func (export \"run\") (param i32) (result i32) (i64.const 3)"
                + "(block $caught (result exnref)"
                + " (try_table (catch_all_ref $caught) (return (local.get 0))) (unreachable))"
                + "(drop) (drop) (i32.const 5)))");
        try (Engine engine = Guests.engine()) {
            assertEquals(7, run(engine, guest, 7));
        }
    }

    /** Its operands are not what they seem: whatever comes behind an unconditional branch leaves any. */
    @Test
    void noMethodBeginsBehindAnEndThatNothingReaches() {
        String work = "(local.set 0 (i32.add (i32.mul (local.get 0) (i32.const 3)) (i32.const 77777)))\n";
        byte[] guest = Guests.assemble("(module (func (export \"run\") (param i32) (result i32) (local i64)"
                + "(block $over (local.set 0 (block $carried (result i32) (block $never (block $small (i64.const 5)"
                + work.repeat(3) + "(br_if $small (i32.and (local.get 0) (i32.const 4)))"
                + "(br_if $carried (i32.const -81) (i32.and (local.get 0) (i32.const 8))) (drop) (local.set 1))"
                + work.repeat(20) + "(br $over)) (unreachable) (local.set 1)))" + work.repeat(10) + ")"
                + "(local.get 0)))");
        SplitLimits limits = new SplitLimits(0, new SplitLimits.Step(200, 100, true));
        try (Engine whole = new EngineImpl(HostFunctionSource.NONE, new ModuleCompiler());
                Engine split = new EngineImpl(HostFunctionSource.NONE, new ModuleCompiler(limits))) {
            for (int argument : new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}) {
                assertEquals(run(whole, guest, argument), run(split, guest, argument));
            }
        }
    }

    private static long run(Engine engine, byte[] guest, int argument) {
        return engine.linker()
                .instantiate(engine.compile(guest))
                .function("run")
                .call(argument)[0];
    }
}
