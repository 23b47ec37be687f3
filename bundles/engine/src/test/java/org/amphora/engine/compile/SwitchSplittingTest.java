package org.amphora.engine.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.amphora.api.Engine;
import org.amphora.api.Function;
import org.amphora.engine.EngineImpl;
import org.amphora.engine.Guests;
import org.amphora.engine.link.HostFunctionSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Switches, as compilers write them: blocks one in another, the {@code br_table} innermost, a case behind each end. */
class SwitchSplittingTest {
    private static final int CASES = 40;

    /** A loop around a switch; what a case does at its end differs from case to case. */
    private static String switchInLoop() {
        StringBuilder text = new StringBuilder("""
                (module (memory 1) (func (export "run") (param $op i32) (param $x i32) (result i32)
                  (local $steps i32) (local $y i64) (local $d f64)
                  (loop $again
                    (if (i32.gt_u (local.tee $steps (i32.add (local.get $steps) (i32.const 1))) (i32.const 50))
                      (then (return (i32.wrap_i64 (i64.add (local.get $y) (i64.trunc_sat_f64_s (local.get $d)))))))
                    (block $out
                """);
        for (int i = CASES; i >= 0; i--) {
            text.append("(block $case").append(i).append('\n');
        }
        text.append("(br_table");
        for (int i = 0; i <= CASES; i++) {
            text.append(" $case").append(i);
        }
        text.append(" (i32.rem_u (local.get $op) (i32.const 45)))\n");
        for (int i = 0; i < CASES; i++) {
            text.append(")\n").append(body(i)).append(end(i)).append('\n');
        }
        text.append("""
                )
                      (local.set $x (i32.xor (local.get $x) (i32.const 0x5a5a)))
                      (br $again))
                    (local.set $op (i32.add (local.get $op) (i32.and (local.get $x) (i32.const 15))))
                    (br_if $again (i32.and (local.get $x) (i32.const 0x7ff))))
                  (i32.add (local.get $x) (i32.wrap_i64 (local.get $y)))))
                """);
        return text.toString();
    }

    private static String body(int i) {
        return """
                (i32.store offset=8 (i32.and (local.get $x) (i32.const 0xff8))
                  (i32.add (local.get $x) (i32.load (i32.and (local.get $op) (i32.const 0xff8)))))
                (local.set $x (i32.add (i32.mul (local.get $x) (i32.const 31)) (i32.const %d)))
                """.formatted(i)
                + switch (i % 3) {
                    case 0 -> "(local.set $y (i64.add (local.get $y) (i64.extend_i32_u (local.get $x))))";
                    case 1 -> "(local.set $d (f64.add (local.get $d) (f64.convert_i32_s (local.get $x))))";
                    default ->
                        "(block $skip (br_if $skip (i32.and (local.get $x) (i32.const 1))) (local.set $op (i32.const 3)))";
                };
    }

    private static String end(int i) {
        return switch (i % 8) {
            case 0 -> "(br $out)";
            case 1 -> "(br_if $again (i32.and (local.get $x) (i32.const 2)))";
            case 2 -> "(br_if $case" + Math.min(i + 3, CASES) + " (i32.and (local.get $x) (i32.const 4)))";
            case 3 ->
                "(br_table $case" + Math.min(i + 1, CASES) + " $out $again $case" + CASES
                        + " (i32.and (local.get $x) (i32.const 7)))";
            case 4 -> "(if (i32.eqz (i32.and (local.get $x) (i32.const 63))) (then (return (local.get $x))))";
            case 5 -> "";
            case 6 -> "(br $again)";
            default ->
                "(loop $inner (br_if $out (i32.and (local.get $x) (i32.const 8)))"
                        + " (local.set $x (i32.add (local.get $x) (i32.const 3)))"
                        + " (br_if $inner (i32.and (local.get $x) (i32.const 1))))";
        };
    }

    private static List<Long> results(SplitLimits limits) {
        try (Engine engine = new EngineImpl(HostFunctionSource.NONE, new ModuleCompiler(limits))) {
            Function run = engine.linker()
                    .instantiate(engine.compile(Guests.assemble(switchInLoop())))
                    .function("run");
            List<Long> results = new ArrayList<>();
            for (int op = 0; op < 45; op++) {
                for (int x : new int[] {0, 1, 2, 77, -5}) {
                    results.add(run.call(op, x)[0]);
                }
            }
            return results;
        }
    }

    private static final SplitLimits WHOLE = new SplitLimits(1_000_000, new SplitLimits.Step(8_000, 8_000));

    @ParameterizedTest
    @CsvSource({"4000,2000", "2000,1000", "1000,500", "500,250", "250,120", "120,60", "60,30"})
    void casesDoTheSameInMethodsOfTheirOwn(int method, int region) {
        assertEquals(results(WHOLE), results(new SplitLimits(0, new SplitLimits.Step(method, region))));
    }

    @Test
    void aTailInAMethodOfItsOwnMayBranchToTheEndOfTheBlockAroundIt() {
        String work = "(local.set $x (i32.add (i32.mul (local.get $x) (i32.const 3)) (i32.const 7)))\n".repeat(12);
        byte[] module = Guests.assemble("""
                (module (func (export "run") (param $x i32) (result i32)
                  (block $out
                    (block $around
                      (block $before (br_if $before (i32.and (local.get $x) (i32.const 1))) WORK)
                      (br_if $around (i32.and (local.get $x) (i32.const 2)))
                      WORK
                      (br_if $out (i32.and (local.get $x) (i32.const 4)))
                      WORK)
                    (local.set $x (i32.add (local.get $x) (i32.const 1000))))
                  (local.get $x)))
                """.replace("WORK", work));
        for (int method = 100; method < 300; method += 10) {
            SplitLimits limits = new SplitLimits(0, new SplitLimits.Step(method, method / 2));
            assertEquals(resultsOf(module, WHOLE), resultsOf(module, limits), "methods of " + method + " bytes");
        }
    }

    private static List<Long> resultsOf(byte[] module, SplitLimits limits) {
        try (Engine engine = new EngineImpl(HostFunctionSource.NONE, new ModuleCompiler(limits))) {
            Function run = engine.linker().instantiate(engine.compile(module)).function("run");
            List<Long> results = new ArrayList<>();
            for (int x = 0; x < 16; x++) {
                results.add(run.call(x)[0]);
            }
            return results;
        }
    }

    @Test
    void casesAreSplitOffAndTheSwitchStaysInTheLoop() {
        try (Engine engine = new EngineImpl(
                HostFunctionSource.NONE, new ModuleCompiler(new SplitLimits(0, new SplitLimits.Step(4_000, 4_000))))) {
            String report = engine.compile(Guests.assemble(switchInLoop())).describeFunction("run");
            String[] tree = report.substring(report.indexOf("control tree"), report.indexOf("variables of run"))
                    .split("\n", -1);
            int regions = 0;
            for (String line : tree) {
                if (line.contains("region")) {
                    regions++;
                    assertTrue(line.contains("begins behind any of"), line);
                }
            }
            assertEquals(2, regions, report);
        }
    }
}
