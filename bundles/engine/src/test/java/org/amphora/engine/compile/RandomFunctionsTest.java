package org.amphora.engine.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.amphora.api.Engine;
import org.amphora.api.Instance;
import org.amphora.api.InstanceConfig;
import org.amphora.api.TagException;
import org.amphora.binary.BinaryDecoder;
import org.amphora.binary.module.ModuleDefinition;
import org.amphora.engine.EngineImpl;
import org.amphora.engine.link.HostFunctionSource;
import org.amphora.engine.runtime.CodeVariant;
import org.amphora.engine.validate.ModuleValidator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random functions that throw, catch and make tail calls do the same however finely they are split: exceptions leave
 * regions with all that was done before.
 */
class RandomFunctionsTest {
    private static final SplitLimits WHOLE = new SplitLimits(Integer.MAX_VALUE);
    private static final int SEEDS = 12;
    private static final int STATEMENTS = 60;

    @ParameterizedTest
    @CsvSource({"true,true", "true,false", "false,true"})
    void doesTheSameHoweverFinelyItIsSplit(boolean legacy, boolean tables) {
        Set<List<String>> outcomes = new HashSet<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            byte[] module = RandomFunctions.module(seed, STATEMENTS, legacy, tables);
            List<String> expected = run(module, WHOLE);
            outcomes.add(expected);
            for (int size = 60; size <= 480; size *= 2) {
                assertEquals(expected, run(module, limits(size)), "seed " + seed + ", split at " + size);
            }
        }
        assertTrue(outcomes.size() > SEEDS * 3 / 4, "only " + outcomes.size() + " programs do different things");
    }

    @ParameterizedTest
    @CsvSource({"true,true", "true,false", "false,true"})
    void usesTheSameFuelHoweverFinelyItIsSplit(boolean legacy, boolean tables) {
        InstanceConfig counting = InstanceConfig.defaults().fuelLimit(1L << 40);
        for (int seed = 0; seed < SEEDS; seed++) {
            byte[] module = RandomFunctions.module(seed, STATEMENTS, legacy, tables);
            List<String> expected = run(module, limits(16_000), counting);
            for (int size = 60; size <= 480; size *= 2) {
                assertEquals(expected, run(module, limits(size), counting), "seed " + seed + ", split at " + size);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"true,true", "true,false", "false,true"})
    void exceptionsAndTailCallsLeaveRegions(boolean legacy, boolean tables) {
        int thrown = 0;
        int again = 0;
        int noted = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            ModuleDefinition module = BinaryDecoder.decode(RandomFunctions.module(seed, STATEMENTS, legacy, tables));
            ModuleValidator.validate(module);
            Names names = new Names(module, limits(60));
            FunctionShape shape = FunctionShape.of(module, names, RandomFunctions.RUN);
            SplitPlan plan = new FunctionCompiler(
                            new InstanceClass(module, new CodeVariant(List.of(), false), names), names)
                    .plan(shape);
            for (Region region : plan.regions()) {
                thrown += region.exits().stream().anyMatch(exit -> exit < ControlFrame.AGAIN) ? 1 : 0;
                again += region.exits().contains(ControlFrame.AGAIN) ? 1 : 0;
                noted += region.exits().contains(ControlFrame.NOTED) ? 1 : 0;
            }
        }
        assertTrue(thrown > 2 * SEEDS, "exceptions leave only " + thrown + " regions");
        assertTrue(again > SEEDS, "tail calls of the function to itself leave only " + again + " regions");
        assertTrue(noted > SEEDS, "other tail calls leave only " + noted + " regions");
    }

    private static SplitLimits limits(int method) {
        return new SplitLimits(0, new SplitLimits.Step(method, method / 2));
    }

    private static List<String> run(byte[] module, SplitLimits limits) {
        return run(module, limits, InstanceConfig.defaults());
    }

    /** What comes out of some calls, and how much fuel they leave. */
    private static List<String> run(byte[] module, SplitLimits limits, InstanceConfig config) {
        List<String> outcomes = new ArrayList<>();
        try (Engine engine = new EngineImpl(HostFunctionSource.NONE, new ModuleCompiler(limits))) {
            Instance instance = engine.linker().instantiate(engine.compile(module), config);
            for (int argument : new int[] {0, 1, 2, 7, 100, -5}) {
                instance.global("hash").set(0);
                instance.global("fuel").set(200);
                String outcome;
                try {
                    outcome = String.valueOf(instance.function("run").apply(argument)[0]);
                } catch (TagException e) {
                    outcome = e.getMessage();
                }
                outcomes.add(outcome + ", hash " + instance.global("hash").get() + ", fuel " + instance.fuelLeft());
            }
        }
        return outcomes;
    }
}
