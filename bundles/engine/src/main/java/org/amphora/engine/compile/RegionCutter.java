package org.amphora.engine.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes a function's bodies small, each when it ends: what is cut out of one becomes regions, inner bodies first. */
final class RegionCutter {
    /** What an entry of a region costs, in the method that calls it. */
    private static final int ENTRY_COST = 8;

    /** What leaves to more places may hold a switch, through which everything goes that comes behind. */
    private static final int MANY_EXITS = 6;

    private final FunctionShape shape;
    private final SplitLimits.Step limits;
    private final List<Region> regions = new ArrayList<>();
    private final List<Set<Region>> inside = new ArrayList<>();
    private final Set<Integer> tableTargets = new HashSet<>();
    private final Set<Integer> branchTargets = new HashSet<>();
    private Liveness labels;
    private boolean labelsKnown;

    RegionCutter(FunctionShape shape, SplitLimits.Step limits) {
        this.shape = shape;
        this.limits = limits;
    }

    /**
     * Notes that a branch goes to the end of a block, or to the beginning of a loop.
     *
     * @return whether it is the first of its kind
     */
    boolean target(int frame, boolean largeTable) {
        return (largeTable ? tableTargets : branchTargets).add(frame);
    }

    /**
     * How the function is split, whose body is {@code whole}.
     *
     * @param carried the most values that a branch carries
     */
    SplitPlan plan(Body whole, int carried) {
        restrictHandOver();
        Map<Integer, Map<Integer, Region>> starts = new HashMap<>();
        for (Item item : whole.items) {
            item.regions.forEach(region ->
                    starts.computeIfAbsent(SplitPlan.ROOT, k -> new HashMap<>()).put(region.from(), region));
        }
        for (int i = 0; i < regions.size(); i++) {
            for (Region region : inside.get(i)) {
                starts.computeIfAbsent(i, k -> new HashMap<>()).put(region.from(), region);
            }
        }
        return new SplitPlan(List.copyOf(regions), starts, carried);
    }

    private void restrictHandOver() {
        Set<Integer> places = new HashSet<>();
        for (Region region : regions) {
            places.add(region.from());
            places.add(region.to());
        }
        Liveness liveness = regions.isEmpty() ? null : Liveness.of(shape, places);
        if (liveness != null) {
            regions.forEach(region -> region.restrict(shape, liveness));
        }
    }

    /** Makes the last tail small, so that it can be put together with others; false if it stays too large. */
    boolean reduceLastTail(Body body) {
        List<Item> tail = body.items.subList(1, body.items.size());
        reduceRuns(body, tail);
        return Item.cost(tail) <= limits.method();
    }

    /** Makes regions of tails, then of runs of items, until the body is small, or no smaller. */
    void reduce(Body body, int end) {
        List<Item.Tail> tails = body.tails(end);
        for (Item item : List.copyOf(body.items)) {
            reduceTails(body, item, item == body.items.get(0) && !tails.isEmpty() ? tails : item.tails);
        }
        reduceRuns(body, body.items);
    }

    /** Makes regions of runs of items, at first of none that may hold a switch. */
    private void reduceRuns(Body body, List<Item> items) {
        if (limits.tails()) {
            reduceRuns(body, items, MANY_EXITS);
            if (Item.dispatch(items) && Item.bytes(items) <= limits.withSwitch()) {
                return;
            }
        }
        reduceRuns(body, items, Integer.MAX_VALUE);
    }

    /** Relieves an item of tails in it. The last of them may be what comes behind the first item in the body. */
    private void reduceTails(Body body, Item item, List<Item.Tail> tails) {
        for (TailGroup group : TailGroup.of(tails, limits.region(), limits.method() * 3 / 4, g -> callCost(body, g))) {
            if (Item.cost(body.items) <= limits.method()) {
                return;
            }
            Item merged = group.merge();
            int before = merged.cost;
            int inlined = merged.inlined;
            int made = regions.size();
            makeInner(body, group, merged);
            Region region = region(body, merged, group.tails().size());
            if (callCost(region) * 2 > before || merged.cost > limits.method()) {
                regions.subList(made, regions.size()).clear();
                inside.subList(made, inside.size()).clear();
                continue;
            }
            add(region, merged);
            group.tails().forEach(tail -> item.regions.removeAll(tail.regions()));
            item.regions.add(region);
            item.closed = null;
            item.cost += callCost(region) - before;
            item.inlined -= inlined;
            if (merged.to > item.to) {
                Item content = group.last().content();
                if (content != null) {
                    item.cost += content.cost;
                    item.inlined += content.inlined;
                    item.moves |= content.moves;
                    item.accesses |= content.accesses;
                    item.use.nest(content.use);
                    item.targets.addAll(content.targets);
                }
                item.completes = merged.completes;
                item.to = merged.to;
                body.items.subList(1, body.items.size()).clear();
            }
        }
    }

    /** Makes regions of the groups in {@code group}, which is {@code around} as an item and costs less then. */
    private void makeInner(Body body, TailGroup group, Item around) {
        for (TailGroup inner : group.inner()) {
            Item merged = inner.merge();
            int before = merged.cost;
            makeInner(body, inner, merged);
            Region region = region(body, merged, inner.tails().size());
            around.cost += callCost(region) - before;
            inner.tails().forEach(tail -> around.regions.removeAll(tail.regions()));
            around.regions.add(region);
            add(region, merged);
        }
    }

    private void add(Region region, Item item) {
        regions.add(region);
        inside.add(item.regions);
    }

    private int callCost(Body body, TailGroup group) {
        return callCost(region(body, group.merge(), group.tails().size()));
    }

    /** Makes regions of runs of items, of none that has more than {@code exits}. */
    private void reduceRuns(Body body, List<Item> items, int exits) {
        int before;
        int total = Item.cost(items);
        do {
            before = total;
            if (total <= limits.method()) {
                return;
            }
            List<Item> reduced = group(body, items, exits);
            items.clear();
            items.addAll(reduced);
            total = Item.cost(reduced);
        } while (total < before - before / 20);
    }

    private List<Item> group(Body body, List<Item> items, int exits) {
        List<Item> reduced = new ArrayList<>();
        List<Item> run = new ArrayList<>();
        int cost = 0;
        for (Item item : items) {
            boolean alone = item.targets.size() > exits || (item.dispatches && exits < Integer.MAX_VALUE);
            if (alone || (!run.isEmpty() && cost + item.cost > limits.region())) {
                closeRun(body, run, reduced);
                cost = 0;
            }
            if (alone) {
                reduced.add(item);
                continue;
            }
            run.add(item);
            cost += item.cost;
        }
        closeRun(body, run, reduced);
        return reduced;
    }

    /** Makes a region of a run if its call is much smaller than the run. */
    private void closeRun(Body body, List<Item> run, List<Item> reduced) {
        if (!run.isEmpty()) {
            Item merged = Item.merge(run);
            int before = merged.cost;
            Region region = region(body, merged, 0);
            int after = callCost(region);
            if (after * 2 < before || (limits.everywhere() && merged.from < merged.to)) {
                add(region, merged);
                merged.regions = new HashSet<>(Set.of(region));
                merged.cost = after;
                merged.inlined = 0;
                merged.dispatches = false;
                reduced.add(merged);
            } else {
                reduced.addAll(run);
            }
            run.clear();
        }
    }

    private Region region(Body body, Item item, int entries) {
        int low = item.low - body.height;
        Region region = new Region(
                item.from,
                item.to,
                item.use,
                shape.reads,
                item.low,
                slice(item.startKinds, low),
                slice(item.endKinds, low),
                item.completes,
                item.moves,
                item.accesses,
                Set.copyOf(item.targets),
                item.around,
                entries,
                regions.size());
        if (entries > 0 && !item.completes && labels() != null) {
            region.restrict(shape, labels()); // so that what the call costs is not overrated
        }
        return region;
    }

    /** What matters at labels; null if it is not known. */
    private Liveness labels() {
        if (!labelsKnown) {
            labels = Liveness.of(shape, Set.of());
            labelsKnown = true;
        }
        return labels;
    }

    private static Kind[] slice(Kind[] kinds, int from) {
        return from >= kinds.length ? new Kind[0] : Arrays.copyOfRange(kinds, from, kinds.length);
    }

    /** To how many tails of a region only branch tables lead that cost nothing. */
    private int tableOnly(Region region) {
        int count = 0;
        ControlFrame block = region.around();
        for (int i = 0; i < region.entries(); i++, block = block.parent) {
            count += tableTargets.contains(block.id) && !branchTargets.contains(block.id) ? 1 : 0;
        }
        return count;
    }

    private int callCost(Region region) {
        return 30
                + ENTRY_COST * (region.entries() - tableOnly(region))
                + 3 * (region.ins().length + region.operandsIn().length)
                + 10 * (region.outs().length + region.operandsOut().length);
    }
}
