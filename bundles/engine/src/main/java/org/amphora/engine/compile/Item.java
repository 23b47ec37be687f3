package org.amphora.engine.compile;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A run of instructions of one body, with everything nested in it, while the {@link SplitPlanner} watches. */
final class Item {
    /**
     * What comes between the end of a block and the end of the block, loop or if around it. A branch to the end of the
     * first goes to the tail.
     *
     * @param block the first
     * @param from the offset of its end
     * @param to the offset of the end of the one around it
     * @param content what lies between; null if nothing does
     */
    record Tail(ControlFrame block, int from, int to, Item content) {
        int cost() {
            return content == null ? 0 : content.cost;
        }

        Set<Region> regions() {
            return content == null ? Set.of() : content.regions;
        }

        boolean completes() {
            return content == null || content.completes;
        }
    }

    int from;
    int to;
    int cost;

    /** How much of the cost is what C2 inlines; the rest are bytes. */
    int inlined;

    /** Whether it holds a large branch table, and no loop around that. */
    boolean dispatches;

    int startDepth;
    int low;
    Kind[] startKinds = {};
    Kind[] endKinds = {};
    boolean completes = true;
    /** Whether a memory may have moved when it ends. */
    boolean moves;

    /** Whether it holds accesses to memory 0. */
    boolean accesses;

    ControlFrame around;
    final LocalUse use = new LocalUse();
    Set<Integer> targets = new HashSet<>();
    Set<Region> regions = new HashSet<>();

    /** The block whose end is the last instruction; null if another comes last. */
    ControlFrame closed;

    /** The tails within {@link #closed} that follow upon each other up to its end, innermost first. */
    List<Tail> tails = List.of();

    /** Notes that another instruction comes last. */
    void goOn() {
        closed = null;
    }

    /** All of {@code run}, which follow upon each other, in one. */
    static Item merge(List<Item> run) {
        Item merged = new Item();
        Item first = run.get(0);
        Item last = run.get(run.size() - 1);
        merged.from = first.from;
        merged.to = last.to;
        merged.around = first.around;
        merged.startDepth = first.startDepth;
        merged.startKinds = first.startKinds;
        merged.endKinds = last.endKinds;
        merged.completes = last.completes;
        merged.low = first.low;
        for (Item item : run) {
            merged.cost += item.cost;
            merged.inlined += item.inlined;
            merged.dispatches |= item.dispatches;
            merged.low = Math.min(merged.low, item.low);
            merged.moves |= item.moves;
            merged.accesses |= item.accesses;
            merged.use.append(item.use);
            merged.targets.addAll(item.targets);
            merged.regions.addAll(item.regions);
        }
        return merged;
    }

    static int cost(List<Item> items) {
        int cost = 0;
        for (Item item : items) {
            cost += item.cost;
        }
        return cost;
    }

    /** The cost without what C2 inlines. */
    static int bytes(List<Item> items) {
        int bytes = 0;
        for (Item item : items) {
            bytes += item.cost - item.inlined;
        }
        return bytes;
    }

    static boolean dispatch(List<Item> items) {
        return items.stream().anyMatch(item -> item.dispatches);
    }

    /** How many of {@code tails} go to each block's end, other than by reaching it. */
    static Map<Integer, Integer> meetings(List<Tail> tails) {
        Map<Integer, Integer> meetings = new HashMap<>();
        for (Tail tail : tails) {
            if (tail.content() != null) {
                tail.content().targets.forEach(id -> meetings.merge(id, 1, Integer::sum));
            }
        }
        return meetings;
    }

    /** {@link Tail}s that are to be in one method, as one item: control may begin with any of them. */
    static Item merge(Tail first, List<Tail> tails) {
        Tail last = tails.get(tails.size() - 1);
        Item merged = new Item();
        merged.from = first.from();
        merged.to = last.to();
        merged.around = first.block();
        merged.startDepth = first.block().height;
        merged.low = merged.startDepth;
        merged.completes = last.completes();
        for (Tail tail : tails) {
            if (tail.content() != null) {
                merged.cost += tail.cost();
                merged.inlined += tail.content().inlined;
                merged.dispatches |= tail.content().dispatches;
                merged.moves |= tail.content().moves;
                merged.accesses |= tail.content().accesses;
                merged.use.nest(tail.content().use);
                merged.targets.addAll(tail.content().targets);
                merged.regions.addAll(tail.content().regions);
            }
        }
        for (Tail tail : tails) {
            merged.targets.remove(tail.block().id);
        }
        return merged;
    }
}
