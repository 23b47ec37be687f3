package org.amphora.engine.compile;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.Label;

/**
 * The ways into the regions that a method calls and that hold tails: a branch to the end of one of their blocks goes to the
 * call, with the number of the tail in a variable.
 */
final class RegionEntries {
    private final Map<Integer, Entry> byFrame = new HashMap<>();
    private final Map<Region, Call> calls = new HashMap<>();

    /** The call of a region. */
    static final class Call {
        private final Label label = new Label();
        private boolean targeted;

        /** Where it is, for a jump there. */
        Label target() {
            targeted = true;
            return label;
        }

        /** Where it is. */
        Label label() {
            return label;
        }

        /** Whether anything jumps there. */
        boolean targeted() {
            return targeted;
        }
    }

    /** Leads to the tail {@code number} of the region that {@code call} calls. */
    record Entry(Call call, int number) {}

    RegionEntries(Collection<Region> regions) {
        for (Region region : regions) {
            if (region.entries() > 0) {
                Call call = new Call();
                calls.put(region, call);
                ControlFrame block = region.around();
                for (int i = 0; i < region.entries(); i++, block = block.parent) {
                    byFrame.put(block.id, new Entry(call, i));
                }
            }
        }
    }

    /** The call of a region with tails. */
    Call call(Region region) {
        return calls.get(region);
    }

    /** The entry that a branch to {@code target} takes; null if what comes behind it is in this method. */
    Entry of(ControlFrame target) {
        return byFrame.get(target.id);
    }
}
