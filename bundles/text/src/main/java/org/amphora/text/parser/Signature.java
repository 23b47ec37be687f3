package org.amphora.text.parser;

import java.nio.charset.StandardCharsets;

/**
 * A function type by its bytes.
 *
 * @param key the bytes behind the first, as characters of a string
 * @param parameters how many there are
 */
record Signature(String key, int parameters) {
    void writeTo(ByteSink out) {
        out.append(key.getBytes(StandardCharsets.ISO_8859_1));
    }
}
