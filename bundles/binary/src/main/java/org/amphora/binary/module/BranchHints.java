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

        /** What stands for it in the section: 0 or 1. */
        public int value() {
            return this == LIKELY ? 1 : 0;
        }

        /** {@code unlikely} or {@code likely}. */
        @Override
        public String toString() {
            return this == LIKELY ? "likely" : "unlikely";
        }
    }

    private final Map<Integer, Hint> hints = new HashMap<>();
    private boolean whole;

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
                ByteReader in = new ByteReader(content, 0);
                hints.whole = hints.read(module, in) && in.remaining() == 0;
            } catch (MalformedModuleException e) {
                // errors in a custom section do not make a module malformed
            }
        }
        return hints;
    }

    /** Whether it knows all that is said. */
    private boolean read(ModuleDefinition module, ByteReader in) {
        boolean understood = true;
        for (int functions = in.count(); functions > 0; functions--) {
            int function = in.u32();
            boolean known = function >= module.importedFunctionCount() && function < module.functionCount();
            for (int left = in.count(); left > 0; left--) {
                int offset = in.u32();
                int length = in.count();
                int value = length == 1 ? in.peek() : -1;
                in.skip(length);
                if (known && (value == 0 || value == 1)) {
                    Hint hint = value == 1 ? Hint.LIKELY : Hint.UNLIKELY;
                    understood &= hints.putIfAbsent(module.body(function).start() + offset, hint) == null;
                } else {
                    understood = false;
                }
            }
        }
        return understood;
    }

    /** How many places something is said of. */
    public int size() {
        return hints.size();
    }

    /** Whether there is such a section and nothing else in it, neither damage nor anything unknown. */
    public boolean isWhole() {
        return whole;
    }

    /** What is said of the instruction at {@code offset} in the binary, if anything. */
    public Optional<Hint> at(int offset) {
        return Optional.ofNullable(hints.get(offset));
    }
}
