package org.amphora.text.parser;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Puts the sections of a module one behind the other (WebAssembly 3.0, section 5.5). */
final class ModuleWriter {
    private static final byte[] HEADER = {0, 'a', 's', 'm', 1, 0, 0, 0};

    /** A kind of section: its identifier, its name in annotations, and what it holds; nothing if it is not needed. */
    private record Section(int id, String name, BiConsumer<ModuleWriter, ByteSink> content) {
        static Section of(int id, String name, Function<ModuleContent, Counted> vector) {
            return new Section(id, name, (writer, out) -> {
                Counted elements = vector.apply(writer.module);
                if (elements.count() > 0) {
                    elements.writeTo(out);
                }
            });
        }
    }

    /** In the order of the binary format. */
    private static final List<Section> SECTIONS = List.of(
            Section.of(1, "type", module -> module.typeSection),
            Section.of(2, "import", module -> module.importSection),
            Section.of(3, "func", module -> module.functionSection),
            Section.of(4, "table", module -> module.tableSection),
            Section.of(5, "memory", module -> module.memorySection),
            Section.of(13, "tag", module -> module.tagSection),
            Section.of(6, "global", module -> module.globalSection),
            Section.of(7, "export", module -> module.exportSection),
            new Section(8, "start", (writer, out) -> out.append(writer.module.startSection)),
            Section.of(9, "elem", module -> module.elementSection),
            new Section(12, "datacount", (writer, out) -> writer.dataCount(out)),
            Section.of(10, "code", module -> module.codeSection),
            Section.of(11, "data", module -> module.dataSection));

    private final ModuleContent module;
    private final CustomSections customSections;
    private final ByteSink out = new ByteSink();

    private ModuleWriter(ModuleContent module, CustomSections customSections) {
        this.module = module;
        this.customSections = customSections;
    }

    /** Whether a custom section may be placed by that name. */
    static boolean isSection(String name) {
        return SECTIONS.stream().anyMatch(section -> section.name.equals(name));
    }

    static byte[] write(ModuleContent module, CustomSections customSections, boolean names) {
        ModuleWriter writer = new ModuleWriter(module, customSections);
        writer.sections();
        if (names) {
            NameSection.write(module, writer.out);
        }
        customSections.writeLast(writer.out);
        return writer.out.toByteArray();
    }

    private void sections() {
        out.append(HEADER);
        customSections.writeFirst(out);
        ByteSink content = new ByteSink();
        for (Section section : SECTIONS) {
            customSections.writeBefore(section.name, out);
            if (section.name.equals("code")) {
                branchHints();
            }
            content.truncate(0);
            section.content.accept(this, content);
            if (!content.isEmpty()) {
                out.u8(section.id);
                out.sized(content);
            }
            customSections.writeAfter(section.name, out);
        }
    }

    private void dataCount(ByteSink content) {
        if (module.needsDataCount) {
            content.unsigned(module.dataSection.count());
        }
    }

    private void branchHints() {
        if (!module.branchHints.isEmpty()) {
            ByteSink content = new ByteSink();
            content.name(Annotations.BRANCH_HINT);
            module.branchHints.writeTo(content);
            out.u8(0);
            out.sized(content);
        }
    }
}
