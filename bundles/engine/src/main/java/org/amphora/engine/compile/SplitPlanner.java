package org.amphora.engine.compile;

import java.util.ArrayDeque;
import java.util.Deque;
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

    /** What a place in a branch table costs; but one in a large table leads to another method, as a rule. */
    private static final int TABLE_PLACE_COST = 4;

    private final FunctionShape shape;
    private final SplitLimits.Step limits;
    private final RegionCutter cutter;
    private final Deque<Body> bodies = new ArrayDeque<>();
    private Body whole;
    private int lastCost;
    private int lastSize;
    private int lastThrowers;
    private int lastMoves;
    private int lastAccesses;
    private int carried;

    private SplitPlanner(FunctionShape shape, SplitLimits.Step limits) {
        this.shape = shape;
        this.limits = limits;
        this.cutter = new RegionCutter(shape, limits);
    }

    /** A plan by which no method should have many more bytes than {@code limits} say. */
    static SplitPlan plan(FunctionShape shape, InstanceClass instance, SplitLimits.Step limits) {
        SplitPlanner planner = new SplitPlanner(shape, limits);
        planner.open(ControlFrame.RETURN, 0, null);
        MethodCompiler.measure(shape, instance, planner);
        return planner.cutter.plan(planner.whole, planner.carried);
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
                cutter.target(control.target(reader.index()).id, false);
            }
            case BR_TABLE -> {
                boolean large = BranchTable.leadsToTails(reader.labels().length);
                body.current.dispatches |= large;
                for (int label : reader.labels()) {
                    target(body, control.target(label));
                    if (cutter.target(control.target(label).id, large) && large) {
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
        if (reader.opcode() != Opcode.END || !body.continuesTails() || !cutter.reduceLastTail(body)) {
            cutter.reduce(body, reader.offset());
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
}
