package org.amphora.text.print;

import java.util.Map;
import org.amphora.api.CustomSection;
import org.amphora.api.SectionSize;
import org.amphora.binary.module.ModuleDefinition;

/** Prints custom sections as annotations that say where they stand. */
final class CustomSections {
    /** What annotations call the sections. */
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("type", "type"),
            Map.entry("import", "import"),
            Map.entry("function", "func"),
            Map.entry("table", "table"),
            Map.entry("memory", "memory"),
            Map.entry("tag", "tag"),
            Map.entry("global", "global"),
            Map.entry("export", "export"),
            Map.entry("start", "start"),
            Map.entry("element", "elem"),
            Map.entry("data count", "datacount"),
            Map.entry("code", "code"),
            Map.entry("data", "data"));

    private CustomSections() {}

    /** Prints the sections of {@code module}, but those whose content the rest of the text says. */
    static void print(ModuleDefinition module, boolean withoutNames, boolean withoutHints, TextWriter out) {
        int last = lastKnown(module);
        int next = 0;
        String place = " (before first)";
        for (int i = 0; i < module.sections().size(); i++) {
            String word = WORDS.get(module.sections().get(i).name());
            if (word != null) {
                place = i == last ? "" : " (after " + word + ")";
                continue;
            }
            CustomSection section = module.customSections().get(next++);
            boolean said = (withoutNames && section.name().equals(NameSection.NAME))
                    || (withoutHints && section.name().equals(BranchHints.NAME));
            if (!said) {
                print(section, i < last ? place : "", out);
            }
        }
    }

    /** The index of the last section that is not custom, or -1. */
    private static int lastKnown(ModuleDefinition module) {
        int last = -1;
        for (int i = 0; i < module.sections().size(); i++) {
            SectionSize section = module.sections().get(i);
            last = WORDS.containsKey(section.name()) ? i : last;
        }
        return last;
    }

    private static void print(CustomSection section, String place, TextWriter out) {
        byte[] content = new byte[section.content().remaining()];
        section.content().get(content);
        out.line("(@custom ").add(Literals.name(section.name())).add(place);
        Bytes.print(content, 0, content.length, out);
        out.add(")");
    }
}
