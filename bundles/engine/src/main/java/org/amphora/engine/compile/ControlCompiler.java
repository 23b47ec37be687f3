package org.amphora.engine.compile;

import java.util.ArrayList;
import java.util.List;
import org.amphora.api.FunctionType;
import org.amphora.binary.opcode.InstructionReader;
import org.amphora.binary.opcode.Opcode;
import org.amphora.engine.compile.ControlFrame.Structure;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * Blocks, loops, ifs and branches.
 *
 * <p>At every label all operands are spilled, so what a branch carries is stored where the target's results (or a loop's
 * parameters) belong, and the jump itself moves nothing. A branch back to a loop asks whether the call was cancelled; the
 * question is a call site that HotSpot folds to nothing until it is switched on.
 */
final class ControlCompiler {
    private final Emission emission;
    private final CodeBuilder code;
    private final Exits exits;
    private final RegionEntries entries;
    private final List<ControlFrame> frames = new ArrayList<>();

    /** Where tail calls go; not among the frames, for no label means them. */
    final ControlFrame restart;

    final ControlFrame tailCall;

    /** {@code whole} is false in a region: the function's beginning and end lie in another method then. */
    ControlCompiler(Emission emission, Exits exits, RegionEntries entries, boolean whole) {
        this.emission = emission;
        this.code = emission.code;
        this.exits = exits;
        this.entries = entries;
        Label label = whole ? new Label() : null;
        Kind[] parameters = emission.shape.signature.parameters();
        restart = new ControlFrame(Structure.RESTART, ControlFrame.AGAIN, 0, parameters, new Kind[0], label);
        tailCall = new ControlFrame(Structure.TAIL_CALL, ControlFrame.NOTED, 0, new Kind[0], new Kind[0], label);
    }

    /** Where a tail call of the function to itself begins anew, with new parameters and the other locals at zero. */
    void markBeginning() {
        if (!emission.shape.restarts) {
            return;
        }
        code.mark(restart.label);
        emission.frame();
        for (int i = restart.parameters.length; i < emission.layout.locals.length; i++) {
            if (emission.layout.locals[i] != Layout.ABSENT) {
                code.zero(emission.shape.locals[i]);
                code.store(emission.shape.locals[i], emission.layout.locals[i]);
            }
        }
    }

    void open(ControlFrame frame) {
        frame.open(frames.isEmpty() ? null : innermost());
        frames.add(frame);
    }

    int openFrames() {
        return frames.size();
    }

    /** Takes the innermost frame away, whose end is in another method. */
    ControlFrame handOver() {
        return frames.remove(frames.size() - 1);
    }

    ControlFrame innermost() {
        return frames.get(frames.size() - 1);
    }

    List<ControlFrame> frames() {
        return frames;
    }

    /** The frame that a label index means. */
    ControlFrame target(int label) {
        return frames.get(frames.size() - 1 - label);
    }

    /** In unreachable code: only keeps track of what opens and closes. */
    void skip(Opcode opcode) {
        switch (opcode) {
            case BLOCK, LOOP, IF, TRY, TRY_TABLE -> open(new ControlFrame(Structure.DEAD, 0, 0, null, null, null));
            case ELSE -> otherwise();
            default -> {}
        }
    }

    /** Puts {@code next} in the place of the innermost frame: another part of the same block. */
    void replace(ControlFrame next) {
        frames.remove(frames.size() - 1);
        open(next);
    }

    void block(InstructionReader reader) {
        enter(Structure.BLOCK, reader, new Label());
    }

    void loop(InstructionReader reader) {
        ControlFrame frame = enter(Structure.LOOP, reader, new Label());
        code.mark(frame.label);
        emission.frame();
    }

    /** {@code condition} is on the JVM's stack. */
    void branchOnIf(InstructionReader reader, Condition condition) {
        emission.settle();
        emission.spillBelow(condition.operands);
        emission.consumed(condition.operands);
        Label otherwise = new Label();
        condition.jumpUnless(code, otherwise);
        enter(Structure.IF, reader, new Label()).otherwise = otherwise;
    }

    ControlFrame enter(Structure structure, InstructionReader reader, Label label) {
        FunctionType type = reader.blockType();
        Kind[] parameters = Signature.kinds(type.parameters());
        emission.settle();
        emission.spill();
        ControlFrame frame = new ControlFrame(
                structure,
                reader.offset(),
                emission.stack.depth() - parameters.length,
                parameters,
                Signature.kinds(type.results()),
                label);
        open(frame);
        return frame;
    }

    void otherwise() {
        ControlFrame frame = innermost();
        if (frame.structure == Structure.DEAD) {
            return;
        }
        goToEnd(frame);
        code.mark(frame.otherwise);
        frame.otherwise = null;
        emission.reachable = true;
        emission.stack.resetTo(frame.height, frame.parameters);
        emission.frame();
    }

    /** Ends one part of a block behind which another is written. */
    void goToEnd(ControlFrame frame) {
        if (emission.reachable) {
            emission.settle();
            emission.spill();
            frame.targeted = true;
            code.goTo(frame.label);
        }
    }

    void end() {
        ControlFrame frame = frames.remove(frames.size() - 1);
        switch (frame.structure) {
            case DEAD, RESTART, TAIL_CALL -> {}
            case FUNCTION -> {
                if (emission.reachable) {
                    exits.returnResults(frame);
                }
            }
            case LOOP -> {
                if (!emission.reachable) {
                    emission.stack.resetTo(frame.height, frame.results);
                }
            }
            case BLOCK, IF, TRY, CATCH -> endOfBlock(frame);
        }
    }

    private void endOfBlock(ControlFrame frame) {
        boolean label = frame.targeted || frame.otherwise != null;
        if (!label) {
            if (!emission.reachable) {
                emission.stack.resetTo(frame.height, frame.results);
            }
            return;
        }
        if (emission.reachable) {
            emission.settle();
            emission.spill();
        }
        if (frame.otherwise != null) {
            // an if without else: parameters and results are the same, and in the same place
            code.mark(frame.otherwise);
        }
        code.mark(frame.label);
        emission.reachable = true;
        emission.stack.resetTo(frame.height, frame.results);
        emission.frame();
    }

    void branch(int label) {
        emission.settle();
        leaveFor(target(label));
        emission.unreachable();
    }

    /** {@code condition} is on the JVM's stack. */
    void branchIf(int label, Condition condition) {
        ControlFrame target = target(label);
        emission.settle();
        emission.spillBelow(condition.operands);
        emission.consumed(condition.operands);
        if (direct(target)) {
            target.targeted = true;
            condition.jump(code, target.label);
            return;
        }
        Label stay = new Label();
        condition.jumpUnless(code, stay);
        leaveFor(target);
        emission.stack.setSpilled(emission.stack.depth());
        code.mark(stay);
        emission.frame();
    }

    void branchOnNull(int label) {
        branchOn(null, Opcodes.IFNULL, label, false, true);
    }

    void branchOnNonNull(int label) {
        branchOn(null, Opcodes.IFNONNULL, label, true, false);
    }

    /** Branches with the reference on top, or stays with it. {@code test} replaces it on the JVM's stack by an int. */
    void branchOnTest(int label, Runnable test, int jump) {
        branchOn(test, jump, label, true, true);
    }

    /**
     * Branches on the reference on top.
     *
     * @param test makes of the reference on the JVM's stack what the jump looks at
     * @param jump the JVM's jump that is taken if the branch is
     * @param carried whether the branch takes the reference along
     * @param kept whether who stays has the reference
     */
    private void branchOn(Runnable test, int jump, int label, boolean carried, boolean kept) {
        ControlFrame target = target(label);
        emission.settle();
        emission.spill();
        Kind kind = emission.stack.top();
        code.load(kind, emission.layout.slot(emission.stack.depth() - 1));
        if (test != null) {
            test.run();
        }
        if (!carried) {
            emission.consumed(1);
        }
        boolean direct = direct(target);
        Label stay = new Label();
        if (direct) {
            target.targeted = true;
            code.jump(jump, target.label);
        } else {
            code.jump(Condition.opposite(jump), stay);
            leaveFor(target);
        }
        if (kept && !carried) {
            emission.produced(kind);
        } else if (carried && !kept) {
            emission.consumed(1);
        }
        emission.stack.setSpilled(emission.stack.depth());
        if (!direct) {
            code.mark(stay);
            emission.frame();
        }
    }

    /** Whether a jump alone does: all operands are spilled, those carried are in place, and it does not go back. */
    private boolean direct(ControlFrame target) {
        emission.stack.read(target.carried().length);
        return !target.elsewhere()
                && target.structure != Structure.LOOP
                && target.structure != Structure.FUNCTION
                && inPlace(target);
    }

    private boolean inPlace(ControlFrame target) {
        int carried = target.carried().length;
        return carried == 0 || emission.stack.depth() - carried == target.height;
    }

    /** Goes to {@code target} with what it carries; what comes next in the code is not reached. */
    void leaveFor(ControlFrame target) {
        emission.stack.read(target.carried().length);
        if (target.elsewhere()) {
            exits.exit(target);
        } else if (target.structure == Structure.FUNCTION) {
            exits.returnResults(target);
        } else if (target.structure == Structure.RESTART) {
            moveToParameters();
            jump(target);
        } else if (target.structure == Structure.TAIL_CALL) {
            exits.returnNothing();
        } else {
            List<Handler> disturbed = disturbed(target);
            carry(target, disturbed);
            jump(target);
            for (Handler handler : disturbed) {
                handler.guard(code);
            }
        }
    }

    /**
     * The handlers of the bodies that a branch to {@code target} leaves, and that would find what it carries in the place
     * of an operand of another type. Nothing can be thrown there, but the JVM's verifier does not know that.
     */
    private List<Handler> disturbed(ControlFrame target) {
        Kind[] carried = target.carried();
        if (code.measuring() || carried.length == 0 || inPlace(target)) {
            return List.of();
        }
        List<Handler> disturbed = new ArrayList<>();
        for (ControlFrame frame = innermost().catching; frame != target.catching; frame = frame.parent.catching) {
            boolean alike = true;
            for (int i = target.height; alike && i < Math.min(frame.height, target.height + carried.length); i++) {
                alike = emission.stack.kind(i).frameType.equals(carried[i - target.height].frameType);
            }
            if (!alike) {
                disturbed.add(frame.handler);
            }
        }
        return disturbed;
    }

    /** Makes the top operands the parameters of the function. */
    private void moveToParameters() {
        int count = restart.parameters.length;
        emission.spill();
        for (int i = 0; i < count; i++) {
            emission.load(emission.stack.depth() - count + i);
            code.store(restart.parameters[i], emission.layout.locals[i]);
        }
    }

    /** Jumps to a frame of this method, with what it carries in place. */
    void jump(ControlFrame target) {
        target.targeted = true;
        if (target.structure == Structure.LOOP || target.structure == Structure.RESTART) {
            poll(target.label);
        }
        code.goTo(target.label);
    }

    /** Asks whether the call was cancelled. Falls through, or goes to {@code usual}. */
    private void poll(Label usual) {
        Bootstraps.interruption(code);
        code.jump(Opcodes.IFEQ, usual);
        emission.loadGuest();
        code.invokeVirtual(Names.INSTANCE, "poll", "()V");
    }

    /** Puts the carried operands where the target wants them and empties the JVM's stack. */
    private void carry(ControlFrame target, List<Handler> disturbed) {
        int count = target.carried().length;
        int first = emission.stack.depth() - count;
        if (inPlace(target) && (count > 0 || emission.stack.loaded() == 0)) {
            emission.spill();
            return;
        }
        emission.need(count);
        for (Handler handler : disturbed) {
            handler.release(code);
        }
        for (int i = count - 1; i >= 0; i--) {
            code.store(target.carried()[i], emission.layout.slot(target.height + i));
        }
        for (int i = first - 1; i >= emission.stack.spilled(); i--) {
            code.pop(emission.stack.kind(i));
        }
    }

    /** The operand that selects is on the JVM's stack, all others are spilled. */
    void branchTable(int[] labels) {
        emission.settle();
        emission.spillBelow(1);
        emission.consumed(1);
        ControlFrame[] targets = new ControlFrame[labels.length];
        for (int i = 0; i < labels.length; i++) {
            targets[i] = target(labels[i]);
        }
        branchTable(targets);
    }

    /** The number of one of {@code targets} is on the JVM's stack; the last is for all numbers beyond. */
    void branchTable(ControlFrame[] targets) {
        new BranchTable(emission, this, exits, entries, targets).write();
        emission.unreachable();
    }

    /** A label from which control goes to {@code target}: its own, or one in {@code stubs} that still must be written. */
    Label labelFor(ControlFrame target, List<Stub> stubs) {
        if (direct(target)) {
            target.targeted = true;
            return target.label;
        }
        Label label = new Label();
        stubs.add(new Stub(label, target));
        return label;
    }

    /** Writes what {@link #labelFor} put off. */
    void write(List<Stub> stubs) {
        for (Stub stub : stubs) {
            emission.stack.setSpilled(emission.stack.depth());
            code.mark(stub.label());
            emission.frame();
            leaveFor(stub.target());
        }
    }

    /** Code that is needed between a switch and its target. */
    record Stub(Label label, ControlFrame target) {}

    void returnFromFunction() {
        leaveFor(frames.get(0));
        emission.unreachable();
    }

    void unreachable() {
        code.invokeStatic(Names.SUPPORT, "unreachable", "()Ljava/lang/RuntimeException;");
        code.op(Opcodes.ATHROW);
        emission.unreachable();
    }
}
