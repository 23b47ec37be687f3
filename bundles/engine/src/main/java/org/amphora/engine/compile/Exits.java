package org.amphora.engine.compile;

import org.amphora.engine.compile.ControlFrame.Structure;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/** The ways out of a method: the function's return and, in a region, branches to frames around it. */
final class Exits {
    private final Emission emission;
    private final CodeBuilder code;
    private final SplitPlan plan;
    private final FrameAccess frame;
    private Label tail;

    Exits(Emission emission, SplitPlan plan) {
        this.emission = emission;
        this.code = emission.code;
        this.plan = plan;
        this.frame = new FrameAccess(emission.code, emission.layout);
    }

    /** Returns the top operands. */
    void returnResults(ControlFrame function) {
        Kind[] results = function.results;
        int first = emission.stack.depth() - results.length;
        if (results.length > 1) {
            emission.spill();
            for (int i = 1; i < results.length; i++) {
                emission.loadGuest();
                CallCompiler.storeResult(code, i, results[i], emission.layout.slot(first + i));
            }
            code.load(results[0], emission.layout.slot(first));
        } else {
            emission.need(results.length);
        }
        code.op(results.length == 0 ? Opcodes.RETURN : results[0].returnOpcode());
    }

    /** Returns whatever it may be: the caller does not look at it, for a tail call is noted. */
    void returnNothing() {
        Kind[] results = emission.shape.results();
        if (results.length > 0) {
            code.zero(results[0]);
        }
        code.op(results.length == 0 ? Opcodes.RETURN : results[0].returnOpcode());
    }

    /** Leaves the region for a frame around it. */
    void exit(ControlFrame target) {
        carryTo(target);
        code.intConstant(target.id);
        code.store(Kind.INT, emission.layout.exitCode);
        code.goTo(tail());
    }

    /** Leaves the region for the handler of a frame around it, with the exception on the JVM's stack. */
    void throwTo(ControlFrame target, int scratch) {
        code.variable(Opcodes.ASTORE, scratch);
        frame.store(Kind.REFERENCE, plan.carriedIndex(0), scratch);
        code.intConstant(target.thrownId());
        code.store(Kind.INT, emission.layout.exitCode);
        code.goTo(tail());
    }

    /** Puts what a branch to {@code target} carries into the frame and empties the JVM's stack. */
    void carryTo(ControlFrame target) {
        emission.spill();
        Kind[] carried = target.carried();
        int first = emission.stack.depth() - carried.length;
        for (int i = 0; i < carried.length; i++) {
            frame.store(carried[i], plan.carriedIndex(i), emission.layout.slot(first + i));
        }
    }

    /** Where the region hands back what it changed and returns its exit code. */
    Label tail() {
        if (tail == null) {
            tail = new Label();
        }
        return tail;
    }

    /**
     * Writes the end of a region. An exception that leaves it inside of a try is an exit like others, so that what the
     * region changed is handed back.
     *
     * @param from where its code begins, behind the prologue
     * @param catching the innermost frame around it that has a handler
     */
    void endRegion(Region region, Label from, ControlFrame catching) {
        boolean thrown = catching.structure == Structure.TRY && region.exits().contains(catching.thrownId());
        if (thrown) {
            tail();
        }
        if (emission.reachable) {
            emission.spill();
            for (int i = 0; i < region.operandsOut().length; i++) {
                int depth = region.lowestOperand() + i;
                frame.store(
                        region.operandsOut()[i],
                        plan.operandIndex(region.outs().length, i),
                        emission.layout.slot(depth));
            }
            code.op(Opcodes.ICONST_0);
            code.store(Kind.INT, emission.layout.exitCode);
            if (thrown) {
                code.goTo(tail);
            }
        }
        if (thrown) {
            catchAll(from, catching);
        }
        if (tail != null) {
            code.mark(tail);
            emission.layout.frame(code, emission.stack, emission.layout.lowestOperand);
        }
        if (tail != null || emission.reachable) {
            handBack(region);
        }
    }

    private void handBack(Region region) {
        int returned = region.returned(emission.shape);
        for (int i = 0; i < region.outs().length; i++) {
            int local = region.outs()[i];
            if (local != returned) {
                frame.store(emission.shape.locals[local], plan.localIndex(i), emission.layout.locals[local]);
            }
        }
        code.load(Kind.INT, emission.layout.exitCode);
        if (returned < 0) {
            code.op(Opcodes.IRETURN);
        } else {
            // no call: C2 inlines none at the end of a long method
            code.op(Opcodes.I2L);
            code.intConstant(Integer.SIZE);
            code.op(Opcodes.LSHL);
            code.load(Kind.INT, emission.layout.locals[returned]);
            code.toBits(Kind.INT);
            code.op(Opcodes.LOR);
            code.op(Opcodes.LRETURN);
        }
    }

    private void catchAll(Label from, ControlFrame catching) {
        Label to = new Label();
        Label handler = new Label();
        code.mark(to);
        code.tryCatch(from, to, handler, Names.EXCEPTION);
        code.mark(handler);
        emission.layout.frame(code, emission.stack, emission.layout.lowestOperand, Names.EXCEPTION);
        throwTo(catching, emission.layout.slot(emission.layout.lowestOperand));
    }
}
