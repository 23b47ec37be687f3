package org.amphora.guests;

import java.time.Duration;
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
 * Calls that go through two guests of a group, and swaps of both, in all orders of their steps, up to a bound: no call meets two
 * versions, and each run comes to what whole operations could have come to.
 */
public class GroupModelIT {
    /** Time does not pass in a model: a swap that has to wait gets what it waits for. */
    private static final Duration PATIENCE = Duration.ofDays(1);

    /** One for all: what it takes to make one is no part of the model. */
    private static final SharedModule MODULE =
            new SharedModule(new FakeModule(new FakeEngine(), new byte[0], List.of()));

    private static final GuestConfiguration CONFIGURATION = GuestConfiguration.parse("guest", Map.of(), "");
    private static final MemoryBudget BUDGET = new MemoryBudget();
    private static final StateTransfer NO_STATES = new StateTransfer(new Housekeeper(), new Journal());

    private final GuestGroup group = new GuestGroup("pair");
    private final GuestRecord front = member("front");
    private final GuestRecord back = member("back");
    private final Queue<Generation> replaced = new ConcurrentLinkedQueue<>();
    private final Queue<Generation> disposed = new ConcurrentLinkedQueue<>();
    private long swaps;

    /** A group whose first generations serve. */
    public GroupModelIT() {
        swap();
    }

    private GuestRecord member(String name) {
        GuestRecord record = new GuestRecord(name);
        record.guest().group(group);
        record.candidate(new Candidate("the model", MODULE));
        return record;
    }

    /** Calls the first guest, which calls the second, as host functions do; returns what served both. */
    @Operation
    public long call() {
        Slot outer = front.guest().enter();
        try {
            Slot inner = back.guest().enter();
            try {
                long number = outer.generation().number();
                if (number != inner.generation().number()) {
                    throw new AssertionError("generation " + number + " called generation "
                            + inner.generation().number());
                }
                if (outer.instance().closed() || inner.instance().closed()) {
                    throw new AssertionError("a call is on generation " + number + ", which was closed");
                }
                return number;
            } finally {
                back.guest().leave(inner, null);
            }
        } finally {
            front.guest().leave(outer, null);
        }
    }

    /** Calls the second guest alone; returns what served. */
    @Operation
    public long callBack() {
        Slot slot = back.guest().enter();
        try {
            return slot.generation().number();
        } finally {
            back.guest().leave(slot, null);
        }
    }

    /** Replaces both, as the one thread that stages does; returns the new number. */
    @Operation(nonParallelGroup = "stager")
    public long swap() {
        long number = swaps + 1;
        try (Swap swap = new Swap(group)) {
            swap.add(front, generation(number));
            swap.add(back, generation(number));
            swap.prepare(NO_STATES, PATIENCE);
            swap.commit(new Activation());
        } catch (Rejection e) {
            throw new AssertionError(e);
        }
        swaps = number;
        return number;
    }

    private final class Activation implements Swap.Steps {
        @Override
        public Generation move(GuestRecord record, Generation next) {
            return record.activate(next);
        }

        @Override
        public void moved(GuestRecord record, Generation before, Generation next) {
            if (before != null) {
                replaced.add(before);
                before.drain(() -> {
                    disposed.add(before);
                    before.dispose();
                    record.guest().retired(before);
                });
            }
        }

        @Override
        public void publish(GuestRecord record, Generation next) {}
    }

    private static Generation generation(long number) throws Rejection {
        MemoryBudget.Claim none = BUDGET.claim(CONFIGURATION, new Candidate("the model", MODULE));
        Generation generation = new Generation(number, CONFIGURATION, null, MODULE, none, GroupModelIT::instantiate);
        Instance unused = generation.start();
        return generation;
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
    }

    @Test
    void noOrderOfStepsShowsACallTwoVersions() {
        Model.checkOrdersOfSteps(GroupModelIT.class);
    }

    @Test
    void whatThreadsComeToIsWhatWholeOperationsComeTo() {
        Model.checkThreads(GroupModelIT.class);
    }
}
