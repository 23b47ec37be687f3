package org.amphora.engine.compile;

import java.util.List;
import org.amphora.binary.opcode.CatchClause;
import org.amphora.binary.opcode.InstructionReader;
import org.amphora.engine.compile.ControlFrame.Structure;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * Throwing and catching. The body of a try is a range in the method's exception table; what is thrown there goes to a
 * handler behind the body, with the exception alone on the JVM's stack. All operands below the body are spilled, and
 * locals are locals of the JVM, so the handler finds them as they were when the exception was thrown.
 */
final class ExceptionCompiler {
    private final Emission emission;
    private final CodeBuilder code;
    private final ControlCompiler control;
    private final Exits exits;

    ExceptionCompiler(Emission emission, ControlCompiler control, Exits exits) {
        this.emission = emission;
        this.code = emission.code;
        this.control = control;
        this.exits = exits;
    }

    private Kind[] values(int tag) {
        return Signature.kinds(emission.shape.module.tag(tag).type().parameters());
    }

    // ---- throwing

    void throwTag(int tag) {
        Kind[] values = values(tag);
        emission.spill();
        emission.stack.read(values.length);
        CallCompiler.packUsed(
                code, values, emission.layout.slots(emission.stack.depth() - values.length, values.length));
        emission.loadGuest();
        InstanceClass.tag(code, tag);
        code.invokeStatic(
                Names.SUPPORT, "exception", "([J[Ljava/lang/Object;L" + Names.TAG + ";)L" + Names.EXCEPTION + ";");
        throwLoaded();
    }

    void throwReference() {
        emission.need(1);
        code.invokeStatic(Names.SUPPORT, "thrown", "(Ljava/lang/Object;)L" + Names.EXCEPTION + ";");
        throwLoaded();
    }

    /** Throws again what the legacy catch that {@code label} means has caught. */
    void rethrow(int label) {
        code.loadObject(emission.layout.locals[emission.shape.caught(control.target(label))]);
        code.checkCast(Names.EXCEPTION);
        throwLoaded();
    }

    private void throwLoaded() {
        code.op(Opcodes.ATHROW);
        emission.throwers++;
        emission.unreachable();
    }

    /** Notes that what is thrown in a body that ends here goes on to the handler around it. */
    private void passesOn() {
        emission.throwers++;
    }

    // ---- bodies

    void tryTable(InstructionReader reader) {
        List<CatchClause> clauses = reader.catches();
        if (clauses.isEmpty()) {
            control.block(reader);
        } else {
            // even if nothing throws: a region that holds the try is taken to go there, and what comes behind is
            // reached
            clauses.forEach(clause -> control.target(clause.label()).targeted = true);
            open(reader, clauses);
        }
    }

    void legacyTry(InstructionReader reader) {
        open(reader, List.of());
    }

    private void open(InstructionReader reader, List<CatchClause> clauses) {
        ControlFrame frame = control.enter(Structure.TRY, reader, new Label());
        frame.handler = new Handler(clauses, emission.throwers);
        frame.handler.guard(code);
    }

    /** Whether anything was thrown since the body began. */
    private boolean throwing(Handler handler) {
        return emission.throwers != handler.throwersBefore;
    }

    /** Ends the body, as its handler follows. */
    private void closeBody(ControlFrame frame) {
        control.goToEnd(frame);
        Handler handler = frame.handler;
        if (throwing(handler)) {
            handler.close(emission);
        }
    }

    /** Writes where an exception arrives; it is on the JVM's stack alone. */
    private void arrive(ControlFrame frame, Label label) {
        code.mark(label);
        caughtAt(frame);
    }

    private void caughtAt(ControlFrame frame) {
        emission.stack.resetTo(frame.height, new Kind[0]);
        emission.layout.frame(code, emission.stack, frame.height, Names.EXCEPTION);
    }

    // ---- handlers

    /** Before the end of a block: writes its handler, if that is not written yet. */
    void beforeEnd() {
        ControlFrame frame = control.innermost();
        if (frame.structure == Structure.TRY) {
            endOfBody(frame);
        } else if (frame.structure == Structure.CATCH && frame.handler.next != null) {
            control.goToEnd(frame);
            arrive(frame, frame.handler.next);
            throwLoaded();
        }
    }

    private void endOfBody(ControlFrame frame) {
        Handler handler = frame.handler;
        boolean clauses = !handler.clauses.isEmpty();
        if (!clauses && throwing(handler)) {
            passesOn();
        }
        if (!handler.targeted && !(clauses && throwing(handler))) {
            return;
        }
        if (clauses) {
            closeBody(frame);
        } else {
            // a legacy try without a catch, to which something delegates
            control.goToEnd(frame);
        }
        arrive(frame, handler.label);
        emission.refreshMemory();
        for (CatchClause clause : handler.clauses) {
            if (!clause.kind().hasTag()) {
                take(clause);
                emission.unreachable();
                return;
            }
            Label next = new Label();
            goToUnlessOf(clause.tag(), next);
            take(clause);
            arrive(frame, next);
        }
        throwLoaded();
    }

    /** Goes to {@code next} unless the exception on the JVM's stack, which stays there, is of the tag. */
    private void goToUnlessOf(int tag, Label next) {
        code.op(Opcodes.DUP);
        code.getField(Names.EXCEPTION, "tag", "L" + Names.TAG + ";");
        emission.loadGuest();
        InstanceClass.tag(code, tag);
        code.jump(Opcodes.IF_ACMPNE, next);
    }

    /** Leaves the try for the label of a clause with what that takes out of the exception on the JVM's stack. */
    private void take(CatchClause clause) {
        Kind[] values = clause.kind().hasTag() ? values(clause.tag()) : new Kind[0];
        produce(values, clause.kind().hasReference());
        // labels are counted from outside of the try
        control.leaveFor(control.target(clause.label() + 1));
    }

    /** Makes operands of the values of the exception on the JVM's stack, and of itself if asked for. */
    private void produce(Kind[] values, boolean reference) {
        int exception = emission.layout.slot(emission.stack.depth() + values.length);
        code.variable(Opcodes.ASTORE, exception);
        for (int i = 0; i < values.length; i++) {
            boolean object = values[i] == Kind.REFERENCE;
            code.loadObject(exception);
            code.getField(Names.EXCEPTION, object ? "references" : "numbers", object ? "[Ljava/lang/Object;" : "[J");
            code.intConstant(i);
            code.op(object ? Opcodes.AALOAD : Opcodes.LALOAD);
            code.fromBits(values[i]);
            emission.produced(values[i]);
        }
        if (reference) {
            code.loadObject(exception);
            emission.produced(Kind.REFERENCE);
        }
    }

    // ---- legacy

    void catchTag(int tag) {
        if (beginPart()) {
            Label next = new Label();
            goToUnlessOf(tag, next);
            control.innermost().handler.next = next;
            produce(values(tag), false);
        }
    }

    void catchAll() {
        if (beginPart()) {
            code.op(Opcodes.POP);
            control.innermost().handler.next = null;
        }
    }

    /** Begins the part behind a catch, with the exception on the JVM's stack; false if none can come here. */
    private boolean beginPart() {
        ControlFrame frame = control.innermost();
        if (frame.structure == Structure.DEAD) {
            return false;
        }
        Handler handler = frame.handler;
        boolean first = frame.structure == Structure.TRY;
        boolean wanted = first ? handler.targeted || throwing(handler) : handler.next != null;
        if (wanted && first) {
            closeBody(frame);
        } else {
            control.goToEnd(frame);
        }
        control.replace(frame.behindCatch());
        emission.reachable = wanted;
        if (wanted) {
            arrive(frame, first ? handler.label : handler.next);
            if (first) {
                emission.refreshMemory();
                keep(control.innermost());
            }
        }
        return wanted;
    }

    /** Keeps the exception on the JVM's stack for those that throw it again. */
    private void keep(ControlFrame frame) {
        int local = emission.shape.caught(frame);
        if (local >= 0 && emission.layout.locals[local] != Layout.ABSENT) {
            code.op(Opcodes.DUP);
            code.variable(Opcodes.ASTORE, emission.layout.locals[local]);
        }
    }

    /** Ends a try whose exceptions go to the handler around {@code label}, past those in between. */
    void delegate(int label) {
        ControlFrame frame = control.innermost();
        if (frame.structure != Structure.DEAD) {
            Handler handler = frame.handler;
            ControlFrame nearest = frame.parent.catching;
            ControlFrame target = control.target(label + 1).catching;
            boolean past = nearest != target;
            if (throwing(handler) && !past) {
                passesOn();
            }
            if (handler.targeted || (past && throwing(handler))) {
                if (past) {
                    closeBody(frame);
                } else {
                    control.goToEnd(frame);
                }
                arrive(frame, handler.label);
                deliver(target);
            }
        }
        control.end();
    }

    /** Goes to the handler of {@code target} with the exception on the JVM's stack. */
    private void deliver(ControlFrame target) {
        if (target.elsewhere()) {
            exits.throwTo(target, emission.layout.slot(emission.stack.depth()));
        } else {
            target.handler.targeted = true;
            code.goTo(target.handler.label);
        }
        emission.unreachable();
    }

    /** Behind the code of a function: throws to its caller what was delegated to it. */
    void endOfFunction(ControlFrame function) {
        if (function.handler.targeted) {
            arrive(function, function.handler.label);
            code.op(Opcodes.ATHROW);
        }
    }
}
