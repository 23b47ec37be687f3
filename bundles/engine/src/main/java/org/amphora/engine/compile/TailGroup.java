package org.amphora.engine.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Tails that one region is to hold: each itself, or those of several groups for each of which it calls another region. An
 * interpreter with thousands of instructions asks for that: the calls of all groups of cases would make a method large.
 *
 * @param tails all of them, innermost first
 * @param inner the groups that have a region of their own; none if the tails are in the region itself
 */
record TailGroup(List<Item.Tail> tails, List<TailGroup> inner) {
    private static final int MANY_MEET = 4;

    /**
     * Groups of about {@code size} bytes in each of which one tail follows upon the other, outermost groups only.
     *
     * @param most what the calls of all groups may cost together
     * @param callCost what the call of a group costs
     */
    static List<TailGroup> of(List<Item.Tail> tails, int size, int most, ToIntFunction<TailGroup> callCost) {
        List<TailGroup> groups = leaves(tails, size);
        while (groups.stream().mapToInt(callCost).sum() > most) {
            List<TailGroup> outer = gather(groups, size, callCost);
            if (outer.size() == groups.size()) {
                break;
            }
            groups = outer;
        }
        return groups;
    }

    /** A tail where others meet stays: it is what comes behind a switch, and every case would call two methods. */
    private static List<TailGroup> leaves(List<Item.Tail> tails, int size) {
        List<TailGroup> groups = new ArrayList<>();
        List<Item.Tail> group = new ArrayList<>();
        int cost = 0;
        Map<Integer, Integer> meetings = Item.meetings(tails);
        for (Item.Tail tail : tails) {
            boolean stays = meetings.getOrDefault(tail.block().id, 0) >= MANY_MEET && tail.cost() * 8 < size;
            if (!group.isEmpty() && (stays || cost + tail.cost() > size)) {
                groups.add(new TailGroup(group, List.of()));
                group = new ArrayList<>();
                cost = 0;
            }
            if (!stays) {
                group.add(tail);
                cost += tail.cost();
            }
        }
        if (!group.isEmpty()) {
            groups.add(new TailGroup(group, List.of()));
        }
        return groups;
    }

    private static List<TailGroup> gather(List<TailGroup> groups, int size, ToIntFunction<TailGroup> callCost) {
        List<TailGroup> outer = new ArrayList<>();
        List<TailGroup> run = new ArrayList<>();
        int cost = 0;
        for (TailGroup group : groups) {
            int call = callCost.applyAsInt(group);
            if (!run.isEmpty()
                    && (cost + call > size
                            || run.get(run.size() - 1).last().to()
                                    != group.first().from())) {
                outer.add(around(run));
                run = new ArrayList<>();
                cost = 0;
            }
            run.add(group);
            cost += call;
        }
        outer.add(around(run));
        return outer;
    }

    private static TailGroup around(List<TailGroup> run) {
        if (run.size() == 1) {
            return run.get(0);
        }
        List<Item.Tail> tails = new ArrayList<>();
        run.forEach(group -> tails.addAll(group.tails));
        return new TailGroup(tails, run);
    }

    Item.Tail first() {
        return tails.get(0);
    }

    Item.Tail last() {
        return tails.get(tails.size() - 1);
    }

    /** All as one item: control may begin with any of them. */
    Item merge() {
        return Item.merge(first(), tails);
    }
}
