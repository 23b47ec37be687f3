package org.amphora.engine.compile;

import java.util.ArrayList;
import java.util.List;
import org.amphora.binary.opcode.CatchClause;
import org.objectweb.asm.Label;

/** Where the exceptions go that are thrown in the body of a try, while the code is written that may throw them. */
final class Handler {
    /** The most that the exception table of a method holds; one entry is for the handler of a region. */
    static final int MAX_PARTS = 0xFFFE;

    /** The code that takes the exception from the JVM's stack. */
    final Label label = new Label();

    /** The clauses of a try_table; empty for a legacy try, whose catches come as instructions. */
    final List<CatchClause> clauses;

    /** What {@link Emission#throwers} was where the body begins. */
    final int throwersBefore;

    /** Whether any code goes to the label other than by throwing. */
    boolean targeted;

    /** Behind a catch of a legacy try: where exceptions go that this and the earlier ones did not take; else null. */
    Label next;

    /** Beginnings and ends of the code that is guarded. */
    private final List<Label> bounds = new ArrayList<>();

    private Label from;
    private int sizeBefore;

    Handler(List<CatchClause> clauses, int throwersBefore) {
        this.clauses = clauses;
        this.throwersBefore = throwersBefore;
    }

    /** Guards what is written from here on. */
    void guard(CodeBuilder code) {
        from = new Label();
        code.mark(from);
        sizeBefore = code.size();
    }

    /** Guards no more. */
    void release(CodeBuilder code) {
        // the JVM takes no empty part
        if (code.size() > sizeBefore) {
            Label to = new Label();
            code.mark(to);
            bounds.add(from);
            bounds.add(to);
        }
    }

    /** Ends the body: enters its parts into the exception table. */
    void close(Emission emission) {
        release(emission.code);
        for (int i = 0; i < bounds.size(); i += 2) {
            emission.code.tryCatch(bounds.get(i), bounds.get(i + 1), label, Names.EXCEPTION);
        }
        emission.guarded += bounds.size() / 2;
        if (emission.guarded > MAX_PARTS) {
            throw TooComplexException.guarded(emission.shape.index);
        }
    }
}
