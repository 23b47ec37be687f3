package org.amphora.engine.runtime;

import java.util.Arrays;

/**
 * The tail call that an instance has noted: its code leaves callee and arguments here and returns, and whoever had called
 * it makes the call. Arguments stand in the arrays at the slot of the parameter. Between noting a call and making it
 * nothing else runs.
 */
abstract class NotedCalls extends LocalReferences {
    private static final int OUTSIDE = -1;

    /** What is noted: the index of one of the instance's own functions plus 1, -1 for {@link #outside}, 0 for nothing. */
    public int noted;

    /** The numbers among the arguments. */
    public final long[] notedNumbers;

    /** The references among the arguments. */
    public final Object[] notedReferences;

    FunctionInstance outside;

    /** {@code slots} are the most that the parameters of a function take. */
    NotedCalls(int slots) {
        notedNumbers = new long[slots];
        notedReferences = new Object[slots];
    }

    /** Notes a call of {@code callee}, whose arguments are noted too before anything else happens. */
    public final void note(FunctionInstance callee) {
        if (callee.owner == this) {
            noted = callee.index + 1;
        } else {
            outside = callee;
            noted = OUTSIDE;
        }
    }

    /** The first references that are noted, which are not kept here any longer. */
    public final Object[] takeNotedReferences(int count) {
        Object[] taken = Arrays.copyOf(notedReferences, count);
        Arrays.fill(notedReferences, 0, count, null);
        return taken;
    }

    /**
     * Calls a function that the module defines with the arguments that {@code from} has noted. Its results are left in
     * the arrays of this instance, the first one too; or it has noted a call.
     */
    protected abstract void step(int functionIndex, ModuleInstance from);

    /** A step of an instance that may have to go on with the fuel of {@code here}. */
    private static void step(ModuleInstance at, int function, ModuleInstance from, ModuleInstance here) {
        if (at == here || at.fuel == null) {
            at.step(function, from);
            return;
        }
        FuelTank before = FuelTank.enter(at, here);
        try {
            at.step(function, from);
        } finally {
            at.fuel.active--;
            at.fuel = before;
        }
    }

    /**
     * Makes the noted call, which leads outside, and those noted then, until a function returns or one of this instance's
     * own is to be called.
     *
     * @param results how many slots of results to bring here if a function returns
     */
    public final void makeNotedOutside(int results) {
        ModuleInstance here = (ModuleInstance) this;
        ModuleInstance at = here;
        try {
            do {
                ModuleInstance from = at;
                int function = from.noted - 1;
                boolean own = from.noted != OUTSIDE;
                from.noted = 0;
                if (!own) {
                    FunctionInstance callee = from.outside;
                    from.outside = null;
                    if (callee.owner == null) {
                        callee.runNoted(from);
                        break;
                    }
                    function = callee.index;
                    at = callee.owner;
                }
                step(at, function, from, here);
            } while (at.noted != 0 && at != here);
        } catch (Throwable thrown) {
            // the stack may be exhausted between noting a call and making it: a later call must not find the note
            at.noted = 0;
            throw thrown;
        }
        if (at != here) {
            System.arraycopy(at.results, 0, here.results, 0, results);
            System.arraycopy(at.referenceResults, 0, here.referenceResults, 0, results);
        }
    }
}
