package org.amphora.engine.validate;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.amphora.api.Feature;
import org.amphora.binary.opcode.Opcode;

/**
 * What is valid WebAssembly but beyond this engine. Instructions are refused where they are read, by the name of the
 * feature.
 */
public final class Limitations {
    private static final Set<Feature> UNSUPPORTED = Collections.unmodifiableSet(EnumSet.of(Feature.TAIL_CALL));

    private Limitations() {}

    /** The features that modules may use in full. Of some others the types are known, but not the instructions. */
    public static Set<Feature> supported() {
        return EnumSet.complementOf(EnumSet.copyOf(UNSUPPORTED));
    }

    /** What stands in for the rule of an instruction that has no code yet. */
    static Rule refusal(Opcode opcode) {
        return code -> {
            throw code.invalid("the feature " + opcode.feature() + " is not supported", opcode.text());
        };
    }
}
