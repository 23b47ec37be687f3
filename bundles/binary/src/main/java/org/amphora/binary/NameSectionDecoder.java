package org.amphora.binary;

import java.util.EnumMap;
import java.util.Map;
import org.amphora.api.MalformedModuleException;
import org.amphora.binary.format.ByteReader;
import org.amphora.binary.module.ByteRange;
import org.amphora.binary.module.ModuleBuilder;
import org.amphora.binary.module.NameKind;
import org.amphora.binary.module.NameTable;

/**
 * Finds the subsections of the name section (WebAssembly 3.0, appendix, <i>Name Section</i>), and reads the name of the
 * module. Errors in a custom section do not make a module malformed: where the section is damaged, what was read before
 * counts.
 */
final class NameSectionDecoder {
    private static final int MODULE_NAME = 0;

    private final byte[] binary;
    private final ByteReader in;
    private final ModuleBuilder module;
    private final Map<NameKind, ByteRange> subsections = new EnumMap<>(NameKind.class);

    private NameSectionDecoder(byte[] binary, ByteReader in, ModuleBuilder module) {
        this.binary = binary;
        this.in = in;
        this.module = module;
    }

    static void decode(byte[] binary, ByteReader content, ModuleBuilder module) {
        NameSectionDecoder decoder = new NameSectionDecoder(binary, content, module);
        try {
            decoder.subsections();
        } catch (MalformedModuleException e) {
            // the rest of the section cannot be told apart
        }
        module.names(new NameTable(binary, decoder.subsections));
    }

    private void subsections() {
        while (in.remaining() > 0) {
            int id = in.u8();
            int size = in.u32();
            int from = in.position();
            in.skip(size);
            if (id == MODULE_NAME) {
                moduleName(new ByteReader(binary, from, in.position()));
            }
            for (NameKind kind : NameKind.values()) {
                if (kind.id() == id) {
                    subsections.putIfAbsent(kind, new ByteRange(from, in.position()));
                }
            }
        }
    }

    private void moduleName(ByteReader content) {
        try {
            module.name(content.name());
        } catch (MalformedModuleException e) {
            // a module without a name
        }
    }
}
