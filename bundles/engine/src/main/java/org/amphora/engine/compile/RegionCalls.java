package org.amphora.engine.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.amphora.engine.compile.ControlFrame.Structure;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** Calls the regions that a method was relieved of, and goes where they want to go. */
final class RegionCalls {
    private final Emission emission;
    private final CodeBuilder code;
    private final ControlCompiler control;
    private final Exits exits;
    private final RegionEntries entries;
    private final SplitPlan plan;
    private final FrameAccess frame;
    private final List<Arrival> arrivals = new ArrayList<>();

    /** Code that is needed between the switch and a target that takes values or lies before. */
    private record Arrival(Label label, ControlFrame target, boolean thrown) {}

    RegionCalls(Emission emission, ControlCompiler control, Exits exits, RegionEntries entries, SplitPlan plan) {
        this.emission = emission;
        this.code = emission.code;
        this.control = control;
        this.exits = exits;
        this.entries = entries;
        this.plan = plan;
        this.frame = new FrameAccess(emission.code, emission.layout);
    }

    /** Whether a branch goes to one of the tails that a region holds. */
    boolean entered(Region region) {
        for (int i = 0; i < region.entries(); i++) {
            if (control.target(i).targeted) {
                return true;
            }
        }
        return region.entries() > 0 && entries.call(region).targeted();
    }

    void call(Region region) {
        FunctionShape shape = emission.shape;
        if (region.entries() == 0) {
            emission.settle();
            emission.spill();
        } else {
            gatherEntries(region);
        }
        handIn(region);
        if (region.entries() > 0) {
            code.load(Kind.INT, emission.layout.exitCode);
            code.op(Opcodes.I2C); // from a branch table it comes with more above
        }
        if (region.accesses()) {
            code.loadObject(emission.layout.memory);
        }
        emission.loadGuest();
        code.invokeStatic(
                shape.names.regionClass(shape.index, region.number()),
                Names.region(shape.names.method(shape.index), region.number()),
                region.descriptor(shape, emission.instanceClass.memoryDescriptor()));
        takeBack(region);
        if (region.moves()) {
            emission.memoryMayHaveMoved();
            emission.settle();
        }
        emission.stack.setDepth(region.lowestOperand());
        if (!region.exits().isEmpty()) {
            dispatch(region);
        }
        complete(region);
    }

    private void takeBack(Region region) {
        FunctionShape shape = emission.shape;
        int returned = region.returned(shape);
        if (returned >= 0) {
            code.op(Opcodes.DUP2);
            code.op(Opcodes.L2I);
            code.store(Kind.INT, emission.layout.locals[returned]);
            code.intConstant(Integer.SIZE);
            code.op(Opcodes.LUSHR);
            code.op(Opcodes.L2I);
        }
        code.store(Kind.INT, emission.layout.exitCode);
        for (int i = 0; i < region.outs().length; i++) {
            int local = region.outs()[i];
            if (local != returned) {
                frame.load(shape.locals[local], plan.localIndex(i));
                code.store(shape.locals[local], emission.layout.locals[local]);
            }
        }
    }

    /** Leads all that ends one of a region's blocks to its call, with the number of the block in the variable. */
    private void gatherEntries(Region region) {
        Label call = entries.call(region).label();
        if (emission.reachable) {
            emission.settle();
            emission.spill();
            noteEntry(0, call);
        }
        for (int i = 0; i < region.entries(); i++) {
            ControlFrame block = control.handOver();
            if (block.targeted) {
                code.mark(block.label);
                emission.stack.resetTo(block.height, block.results);
                emission.frame();
                noteEntry(i, call);
            }
        }
        code.mark(call);
        emission.reachable = true;
        emission.stack.resetTo(region.lowestOperand(), new Kind[0]);
        emission.frame();
    }

    private void noteEntry(int entry, Label call) {
        code.intConstant(entry);
        code.store(Kind.INT, emission.layout.exitCode);
        code.goTo(call);
    }

    private void handIn(Region region) {
        FunctionShape shape = emission.shape;
        boolean inFrame = region.insInFrame(shape);
        for (int i = 0; i < region.ins().length; i++) {
            int local = region.ins()[i];
            hand(shape.locals[local], emission.layout.locals[local], inFrame, plan.localIndex(i));
        }
        for (int i = 0; i < region.operandsIn().length; i++) {
            int depth = region.lowestOperand() + i;
            hand(
                    region.operandsIn()[i],
                    emission.layout.slot(depth),
                    inFrame,
                    plan.operandIndex(region.ins().length, i));
        }
    }

    private void hand(Kind kind, int variable, boolean inFrame, int index) {
        if (inFrame) {
            frame.store(kind, index, variable);
        } else {
            code.load(kind, variable);
        }
    }

    private void dispatch(Region region) {
        TreeMap<Integer, Label> targets = new TreeMap<>();
        arrivals.clear();
        for (ControlFrame target : control.frames()) {
            if (target.structure == Structure.DEAD || target.elsewhere()) {
                continue;
            }
            if (region.exits().contains(target.id)) {
                targets.put(target.id, labelFor(target));
            }
            if (target.catching == target && region.exits().contains(target.thrownId())) {
                targets.put(target.thrownId(), arrivalLabel(target, true));
            }
        }
        for (ControlFrame target : new ControlFrame[] {control.restart, control.tailCall}) {
            if (!target.elsewhere() && region.exits().contains(target.id)) {
                targets.put(target.id, labelFor(target));
            }
        }
        boolean elsewhere = targets.size() < region.exits().size();
        Label completed = new Label();
        if (region.completes()) {
            targets.put(0, completed);
        }
        code.load(Kind.INT, emission.layout.exitCode);
        code.lookupSwitch(
                targets.keySet().stream().mapToInt(Integer::intValue).toArray(),
                targets.values().toArray(new Label[0]),
                elsewhere ? exits.tail() : targets.lastEntry().getValue());
        for (Arrival arrival : arrivals) {
            code.mark(arrival.label);
            emission.frame();
            if (arrival.thrown) {
                arriveThrown(arrival.target);
            } else {
                arrive(arrival.target);
            }
        }
        if (region.completes()) {
            code.mark(completed);
            emission.frame();
        }
    }

    private Label labelFor(ControlFrame target) {
        if (target.carried().length == 0
                && target.structure != Structure.LOOP
                && target.structure != Structure.FUNCTION
                && target.structure != Structure.RESTART
                && target.structure != Structure.TAIL_CALL) {
            target.targeted = true;
            return target.label;
        }
        return arrivalLabel(target, false);
    }

    private Label arrivalLabel(ControlFrame target, boolean thrown) {
        Label label = new Label();
        arrivals.add(new Arrival(label, target, thrown));
        return label;
    }

    /** Goes on to the handler of {@code target} with the exception that the region has left in the frame. */
    private void arriveThrown(ControlFrame target) {
        frame.load(Kind.REFERENCE, plan.carriedIndex(0));
        code.checkCast(Names.EXCEPTION);
        target.handler.targeted = true;
        code.goTo(target.handler.label);
    }

    /** Takes what the region's branch carries out of the frame and goes on to the target. */
    private void arrive(ControlFrame target) {
        Kind[] carried = target.carried();
        if (target.structure == Structure.FUNCTION) {
            returnCarried(carried);
            return;
        }
        if (target.structure == Structure.TAIL_CALL) {
            exits.returnNothing();
            return;
        }
        boolean restart = target.structure == Structure.RESTART;
        for (int i = 0; i < carried.length; i++) {
            frame.load(carried[i], plan.carriedIndex(i));
            code.store(carried[i], restart ? emission.layout.locals[i] : emission.layout.slot(target.height + i));
        }
        control.jump(target);
    }

    private void returnCarried(Kind[] results) {
        int variable = emission.layout.slot(emission.stack.depth());
        for (int i = results.length - 1; i >= 0; i--) {
            frame.load(results[i], plan.carriedIndex(i));
            if (i > 0) {
                code.store(results[i], variable);
                emission.loadGuest();
                CallCompiler.storeResult(code, i, results[i], variable);
            }
        }
        code.op(results.length == 0 ? Opcodes.RETURN : results[0].returnOpcode());
    }

    private void complete(Region region) {
        if (!region.completes()) {
            if (region.exits().isEmpty()) {
                // the region traps or throws; the JVM wants to see that nothing comes behind its call
                throwNothing();
            }
            emission.unreachable();
            return;
        }
        for (int i = 0; i < region.operandsOut().length; i++) {
            Kind kind = region.operandsOut()[i];
            frame.load(kind, plan.operandIndex(region.outs().length, i));
            code.store(kind, emission.layout.slot(region.lowestOperand() + i));
            emission.stack.push(kind);
        }
        emission.stack.setSpilled(emission.stack.depth());
    }

    private void throwNothing() {
        code.op(Opcodes.ACONST_NULL);
        code.op(Opcodes.ATHROW);
    }
}
