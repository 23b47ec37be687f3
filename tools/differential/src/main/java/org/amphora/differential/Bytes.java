package org.amphora.differential;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the binary format (WebAssembly 3.0, section 5.2): bytes, numbers, names and vectors. */
final class Bytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Single bytes: opcodes and codes of types. */
    Bytes bytes(int... values) {
        for (int value : values) {
            out.write(value);
        }
        return this;
    }

    /** Whatever was written elsewhere. */
    Bytes all(byte[] written) {
        out.writeBytes(written);
        return this;
    }

    /** A part of an array. */
    Bytes range(byte[] source, int from, int to) {
        out.write(source, from, to - from);
        return this;
    }

    /** An unsigned number. */
    Bytes u32(int value) {
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            out.write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
        return this;
    }

    /** A signed number. */
    Bytes s64(long value) {
        long rest = value;
        while (rest < -64 || rest > 63) {
            out.write(((int) rest & 0x7f) | 0x80);
            rest >>= 7;
        }
        out.write((int) rest & 0x7f);
        return this;
    }

    /** A name: its length and its bytes. */
    Bytes name(String name) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        return sized(utf8);
    }

    /** A length and that many bytes. */
    Bytes sized(byte[] content) {
        return u32(content.length).all(content);
    }

    /** What was written. */
    byte[] toByteArray() {
        return out.toByteArray();
    }
}
