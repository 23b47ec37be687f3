package org.amphora.benchmarks.graalwasm;

import java.io.ByteArrayOutputStream;

/** The bytes of a module that exports a memory and nothing else: GraalWasm has no other way for a host to make one. */
final class MemoryModule {
    /** That of the export. */
    static final String NAME = "m";

    private MemoryModule() {}

    static byte[] of(int min, int max) {
        ByteArrayOutputStream limits = new ByteArrayOutputStream();
        limits.write(1); // memories
        limits.write(1); // with a maximum
        unsigned(limits, min);
        unsigned(limits, max);
        ByteArrayOutputStream module = new ByteArrayOutputStream();
        module.writeBytes(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0});
        section(module, 5, limits.toByteArray());
        section(module, 7, new byte[] {1, 1, 'm', 2, 0});
        return module.toByteArray();
    }

    private static void section(ByteArrayOutputStream module, int id, byte[] content) {
        module.write(id);
        unsigned(module, content.length);
        module.writeBytes(content);
    }

    /** In LEB128. */
    private static void unsigned(ByteArrayOutputStream out, int value) {
        int rest = value;
        for (; rest >= 0x80; rest >>>= 7) {
            out.write((rest & 0x7f) | 0x80);
        }
        out.write(rest);
    }
}
