package org.amphora.binary.module;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.amphora.api.CustomSection;
import org.amphora.api.MalformedModuleException;
import org.amphora.binary.format.ByteReader;

/**
 * Which branches are likely to be taken: what the custom section {@code metadata.code.branch_hint} says (branch hinting
 * proposal). Hints never change what code does: where the section is damaged, what was read before counts. Immutable.
 */
public final class BranchHints {
    /** The name of the section. */
    public static final String SECTION = "metadata.code.branch_hint";

    /** What is said of an {@code if} or {@code br_if}. */
    public enum Hint {
        /** The branch is likely not taken: the condition is 0. */
        UNLIKELY,
        /** The branch is likely taken. */
        LIKELY;

        /** {@code unlikely} or {@code likely}. */
        @Override
        public String toString() {
            return this == LIKELY ? "likely" : "unlikely";
        }
    }

    private final Map<Integer, Hint> hints = new HashMap<>();

    private BranchHints() {}

    static BranchHints of(ModuleDefinition module) {
        BranchHints hints = new BranchHints();
        Optional<CustomSection> section = module.customSections().stream()
                .filter(custom -> custom.name().equals(SECTION))
                .findFirst();
        if (section.isPresent()) {
            byte[] content = new byte[section.get().content().remaining()];
            section.get().content().get(content);
            try {
                hints.read(module, new ByteReader(content, 0));
            } catch (MalformedModuleException e) {
                // errors in a custom section do not make a module malformed
            }
        }
        return hints;
    }

    private void read(ModuleDefinition module, ByteReader in) {
        for (int functions = in.count(); functions > 0; functions--) {
            int function = in.u32();
            boolean known = function >= module.importedFunctionCount() && function < module.functionCount();
            for (int left = in.count(); left > 0; left--) {
                int offset = in.u32();
                int length = in.count();
                int value = length == 1 ? in.peek() : -1;
                in.skip(length);
                if (known && (value == 0 || value == 1)) {
                    hints.putIfAbsent(module.body(function).start() + offset, value == 1 ? Hint.LIKELY : Hint.UNLIKELY);
                }
            }
        }
    }

    /** What is said of the instruction at {@code offset} in the binary, if anything. */
    public Optional<Hint> at(int offset) {
        return Optional.ofNullable(hints.get(offset));
    }
}
