package org.amphora.engine.whiteboard;

import java.util.Locale;
import org.amphora.api.HostFunction;
import org.amphora.api.Instance;
import org.amphora.api.Phase;
import org.amphora.api.Trap;

/** A host function that changes what outlives its caller: refused to an instance that does not serve yet, and may never. */
final class OnlyServing implements HostFunction {
    private final String label;
    private final HostFunction function;

    /** @param label module and name of the function, for the message */
    OnlyServing(String label, HostFunction function) {
        this.label = label;
        this.function = function;
    }

    @Override
    public void call(Instance caller, long[] stack) throws Throwable {
        Phase phase = caller.phase();
        if (phase != Phase.SERVE) {
            throw new Trap(
                    Trap.Kind.HOST,
                    label + " writes, and " + caller.name() + " is in phase "
                            + phase.name().toLowerCase(Locale.ROOT) + ": it may call it when it serves");
        }
        function.call(caller, stack);
    }
}
