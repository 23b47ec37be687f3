package org.amphora.guests;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.amphora.api.Instance;
import org.amphora.api.InstanceConfig;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * Calls and swaps of a guest in all orders of their steps, up to a bound: each run must come to what the operations, one after
 * the other, could have come to.
 */
public class SwapModelIT {
    private static final GuestConfiguration CONFIGURATION =
            GuestConfiguration.parse("guest", Map.of("wasm.guest.instances", 1), "");
    private static final FakeEngine ENGINE = new FakeEngine();
    private static final MemoryBudget BUDGET = new MemoryBudget();

    private final ManagedGuest guest = new ManagedGuest("guest");
    private final Queue<Generation> replaced = new ConcurrentLinkedQueue<>();
    private final Queue<Generation> disposed = new ConcurrentLinkedQueue<>();
    private long swaps;

    /** A guest whose first generation serves. */
    public SwapModelIT() {
        swap();
    }

    /** Calls the guest; returns the generation that served, which must be whole. */
    @Operation
    public long call() {
        Slot slot = guest.enter();
        try {
            Generation generation = slot.generation();
            if (generation.state() == Generation.State.RETIRED
                    || slot.instance().closed()) {
                throw new AssertionError("a call is on generation " + generation.number() + ", which was closed");
            }
            return generation.number();
        } finally {
            guest.leave(slot, null);
        }
    }

    /** Asks which generation serves: calls that follow are of that or a later one. */
    @Operation
    public long generation() {
        return guest.generation();
    }

    /** Replaces the generation, as the one thread that stages does; returns the new one. */
    @Operation(nonParallelGroup = "stager")
    public long swap() {
        Generation next = generation(++swaps);
        next.start();
        Generation before = guest.swap(next);
        if (before != null) {
            replaced.add(before);
            before.drain(() -> {
                disposed.add(before);
                before.dispose();
                guest.retired(before);
            });
        }
        return swaps;
    }

    private static Generation generation(long number) {
        SharedModule module = new SharedModule(new FakeModule(ENGINE, new byte[0], List.of()));
        try {
            MemoryBudget.Claim none = BUDGET.claim(CONFIGURATION, new Candidate("the model", module));
            return new Generation(number, CONFIGURATION, null, module, none, SwapModelIT::instantiate);
        } catch (Rejection e) {
            throw new AssertionError(e);
        }
    }

    private static Instance instantiate(Generation generation) {
        return new FakeInstance((FakeModule) generation.module(), InstanceConfig.defaults());
    }

    /** When nobody calls any more, all that was replaced was closed, once. */
    @Validate
    public void everyReplacedGenerationWasClosedOnce() {
        if (disposed.size() != replaced.size() || !disposed.containsAll(replaced)) {
            throw new AssertionError("replaced " + replaced.size() + ", closed " + disposed.size());
        }
        if (guest.draining().length > 0) {
            throw new AssertionError(guest.draining().length + " drain still");
        }
    }

    @Test
    void everyOrderOfStepsIsOneOfWholeOperations() {
        Model.checkOrdersOfSteps(SwapModelIT.class);
    }

    @Test
    void whatThreadsComeToIsWhatWholeOperationsComeTo() {
        Model.checkThreads(SwapModelIT.class);
    }
}
