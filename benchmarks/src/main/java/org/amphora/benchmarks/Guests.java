package org.amphora.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The guests of the benchmarks. */
final class Guests {
    private static final int CUSTOM_SECTION = 0;

    private Guests() {}

    /** The bytes of {@code NAME.wasm}. */
    static byte[] binary(String name) {
        try (InputStream in = Guests.class.getResourceAsStream(name + ".wasm")) {
            if (in == null) {
                throw new IllegalArgumentException("no guest " + name + ".wasm beside " + Guests.class.getName());
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The bytes of {@code NAME.wasm} with an empty custom section called {@code mark}: the same guest with another digest,
     * so that no engine takes the two for one module.
     *
     * @param mark up to 100 characters of ASCII
     */
    static byte[] binary(String name, String mark) {
        byte[] label = mark.getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(binary(name));
        out.write(CUSTOM_SECTION);
        out.write(label.length + 1);
        out.write(label.length);
        out.writeBytes(label);
        return out.toByteArray();
    }
}
