package org.amphora.text.parser;

import java.util.Map;
import java.util.SortedMap;

/** Writes the custom section {@code name} (WebAssembly 3.0, appendix A.8.1, and its extension to all index spaces). */
final class NameSection {
    private static final int MODULE = 0;
    private static final int FUNCTIONS = 1;
    private static final int LOCALS = 2;
    private static final int LABELS = 3;
    private static final int TYPES = 4;
    private static final int TABLES = 5;
    private static final int MEMORIES = 6;
    private static final int GLOBALS = 7;
    private static final int ELEMENTS = 8;
    private static final int DATA = 9;
    private static final int FIELDS = 10;
    private static final int TAGS = 11;

    private final ByteSink section = new ByteSink();
    private final ByteSink content = new ByteSink();

    private NameSection() {}

    /** Writes the section, if anything has a name. */
    static void write(ModuleContent module, ByteSink out) {
        NameSection names = new NameSection();
        names.subsections(module);
        if (!names.section.isEmpty()) {
            ByteSink all = new ByteSink();
            all.name("name");
            all.append(names.section);
            out.u8(0);
            out.sized(all);
        }
    }

    private void subsections(ModuleContent module) {
        if (module.name != null) {
            content.name(module.name);
            end(MODULE);
        }
        direct(FUNCTIONS, module.functions);
        indirect(LOCALS, module.localNames);
        indirect(LABELS, module.labelNames);
        direct(TYPES, module.types);
        direct(TABLES, module.tables);
        direct(MEMORIES, module.memories);
        direct(GLOBALS, module.globals);
        direct(ELEMENTS, module.elements);
        direct(DATA, module.data);
        indirect(FIELDS, module.fieldNames);
        direct(TAGS, module.tags);
    }

    private void direct(int id, IndexSpace space) {
        if (!space.names().isEmpty()) {
            map(space.names());
            end(id);
        }
    }

    private void indirect(int id, SortedMap<Integer, Map<Integer, String>> maps) {
        if (!maps.isEmpty()) {
            content.unsigned(maps.size());
            maps.forEach((index, names) -> {
                content.unsigned(index);
                map(names);
            });
            end(id);
        }
    }

    private void map(Map<Integer, String> names) {
        content.unsigned(names.size());
        names.forEach((index, name) -> {
            content.unsigned(index);
            content.name(name);
        });
    }

    private void end(int id) {
        section.u8(id);
        section.sized(content);
        content.truncate(0);
    }
}
