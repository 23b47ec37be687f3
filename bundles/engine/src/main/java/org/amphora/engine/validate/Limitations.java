package org.amphora.engine.validate;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.amphora.api.AddressType;
import org.amphora.api.Feature;
import org.amphora.api.InvalidModuleException;
import org.amphora.binary.module.ModuleDefinition;
import org.amphora.binary.opcode.Opcode;

/**
 * Refuses what is valid WebAssembly but beyond this engine, by the name of the feature. Instructions are refused
 * where they stand.
 */
public final class Limitations {
    private static final Set<Feature> UNSUPPORTED = Collections.unmodifiableSet(EnumSet.of(
            Feature.TAIL_CALL,
            Feature.EXCEPTION_HANDLING,
            Feature.LEGACY_EXCEPTION_HANDLING,
            Feature.MEMORY64,
            Feature.MULTIMEMORY,
            Feature.CUSTOM_PAGE_SIZES));

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

    static void check(ModuleDefinition module) {
        for (int i = 0; i < module.memoryCount(); i++) {
            if (module.memory(i).addressType() == AddressType.I64) {
                throw unsupported(Feature.MEMORY64, "memory " + i + " has 64-bit addresses");
            }
        }
        for (int i = 0; i < module.tableCount(); i++) {
            if (module.table(i).addressType() == AddressType.I64) {
                throw unsupported(Feature.MEMORY64, "table " + i + " has 64-bit indices");
            }
        }
        if (module.memoryCount() > 1) {
            throw unsupported(Feature.MULTIMEMORY, "there are " + module.memoryCount() + " memories");
        }
    }

    private static InvalidModuleException unsupported(Feature feature, String why) {
        return new InvalidModuleException("the feature " + feature + " is not supported: " + why);
    }
}
