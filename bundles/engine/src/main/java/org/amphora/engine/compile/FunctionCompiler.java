package org.amphora.engine.compile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/** Writes a function into a class: as one method, or as several if it is too large for HotSpot. */
final class FunctionCompiler {
    private final InstanceClass instance;
    private final Names names;

    FunctionCompiler(InstanceClass instance, Names names) {
        this.instance = instance;
        this.names = names;
    }

    /** {@code targets} finds the class of a name. */
    void compile(FunctionShape shape, Function<String, ClassBuilder> targets) {
        compile(shape, plan(shape), targets);
    }

    /** Writes the methods of {@code plan}: first the function, then its regions, by their numbers. */
    List<WrittenMethod> compile(FunctionShape shape, SplitPlan plan, Function<String, ClassBuilder> targets) {
        List<WrittenMethod> written = new ArrayList<>();
        String className = names.functionClass(shape.index);
        String method = names.method(shape.index);
        String descriptor = shape.signature.descriptor(Names.GUEST_DESCRIPTOR);
        String body = names.callee(shape.index);
        if (!body.equals(method)) {
            new StepClass(shape.module, names)
                    .entry(targets.apply(className).staticMethod(method, descriptor), shape.index);
        }
        CodeBuilder root = targets.apply(className).staticMethod(body, descriptor);
        Layout rootLayout = MethodCompiler.function(shape, instance, plan, root);
        written.add(new WrittenMethod(className, body, descriptor, root.size(), rootLayout));
        for (Region region : plan.regions()) {
            String regionClass = names.regionClass(shape.index, region.number());
            String regionMethod = Names.region(method, region.number());
            String regionDescriptor = region.descriptor(shape, instance.memoryDescriptor());
            CodeBuilder code = targets.apply(regionClass).staticMethod(regionMethod, regionDescriptor);
            Layout layout = MethodCompiler.region(shape, instance, plan, region, framesAround(region), code);
            written.add(new WrittenMethod(regionClass, regionMethod, regionDescriptor, code.size(), layout));
        }
        return written;
    }

    /** The first plan by which no method is huge, or else the one whose largest method is the smallest. */
    SplitPlan plan(FunctionShape shape) {
        if (!names.large(shape.index)) {
            return SplitPlan.WHOLE;
        }
        SplitPlan best = SplitPlan.WHOLE;
        CodeBuilder whole = new CodeBuilder(null);
        MethodCompiler.function(shape, instance, best, whole);
        if (whole.cost() <= names.limits().steps()[0].method()) {
            return best;
        }
        int bestSize = Integer.MAX_VALUE;
        for (SplitLimits.Step step : names.limits().steps()) {
            if (bestSize <= SplitLimits.HUGE_METHOD) {
                break;
            }
            SplitPlan plan = SplitPlanner.plan(shape, instance, step);
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
