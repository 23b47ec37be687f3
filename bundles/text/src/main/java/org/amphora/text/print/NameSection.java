package org.amphora.text.print;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.amphora.api.CustomSection;
import org.amphora.api.MalformedModuleException;
import org.amphora.binary.format.ByteReader;
import org.amphora.binary.module.ModuleDefinition;

/** What the name section says (WebAssembly 3.0, appendix, <i>Name Section</i>, and the proposal that extends it). */
final class NameSection {
    /** The name of the section itself. */
    static final String NAME = "name";

    /** The subsections, in the order of their numbers. */
    enum Kind {
        MODULE("module"),
        FUNCTION("func"),
        LOCAL("local"),
        LABEL("label"),
        TYPE("type"),
        TABLE("table"),
        MEMORY("memory"),
        GLOBAL("global"),
        ELEMENT("elem"),
        DATA("data"),
        FIELD("field"),
        TAG("tag");

        private static final Kind[] ALL = values();

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** The word of the text format for an item of this kind. */
        String word() {
            return word;
        }

        boolean isIndirect() {
            return this == LOCAL || this == LABEL || this == FIELD;
        }
    }

    private boolean known;
    private String moduleName;
    /** For each kind, names by index; of indirect ones, by the index of the whole in the upper half of the key. */
    private final Map<Kind, Map<Long, String>> names = new HashMap<>();

    private NameSection() {}

    /** The names of {@code module}; none if it has no name section, or one that cannot be read to its end. */
    static NameSection of(ModuleDefinition module) {
        Optional<CustomSection> section = module.customSections().stream()
                .filter(custom -> custom.name().equals(NAME))
                .findFirst();
        return section.map(NameSection::read).orElseGet(NameSection::new);
    }

    private static NameSection read(CustomSection section) {
        byte[] content = new byte[section.content().remaining()];
        section.content().get(content);
        NameSection names = new NameSection();
        try {
            names.read(new ByteReader(content, 0), content);
            names.known = true;
            return names;
        } catch (MalformedModuleException e) {
            return new NameSection();
        }
    }

    private void read(ByteReader in, byte[] content) {
        while (in.remaining() > 0) {
            int id = in.u8();
            int size = in.count();
            int from = in.position();
            in.skip(size);
            if (id < Kind.ALL.length) {
                read(Kind.ALL[id], new ByteReader(content, from, from + size));
            }
        }
    }

    private void read(Kind kind, ByteReader in) {
        if (kind == Kind.MODULE) {
            moduleName = in.name();
        } else if (kind.isIndirect()) {
            for (int left = in.count(); left > 0; left--) {
                names(kind, in.u32(), in);
            }
        } else {
            names(kind, 0, in);
        }
    }

    private void names(Kind kind, int owner, ByteReader in) {
        Map<Long, String> map = names.computeIfAbsent(kind, added -> new HashMap<>());
        for (int left = in.count(); left > 0; left--) {
            map.putIfAbsent(key(owner, in.u32()), in.name());
        }
    }

    private static long key(int owner, int index) {
        return (long) owner << Integer.SIZE | (index & 0xffff_ffffL);
    }

    /** Whether there was such a section and it was understood. */
    boolean known() {
        return known;
    }

    /** The name of the module, or null. */
    String module() {
        return moduleName;
    }

    /** The name of item {@code index} of {@code kind}, or null. */
    String get(Kind kind, int index) {
        return get(kind, 0, index);
    }

    /** The name of item {@code index} of the function or type {@code owner}, or null. */
    String get(Kind kind, int owner, int index) {
        return names.getOrDefault(kind, Map.of()).get(key(owner, index));
    }
}
