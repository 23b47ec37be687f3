package org.amphora.text.print;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.amphora.api.CustomSection;
import org.amphora.api.SectionSize;
import org.amphora.binary.format.ByteReader;
import org.amphora.binary.module.ModuleDefinition;

/**
 * Prints custom sections as annotations that say where they stand: relative to those other sections that the parser writes
 * too, which are the ones with anything in them, but perhaps not the data count.
 */
final class CustomSections {
    private static final String FIRST = "(before first)";
    private static final String CODE = "code";

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
            Map.entry(CODE, CODE),
            Map.entry("data", "data"));

    private final ModuleDefinition module;
    /** The names of those whose content the rest of the text says; of each, the first one is meant. */
    private final Set<String> said;
    /** The name of the one that the parser writes behind all others that have a place; null if it writes none. */
    private final String last;

    private final TextWriter out;

    CustomSections(ModuleDefinition module, Set<String> said, String last, TextWriter out) {
        this.module = module;
        this.said = new HashSet<>(said);
        this.last = last;
        this.out = out;
    }

    /** Prints the sections, but those that are said. */
    void print() {
        int next = 0;
        String place = FIRST;
        boolean behindLast = false;
        List<SectionSize> sections = module.sections();
        for (int i = 0; i < sections.size(); i++) {
            if (!isCustom(sections.get(i))) {
                place = hasPlace(sections.get(i)) ? "(after " + word(sections.get(i)) + ")" : place;
                behindLast = false;
                continue;
            }
            CustomSection section = module.customSections().get(next++);
            if (said.remove(section.name())) {
                behindLast = section.name().equals(last);
            } else {
                print(section, behindLast ? "" : isBeforeCode(i) ? " (before code)" : " " + place);
            }
        }
    }

    private boolean isBeforeCode(int index) {
        return module.sections().stream()
                .skip(index)
                .filter(this::hasPlace)
                .findFirst()
                .filter(section -> section.name().equals(CODE))
                .isPresent();
    }

    private static boolean isCustom(SectionSize section) {
        return section.name().startsWith("custom ");
    }

    private boolean hasPlace(SectionSize section) {
        if (isCustom(section) || word(section) == null) {
            return false;
        }
        int firstNumber = new ByteReader(module.binary(), (int) section.offset()).u32();
        return firstNumber != 0 || section.name().equals("start");
    }

    private static String word(SectionSize section) {
        return WORDS.get(section.name());
    }

    private void print(CustomSection section, String place) {
        byte[] content = content(section);
        out.line("(@custom ").add(Literals.name(section.name())).add(place);
        out.indent();
        Bytes.print(content, 0, content.length, out);
        out.close();
    }

    /** A copy of what {@code section} holds, behind its name. */
    static byte[] content(CustomSection section) {
        ByteBuffer content = section.content();
        byte[] bytes = new byte[content.remaining()];
        content.get(bytes);
        return bytes;
    }
}
