package org.amphora.engine.compile;

import java.util.List;
import org.amphora.binary.opcode.CatchClause;
import org.objectweb.asm.Label;

/** Where the exceptions go that are thrown in the body of a try, while the code is written that may throw them. */
final class Handler {
    /** The code that takes the exception from the JVM's stack. */
    final Label label = new Label();

    /** Where the body begins. */
    final Label from = new Label();

    /** The clauses of a try_table; empty for a legacy try, whose catches come as instructions. */
    final List<CatchClause> clauses;

    /** What {@link Emission#throwers} was where the body begins. */
    final int throwersBefore;

    /** Whether any code goes to the label other than by throwing. */
    boolean targeted;

    /** Behind a catch of a legacy try: where exceptions go that this and the earlier ones did not take; else null. */
    Label next;

    Handler(List<CatchClause> clauses, int throwersBefore) {
        this.clauses = clauses;
        this.throwersBefore = throwersBefore;
    }
}
