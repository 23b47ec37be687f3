package org.amphora.text.print;

import org.amphora.api.CustomSection;
import org.amphora.api.MalformedModuleException;
import org.amphora.binary.format.ByteReader;
import org.amphora.binary.module.ModuleDefinition;
import org.amphora.binary.module.NameKind;

/** Reads the name section to its end, to see whether all of it can be understood. */
final class NameSection {
    /** The name of the section itself. */
    static final String NAME = "name";

    private static final int MODULE = 0;

    private final byte[] content;
    private final ByteReader in;

    private NameSection(byte[] content) {
        this.content = content;
        in = new ByteReader(content, 0);
    }

    /**
     * Whether {@code module} has a name section without faults. Subsections of unknown kinds are none: names are added to
     * the format from time to time.
     */
    static boolean isSound(ModuleDefinition module) {
        for (CustomSection section : module.customSections()) {
            if (section.name().equals(NAME)) {
                return new NameSection(CustomSections.content(section)).isSound();
            }
        }
        return false;
    }

    private boolean isSound() {
        try {
            while (in.remaining() > 0) {
                int id = in.u8();
                int size = in.count();
                int from = in.position();
                in.skip(size);
                subsection(id, new ByteReader(content, from, in.position()));
            }
            return true;
        } catch (MalformedModuleException e) {
            return false;
        }
    }

    private static void subsection(int id, ByteReader in) {
        if (id == MODULE) {
            in.name();
            return;
        }
        for (NameKind kind : NameKind.values()) {
            if (kind.id() == id && kind.isWithin()) {
                for (int left = in.count(); left > 0; left--) {
                    in.u32();
                    map(in);
                }
            } else if (kind.id() == id) {
                map(in);
            }
        }
    }

    private static void map(ByteReader in) {
        for (int left = in.count(); left > 0; left--) {
            in.u32();
            in.name();
        }
    }
}
