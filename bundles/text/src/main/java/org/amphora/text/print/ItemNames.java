package org.amphora.text.print;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.IntFunction;
import org.amphora.binary.module.ExternKind;
import org.amphora.binary.module.ModuleDefinition;
import org.amphora.binary.module.NameKind;
import org.amphora.binary.module.NameMap;
import org.amphora.binary.module.NameTable;

/** How the items of a module are called in its text: as its name section says, if that is a sound one. */
final class ItemNames {
    private final boolean known;
    private final NameTable table;
    private final String module;
    private final Map<NameKind, Identifiers> spaces = new EnumMap<>(NameKind.class);
    private boolean used;

    ItemNames(ModuleDefinition module) {
        known = NameSection.isSound(module);
        table = known ? module.names() : NameTable.EMPTY;
        this.module = known ? module.name().orElse(null) : null;
        used = this.module != null;
        for (ExternKind kind : ExternKind.values()) {
            space(NameKind.valueOf(kind.name()), module.count(kind));
        }
        space(NameKind.TYPE, module.typeCount());
        space(NameKind.ELEMENT, module.elementSegments().size());
        space(NameKind.DATA, module.dataSegments().size());
    }

    private void space(NameKind kind, int count) {
        spaces.put(kind, new Identifiers(count, noted(table.of(kind))));
    }

    /** What {@code names} say; used from then on. */
    private IntFunction<String> noted(NameMap names) {
        return index -> {
            String name = names.get(index);
            used |= name != null;
            return name;
        };
    }

    /** The identifiers of an index space of the module. */
    Identifiers of(NameKind kind) {
        return spaces.get(kind);
    }

    /** The identifiers of {@code count} locals of a function, or fields of a type. */
    Identifiers within(NameKind kind, int owner, int count) {
        return new Identifiers(count, noted(table.within(kind, owner)));
    }

    /** The names of the labels of a function, by the number of the block, counted where blocks begin; or null. */
    IntFunction<String> labels(int function) {
        return noted(table.within(NameKind.LABEL, function));
    }

    /** The name of the module, or null. */
    String module() {
        return module;
    }

    /** Whether the name section was understood, so that the text need not have its bytes. */
    boolean known() {
        return known;
    }

    /** Whether there was any name up to now. */
    boolean used() {
        return used;
    }
}
