package org.amphora.text.print;

import java.util.EnumMap;
import java.util.Map;
import org.amphora.binary.module.ModuleDefinition;
import org.amphora.text.print.NameSection.Kind;

/** How the items of a module are called in its text. */
final class ItemNames {
    private final NameSection section;
    private final Map<Kind, Identifiers> spaces = new EnumMap<>(Kind.class);

    ItemNames(ModuleDefinition module) {
        section = NameSection.of(module);
        space(Kind.FUNCTION, module.functionCount());
        space(Kind.TYPE, module.typeCount());
        space(Kind.TABLE, module.tableCount());
        space(Kind.MEMORY, module.memoryCount());
        space(Kind.GLOBAL, module.globalCount());
        space(Kind.TAG, module.tagCount());
        space(Kind.ELEMENT, module.elementSegments().size());
        space(Kind.DATA, module.dataSegments().size());
    }

    private void space(Kind kind, int count) {
        spaces.put(kind, new Identifiers(count, index -> section.get(kind, index)));
    }

    /** The identifiers of an index space of the module. */
    Identifiers of(Kind kind) {
        return spaces.get(kind);
    }

    /** The identifiers of {@code count} locals of a function, or fields of a type. */
    Identifiers within(Kind kind, int owner, int count) {
        return new Identifiers(count, index -> section.get(kind, owner, index));
    }

    /** The name of a label: of the {@code index}th block of a function, counted where blocks begin; or null. */
    String label(int function, int index) {
        return section.get(Kind.LABEL, function, index);
    }

    /** The name of the module, or null. */
    String module() {
        return section.module();
    }

    /** Whether the name section was understood, so that the text need not have its bytes. */
    boolean known() {
        return section.known();
    }
}
