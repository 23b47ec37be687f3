package org.amphora.engine.compile;

import java.util.List;
import java.util.Map;

/**
 * How a function is split: all regions, by number, and where each begins. Regions lie side by side or one in another.
 *
 * @param regions by number
 * @param starts for each method (the function itself is {@link #ROOT}, a region its number) the regions that it calls,
 *     by the offset at which they begin
 * @param carried the most values that a branch carries
 */
record SplitPlan(List<Region> regions, Map<Integer, Map<Integer, Region>> starts, int carried) {
    static final int ROOT = -1;

    static final SplitPlan WHOLE = new SplitPlan(List.of(), Map.of(), 0);

    Map<Integer, Region> calledBy(int method) {
        return starts.getOrDefault(method, Map.of());
    }

    boolean split() {
        return !regions.isEmpty();
    }

    /** Index in the frame of a value that a branch carries: before all others, for it may pass through several regions. */
    int carriedIndex(int position) {
        return position;
    }

    /** Index in the frame of a local that a region is handed or hands back, by its position among those. */
    int localIndex(int position) {
        return carried + position;
    }

    /** Index in the frame of an operand that is handed over with {@code locals} locals. */
    int operandIndex(int locals, int position) {
        return carried + locals + position;
    }

    int frameLength() {
        int handedOver = 0;
        for (Region region : regions) {
            int in = region.ins().length + region.operandsIn().length;
            int out = region.outs().length + region.operandsOut().length;
            handedOver = Math.max(handedOver, Math.max(in, out));
        }
        return carried + handedOver;
    }
}
