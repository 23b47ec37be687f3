package org.amphora.binary;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Writes modules for tests: sections by number, their content in hexadecimal. */
public final class WasmBytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private WasmBytes() {}

    /** A module without sections. */
    public static WasmBytes module() {
        return new WasmBytes().raw("00 61 73 6d 01 00 00 00");
    }

    /** Adds bytes as they are. */
    public WasmBytes raw(String hex) {
        return raw(hex(hex));
    }

    /** Adds bytes as they are. */
    public WasmBytes raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** Adds a section; its size is counted. */
    public WasmBytes section(int id, String hex) {
        return section(id, hex(hex));
    }

    /** Adds a section; its size is counted. */
    public WasmBytes section(int id, byte[] content) {
        out.write(id);
        leb(out, content.length);
        return raw(content);
    }

    /** Adds a custom section. */
    public WasmBytes custom(String name, byte[] content) {
        ByteArrayOutputStream section = new ByteArrayOutputStream();
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        leb(section, utf8.length);
        section.writeBytes(utf8);
        section.writeBytes(content);
        return section(0, section.toByteArray());
    }

    /** Adds a code section of bodies, each without its size. */
    public WasmBytes code(String... bodies) {
        byte[][] bytes = new byte[bodies.length][];
        for (int i = 0; i < bodies.length; i++) {
            bytes[i] = hex(bodies[i]);
        }
        return code(bytes);
    }

    /** Adds a code section of bodies, each without its size. */
    public WasmBytes code(byte[]... bodies) {
        ByteArrayOutputStream section = new ByteArrayOutputStream();
        leb(section, bodies.length);
        for (byte[] body : bodies) {
            leb(section, body.length);
            section.writeBytes(body);
        }
        return section(10, section.toByteArray());
    }

    /** The module. */
    public byte[] toBytes() {
        return out.toByteArray();
    }

    /** Bytes from hexadecimal digits; white space is ignored. */
    public static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replaceAll("\\s", ""));
    }

    /** Writes an unsigned LEB128 number. */
    public static void leb(ByteArrayOutputStream out, int value) {
        int left = value;
        while (left >>> 7 != 0) {
            out.write((left & 0x7f) | 0x80);
            left >>>= 7;
        }
        out.write(left);
    }

    /** Writes a signed LEB128 number that is not negative, such as a type index among heap types. */
    public static void signed(ByteArrayOutputStream out, int value) {
        int left = value;
        while (left >>> 6 != 0) {
            out.write((left & 0x7f) | 0x80);
            left >>>= 7;
        }
        out.write(left);
    }
}
