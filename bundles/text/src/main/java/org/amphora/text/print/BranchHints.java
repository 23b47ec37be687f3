package org.amphora.text.print;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.amphora.api.CustomSection;
import org.amphora.api.MalformedModuleException;
import org.amphora.api.SectionSize;
import org.amphora.binary.format.ByteReader;
import org.amphora.binary.module.ModuleDefinition;

/** What the section {@code metadata.code.branch_hint} says: which branches are likely, by the offset of the instruction. */
final class BranchHints {
    /** The name of the section, and of the annotation. */
    static final String NAME = "metadata.code.branch_hint";

    /** Annotations by the offset of their instructions in the module. */
    private final Map<Integer, String> annotations = new HashMap<>();

    private boolean known;

    private BranchHints() {}

    /** The hints of {@code module}; none if it has no such section, or one that cannot be understood. */
    static BranchHints of(ModuleDefinition module) {
        BranchHints hints = new BranchHints();
        Optional<CustomSection> section = module.customSections().stream()
                .filter(custom -> custom.name().equals(NAME))
                .findFirst();
        if (section.isPresent()) {
            byte[] content = new byte[section.get().content().remaining()];
            section.get().content().get(content);
            try {
                hints.read(module, content);
                hints.known = true;
            } catch (MalformedModuleException e) {
                hints.annotations.clear();
            }
        }
        return hints;
    }

    private void read(ModuleDefinition module, byte[] content) {
        int[] bodies = bodyOffsets(module);
        ByteReader in = new ByteReader(content, 0);
        for (int functions = in.count(); functions > 0; functions--) {
            int function = in.u32() - module.importedFunctionCount();
            if (function < 0 || function >= bodies.length) {
                throw new MalformedModuleException("unknown function in a section of hints", in.position());
            }
            for (int left = in.count(); left > 0; left--) {
                int offset = bodies[function] + in.u32();
                int length = in.count();
                int from = in.position();
                in.skip(length);
                annotations.put(offset, "(@" + NAME + " " + Literals.string(content, from, in.position()) + ")");
            }
        }
    }

    /** Where the bodies begin, with their locals: what the offsets of hints count from. */
    private static int[] bodyOffsets(ModuleDefinition module) {
        int[] offsets = new int[module.functionCount() - module.importedFunctionCount()];
        for (SectionSize section : module.sections()) {
            if (section.name().equals("code")) {
                ByteReader in = new ByteReader(module.binary(), (int) section.offset());
                in.count();
                for (int i = 0; i < offsets.length; i++) {
                    int size = in.count();
                    offsets[i] = in.position();
                    in.skip(size);
                }
            }
        }
        return offsets;
    }

    /** The annotation for the instruction at {@code offset}. */
    Optional<String> at(int offset) {
        return Optional.ofNullable(annotations.get(offset));
    }

    /** Whether the section was understood, so that the text need not have its bytes. */
    boolean known() {
        return known;
    }
}
