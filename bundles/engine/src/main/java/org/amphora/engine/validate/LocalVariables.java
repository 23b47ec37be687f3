package org.amphora.engine.validate;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.amphora.api.ValueType;
import org.amphora.binary.module.FunctionBody;
import org.amphora.binary.type.Subtyping;

/**
 * The parameters and locals of a function, and which of those that have no default were set (WebAssembly 3.0, sections
 * 3.1.4 and 3.4.3). What a block sets is unset again behind it.
 */
final class LocalVariables {
    private List<ValueType> parameters = List.of();
    private FunctionBody body;
    private boolean tracked;
    private final BitSet initialized = new BitSet();
    /** The locals that were set, in the order in which they were. */
    private int[] order = new int[8];

    private int height;

    void reset(List<ValueType> functionParameters, FunctionBody functionBody) {
        parameters = functionParameters;
        body = functionBody;
        tracked = false;
        for (ValueType type : functionBody.localTypes()) {
            tracked |= !Subtyping.isDefaultable(type);
        }
        initialized.clear();
        height = 0;
    }

    int count() {
        return parameters.size() + body.localCount();
    }

    ValueType type(int local) {
        int declared = local - parameters.size();
        return declared < 0 ? parameters.get(local) : body.local(declared);
    }

    boolean isInitialized(int local) {
        return !tracked || local < parameters.size() || initialized.get(local) || Subtyping.isDefaultable(type(local));
    }

    void initialize(int local) {
        if (isInitialized(local)) {
            return;
        }
        if (height == order.length) {
            order = Arrays.copyOf(order, height * 2);
        }
        order[height++] = local;
        initialized.set(local);
    }

    /** How many locals have been set; {@link #unwind} goes back to it. */
    int height() {
        return height;
    }

    void unwind(int toHeight) {
        while (height > toHeight) {
            initialized.clear(order[--height]);
        }
    }
}
