package org.amphora.guests;

import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.StressOptions;

/** How models are checked: all orders of steps of two threads up to a bound, then what three threads really do. */
final class Model {
    /** More take longer: {@code -Dmodel.iterations=100} for many minutes. */
    private static final int ITERATIONS = Integer.getInteger("model.iterations", 2);

    private static final int INVOCATIONS = 100;
    private static final int TIMEOUT_MILLIS = 120_000;

    /** What threads do not share, or only to tell others: steps in there change no outcome. */
    private static final String[] BESIDE = {
        FakeModule.class.getName(),
        GuestAllocator.class.getName(),
        GuestConfiguration.class.getName(),
        GuestStep.class.getName(),
        Journal.class.getName(),
        MemoryBudget.class.getName(),
        StateSchema.class.getName()
    };

    private Model() {}

    static void checkOrdersOfSteps(Class<?> model) {
        new ModelCheckingOptions()
                .iterations(ITERATIONS)
                .invocationsPerIteration(INVOCATIONS)
                .threads(2)
                .actorsPerThread(2)
                .actorsBefore(0)
                .actorsAfter(0)
                .addGuarantee(ManagedStrategyGuaranteeKt.forClasses(BESIDE)
                        .allMethods()
                        .ignore())
                // a busy machine takes its time to rewrite classes
                .invocationTimeout$lincheck(TIMEOUT_MILLIS)
                .check(model);
    }

    static void checkThreads(Class<?> model) {
        new StressOptions()
                .iterations(ITERATIONS)
                .invocationsPerIteration(INVOCATIONS)
                .threads(3)
                .actorsPerThread(3)
                .invocationTimeout$lincheck(TIMEOUT_MILLIS)
                .check(model);
    }
}
