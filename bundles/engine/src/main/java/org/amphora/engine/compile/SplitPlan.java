package org.amphora.engine.compile;

import java.util.List;
import java.util.Map;

/**
 * How a function is split: all regions, by number, and where each begins. Regions lie side by side or one in another.
 *
 * @param regions by number
 * @param starts for each method (the function itself is {@link #ROOT}, a region its number) the regions that it calls,
 *     by the offset at which they begin
 * @param operandDepth the most operands that are alive at once, which sizes the frame
 * @param carried the most values that a branch carries
 */
record SplitPlan(List<Region> regions, Map<Integer, Map<Integer, Region>> starts, int operandDepth, int carried) {
    static final int ROOT = -1;

    static final SplitPlan WHOLE = new SplitPlan(List.of(), Map.of(), 0, 0);

    Map<Integer, Region> calledBy(int method) {
        return starts.getOrDefault(method, Map.of());
    }

    boolean split() {
        return !regions.isEmpty();
    }

    /** Index in the frame of an operand. */
    int operandIndex(FunctionShape shape, int depth) {
        return shape.locals.length + depth;
    }

    /** Index in the frame of a value that a branch carries. */
    int carriedIndex(FunctionShape shape, int position) {
        return shape.locals.length + operandDepth + position;
    }

    int frameLength(FunctionShape shape) {
        return shape.locals.length + operandDepth + carried;
    }
}
