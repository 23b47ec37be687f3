package org.amphora.benchmarks.swaps;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import org.amphora.api.TextFormat;

/** Versions of the guest. */
final class Version {
    private Version() {}

    /** A module whose code, data and a global say which version they are of, in the binary format. */
    static byte[] module(long version) {
        StringBuilder data = new StringBuilder();
        for (int i = 0; i < Long.BYTES; i++) {
            data.append(String.format(Locale.ROOT, "\\%02x", (version >>> (Byte.SIZE * i)) & 0xFF));
        }
        String text = """
                (module
                  (memory 1 1)
                  (data (i32.const 0) "%s")
                  (global $version (mut i64) (i64.const %d))
                  (func (export "stamp") (result i64 i64 i64)
                    (i64.const %2$d) (i64.load (i32.const 0)) (global.get $version)))
                """.formatted(data, version);
        return TextFormat.find().orElseThrow().toBinary(text.getBytes(UTF_8));
    }
}
