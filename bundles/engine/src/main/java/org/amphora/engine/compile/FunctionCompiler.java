package org.amphora.engine.compile;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Writes a function into a class: as one method, or as several if it is too large for HotSpot. */
final class FunctionCompiler {
    /** HotSpot leaves methods with more bytes to the JVM's interpreter. */
    static final int HUGE_METHOD = 8_000;

    /**
     * Bytes of a method above which it is split, and bytes of a region, tried in turn until no method is huge. The first
     * pair was the fastest on interpreters: C2 gives up on inlining in larger methods.
     */
    private static final int[][] LIMITS = {{4_000, 2_000}, {2_500, 1_200}, {1_500, 700}, {800, 400}, {400, 200}};

    private final InstanceClass instance;
    private final Names names;

    FunctionCompiler(InstanceClass instance, Names names) {
        this.instance = instance;
        this.names = names;
    }

    void compile(FunctionShape shape, ClassBuilder target) {
        SplitPlan plan = plan(shape);
        MethodCompiler.function(
                shape,
                instance,
                plan,
                target.staticMethod(names.method(shape.index), shape.signature.descriptor(Names.GUEST_DESCRIPTOR)));
        for (Region region : plan.regions()) {
            MethodCompiler.region(
                    shape,
                    instance,
                    plan,
                    region,
                    framesAround(region),
                    target.staticMethod(
                            Names.region(names.method(shape.index), region.number()), region.descriptor(shape)));
        }
    }

    /** The first plan by which no method is huge, or else the one whose largest method is the smallest. */
    SplitPlan plan(FunctionShape shape) {
        if (!names.large(shape.index)) {
            return SplitPlan.WHOLE;
        }
        SplitPlan best = SplitPlan.WHOLE;
        int bestSize = largestMethod(shape, best);
        for (int i = 0; i < LIMITS.length && (i == 0 ? bestSize > LIMITS[0][0] : bestSize > HUGE_METHOD); i++) {
            SplitPlan plan = SplitPlanner.plan(shape, instance, LIMITS[i][0], LIMITS[i][1]);
            int size = largestMethod(shape, plan);
            if (size < bestSize) {
                best = plan;
                bestSize = size;
            }
        }
        return best;
    }

    /** The size of the largest method that a plan gives, in bytes; an upper bound. */
    int largestMethod(FunctionShape shape, SplitPlan plan) {
        CodeBuilder root = new CodeBuilder(null);
        MethodCompiler.function(shape, instance, plan, root);
        int largest = root.size();
        for (Region region : plan.regions()) {
            CodeBuilder code = new CodeBuilder(null);
            MethodCompiler.region(shape, instance, plan, region, framesAround(region), code);
            largest = Math.max(largest, code.size());
        }
        return largest;
    }

    private static List<ControlFrame> framesAround(Region region) {
        Deque<ControlFrame> frames = new ArrayDeque<>();
        for (ControlFrame frame = region.around(); frame != null; frame = frame.parent) {
            frames.addFirst(frame);
        }
        return List.copyOf(frames);
    }
}
