package org.amphora.binary;

import org.amphora.api.MalformedModuleException;
import org.amphora.binary.format.ByteReader;
import org.amphora.binary.module.ModuleBuilder;
import org.amphora.binary.module.NameTable;

/**
 * Decodes the names of the module and of its functions from the name section (WebAssembly 3.0, appendix A.8.1). Names are
 * for people: where the section is damaged, what was read before counts.
 */
final class NameSectionDecoder {
    private static final int MODULE_NAME = 0;
    private static final int FUNCTION_NAMES = 1;

    private final byte[] binary;
    private final ByteReader in;
    private final ModuleBuilder module;

    private NameSectionDecoder(byte[] binary, ByteReader in, ModuleBuilder module) {
        this.binary = binary;
        this.in = in;
        this.module = module;
    }

    static void decode(byte[] binary, ByteReader content, ModuleBuilder module) {
        try {
            new NameSectionDecoder(binary, content, module).subsections();
        } catch (MalformedModuleException e) {
            // the specification: errors in a custom section do not make a module malformed
            return;
        }
    }

    private void subsections() {
        while (in.remaining() > 0) {
            int id = in.u8();
            int size = in.u32();
            int from = in.position();
            in.skip(size);
            ByteReader content = new ByteReader(binary, from, in.position());
            if (id == MODULE_NAME) {
                module.name(content.name());
            } else if (id == FUNCTION_NAMES) {
                functionNames(content);
            }
        }
    }

    private void functionNames(ByteReader content) {
        int[] offsets = new int[module.functionCount()];
        int[] lengths = new int[offsets.length];
        module.functionNames(new NameTable(binary, offsets, lengths));
        for (int left = content.count(); left > 0; left--) {
            int index = content.u32();
            int length = content.count();
            int from = content.position();
            content.skip(length);
            if (index >= 0 && index < offsets.length) {
                offsets[index] = from;
                lengths[index] = length;
            }
        }
    }
}
