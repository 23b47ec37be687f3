package org.amphora.engine.compile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.amphora.binary.opcode.InstructionReader;
import org.amphora.binary.opcode.Opcode;
import org.amphora.engine.compile.ControlFrame.Structure;

/**
 * Decides how a large function is split. It watches the function being measured and cuts the body of each block into
 * items, at places where the block has no operands of its own. When a body ends and is too large, runs of its items become
 * regions, again and again until what remains is small: inner bodies first, so a loop that fits stays whole.
 */
final class SplitPlanner implements MethodCompiler.Observer {
    /** What a label costs that a region may branch to, in the method that holds the label. */
    private static final int DISPATCH_COST = 12;

    /** What an entry of a region costs, in the method that calls it. */
    private static final int ENTRY_COST = 8;

    /** What a place in a branch table costs; but one in a large table leads to another method, as a rule. */
    private static final int TABLE_PLACE_COST = 4;

    /** What leaves to more places may hold a switch, through which everything goes that comes behind. */
    private static final int MANY_EXITS = 6;

    private final FunctionShape shape;
    private final SplitLimits.Step limits;
    private final Deque<Body> bodies = new ArrayDeque<>();
    private final List<Region> regions = new ArrayList<>();
    private final List<Set<Region>> inside = new ArrayList<>();
    private final Set<Integer> tableTargets = new HashSet<>();
    private final Set<Integer> branchTargets = new HashSet<>();
    private Body whole;
    private Liveness labels;
    private boolean labelsKnown;
    private int lastCost;
    private int lastSize;
    private int lastThrowers;
    private int lastMoves;
    private int lastAccesses;
    private int carried;

    /** The instructions between the beginning and the end of a block, or of one part of an if. */
    private static final class Body {
        final int id;
        final int height;
        final ControlFrame frame;
        final List<Item> items = new ArrayList<>();
        Item current;

        /** {@code frame} is null for the whole function. */
        Body(int id, int height, ControlFrame frame) {
            this.id = id;
            this.height = height;
            this.frame = frame;
        }

        /** Whether the tails in the first item may go on beyond this body. */
        boolean continuesTails() {
            return frame != null && frame.plain() && !items.isEmpty() && items.get(0).closed != null;
        }

        /** The tails up to the end of this body, innermost first. */
        List<Item.Tail> tails(int end) {
            Item.Tail last = lastTail(end);
            if (last == null) {
                return List.of();
            }
            List<Item.Tail> tails = new ArrayList<>(items.get(0).tails);
            tails.add(last);
            return tails;
        }

        /** The same, when the body is not looked at any more: it costs no copy, for there may be a tail at each level. */
        List<Item.Tail> takeTails(int end) {
            Item.Tail last = lastTail(end);
            if (last == null) {
                return List.of();
            }
            Item first = items.get(0);
            List<Item.Tail> tails = first.tails.isEmpty() ? new ArrayList<>() : first.tails;
            tails.add(last);
            return tails;
        }

        /** What comes behind the first item; null if it cannot be in another method. */
        private Item.Tail lastTail(int end) {
            if (items.isEmpty() || items.get(0).closed == null) {
                return null;
            }
            Item first = items.get(0);
            Item content = items.size() == 1 ? null : Item.merge(items.subList(1, items.size()));
            // what is behind an end that nothing reaches was not looked at
            boolean divisible = first.completes
                    && first.closed.height == height
                    && (content == null
                            || (content.startKinds.length == 0
                                    && content.endKinds.length == 0
                                    && content.low >= height));
            return divisible ? new Item.Tail(first.closed, first.to - 1, end, content) : null;
        }
    }

    private SplitPlanner(FunctionShape shape, SplitLimits.Step limits) {
        this.shape = shape;
        this.limits = limits;
    }

    /** A plan by which no method should have many more bytes than {@code limits} say. */
    static SplitPlan plan(FunctionShape shape, InstanceClass instance, SplitLimits.Step limits) {
        SplitPlanner planner = new SplitPlanner(shape, limits);
        planner.open(ControlFrame.RETURN, 0, null);
        MethodCompiler.measure(shape, instance, planner);
        return planner.result();
    }

    private SplitPlan result() {
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

    @Override
    public void before(InstructionReader reader, Emission emission, ControlCompiler control, boolean divisible) {
        account(emission, control);
        Body body = bodies.peek();
        if (body.current == null) {
            begin(body, reader.offset(), emission, control);
        } else if (divisible && cuttable(body, emission.stack.depth())) {
            finish(body, reader.offset(), emission, true);
            begin(body, reader.offset(), emission, control);
        } else if (reader.opcode() != Opcode.END) {
            body.current.goOn();
        }
        switch (reader.opcode()) {
            case LOCAL_GET -> {
                for (int p = shape.position(reader.index()); p < shape.behind(reader.index()); p++) {
                    body.current.use.read(p);
                }
            }
            case LOCAL_SET, LOCAL_TEE -> {
                for (int p = shape.position(reader.index()); p < shape.behind(reader.index()); p++) {
                    body.current.use.write(p);
                }
            }
            case BR, BR_IF, BR_ON_NULL, BR_ON_NON_NULL, BR_ON_CAST, BR_ON_CAST_FAIL -> {
                target(body, control.target(reader.index()));
                branchTargets.add(control.target(reader.index()).id);
            }
            case BR_TABLE -> {
                boolean large = BranchTable.leadsToTails(reader.labels().length);
                body.current.dispatches |= large;
                Set<Integer> targets = large ? tableTargets : branchTargets;
                for (int label : reader.labels()) {
                    target(body, control.target(label));
                    if (targets.add(control.target(label).id) && large) {
                        body.current.cost -= TABLE_PLACE_COST;
                    }
                }
            }
            case RETURN -> target(body, control.frames().get(0));
            case RETURN_CALL, RETURN_CALL_INDIRECT, RETURN_CALL_REF ->
                target(body, TailCallCompiler.exit(reader, shape, control));
            case TRY_TABLE -> reader.catches().forEach(clause -> target(body, control.target(clause.label())));
            case RETHROW -> body.current.use.read(shape.caught(control.target(reader.index())));
            case ELSE, END, CATCH, CATCH_ALL, DELEGATE -> finish(body, reader.offset(), emission, true);
            default -> {}
        }
    }

    private void target(Body body, ControlFrame frame) {
        body.current.targets.add(frame.id);
        carried = Math.max(carried, frame.carried().length);
    }

    private boolean cuttable(Body body, int depth) {
        int limit = limits.item(depth > body.height);
        return body.current.cost >= limit;
    }

    private void begin(Body body, int offset, Emission emission, ControlCompiler control) {
        Item item = new Item();
        item.around = control.innermost();
        item.from = offset;
        item.startDepth = emission.stack.depth();
        item.low = item.startDepth;
        item.startKinds = emission.stack.copy(body.height, item.startDepth);
        emission.stack.resetLow();
        body.current = item;
    }

    private void finish(Body body, int offset, Emission emission, boolean completes) {
        Item item = body.current;
        if (item == null) {
            return;
        }
        item.to = offset;
        item.completes = completes;
        item.low = Math.min(item.low, emission.stack.low());
        if (completes) {
            item.endKinds = emission.stack.copy(body.height, emission.stack.depth());
        }
        body.items.add(item);
        body.current = null;
    }

    /** Notes that exceptions may go from the innermost item to the handler around {@code place}. */
    private void thrower(ControlFrame place) {
        if (place.catching.structure == Structure.TRY) {
            thrownTo(place.catching);
        }
    }

    private void thrownTo(ControlFrame catching) {
        bodies.peek().current.targets.add(catching.thrownId());
        carried = Math.max(carried, 1);
    }

    /** Charges what was written since the last time to the innermost item. */
    private void account(Emission emission, ControlCompiler control) {
        Body body = bodies.peek();
        if (body != null && body.current != null) {
            int cost = emission.code.cost() - lastCost;
            body.current.cost += cost;
            body.current.inlined += cost - (emission.code.size() - lastSize);
            if (emission.throwers != lastThrowers) {
                thrower(control.innermost());
            }
            body.current.moves |= emission.moves != lastMoves;
            body.current.accesses |= emission.accesses != lastAccesses;
            body.current.low = Math.min(body.current.low, emission.stack.low());
        }
        lastCost = emission.code.cost();
        lastSize = emission.code.size();
        lastThrowers = emission.throwers;
        lastMoves = emission.moves;
        lastAccesses = emission.accesses;
        emission.stack.resetLow();
    }

    @Override
    public void after(InstructionReader reader, Emission emission, ControlCompiler control) {
        switch (reader.opcode()) {
            case BLOCK, LOOP, IF, TRY, TRY_TABLE -> {
                if (control.innermost().structure != Structure.DEAD) {
                    account(emission, control);
                    ControlFrame frame = control.innermost();
                    open(frame.id, frame.height, frame);
                }
            }
            case ELSE, CATCH, CATCH_ALL -> {
                if (control.innermost().structure != Structure.DEAD) {
                    close(reader, emission, control);
                    open(control.innermost().id, control.innermost().height, control.innermost());
                }
            }
            case END -> {
                if (bodies.size() > liveFrames(control)) {
                    close(reader, emission, control);
                }
            }
            case DELEGATE -> {
                if (bodies.size() > liveFrames(control)) {
                    close(reader, emission, control);
                    thrownTo(control.target(reader.index()).catching);
                }
            }
            default -> account(emission, control);
        }
        if (!emission.reachable && !bodies.isEmpty() && bodies.peek().current != null) {
            finish(bodies.peek(), reader.end(), emission, false);
        }
    }

    private static int liveFrames(ControlCompiler control) {
        int live = control.openFrames();
        while (live > 0 && control.frames().get(live - 1).structure == Structure.DEAD) {
            live--;
        }
        return live;
    }

    private void open(int id, int height, ControlFrame frame) {
        bodies.push(new Body(id, height, frame));
    }

    /** Ends the innermost body and adds it to the item around it. */
    private void close(InstructionReader reader, Emission emission, ControlCompiler control) {
        Body body = bodies.pop();
        if (reader.opcode() != Opcode.END || !body.continuesTails() || !reduceLastTail(body)) {
            reduce(body, reader.offset());
        }
        Body outer = bodies.peek();
        if (outer == null) {
            whole = body;
            return;
        }
        Item around = outer.current;
        boolean tails = limits.tails() && reader.opcode() == Opcode.END && body.frame.plain();
        if (tails) {
            // before the item around takes over the sets of those inside, and changes them
            around.tails = body.takeTails(reader.offset());
        }
        LocalUse inner = new LocalUse();
        for (Item item : body.items) {
            around.cost += item.cost;
            around.inlined += item.inlined;
            around.dispatches |= item.dispatches && body.frame.structure != Structure.LOOP;
            around.moves |= item.moves;
            around.accesses |= item.accesses;
            around.targets = union(around.targets, item.targets);
            around.regions = union(around.regions, item.regions);
            inner.append(item.use);
        }
        around.use.nest(inner);
        around.low = Math.min(around.low, body.height);
        for (int id : new int[] {body.id, ControlFrame.thrownId(body.id)}) {
            if (around.targets.remove(id) && !around.regions.isEmpty()) {
                around.cost += DISPATCH_COST;
            }
        }
        if (tails) {
            around.closed = body.frame;
        } else {
            around.goOn();
        }
        account(emission, control);
    }

    private static <T> Set<T> union(Set<T> first, Set<T> second) {
        Set<T> larger = first.size() >= second.size() ? first : second;
        larger.addAll(larger == first ? second : first);
        return larger;
    }

    /** Makes the last tail small, so that it can be put together with others; false if it stays too large. */
    private boolean reduceLastTail(Body body) {
        List<Item> tail = body.items.subList(1, body.items.size());
        reduceRuns(body, tail);
        return Item.cost(tail) <= limits.method();
    }

    /** Makes regions of tails, then of runs of items, until the body is small, or no smaller. */
    private void reduce(Body body, int end) {
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
        return from >= kinds.length ? new Kind[0] : java.util.Arrays.copyOfRange(kinds, from, kinds.length);
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
