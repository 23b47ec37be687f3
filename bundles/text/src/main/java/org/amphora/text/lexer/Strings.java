package org.amphora.text.lexer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.amphora.api.MalformedModuleException;

/** String literals (WebAssembly 3.0, section 6.3.3). */
final class Strings {
    private static final int GREATEST_CHARACTER = 0x10_ffff;

    private Strings() {}

    /**
     * Walks over the literal whose opening quote is at {@code start}.
     *
     * @return the offset behind the closing quote or, if the literal is faulty, the complement of the fault's offset
     */
    static int skip(Source source, int start) {
        int at = start + 1;
        while (true) {
            int c = source.at(at);
            if (c == '"') {
                return at + 1;
            }
            int next = c == '\\' ? skipEscape(source, at) : at + 1;
            if (c < ' ' || c == 0x7f || next < 0) {
                return ~at;
            }
            at = next;
        }
    }

    /** The error for what {@link #skip} found at {@code fault}. */
    static MalformedModuleException failure(Source source, int fault) {
        int c = source.at(fault);
        if (c < 0 || c == '\n' || c == '\r') {
            return source.failure("unclosed string literal", fault);
        }
        if (c == '\\') {
            return source.failure("illegal escape in a string literal", fault);
        }
        return source.failure(
                "illegal control character 0x" + Integer.toHexString(c) + " in string literal: write \\"
                        + String.format("%02x", c),
                fault);
    }

    /** The offset behind the escape whose backslash is at {@code at}, or -1. */
    private static int skipEscape(Source source, int at) {
        int c = source.at(at + 1);
        switch (c) {
            case 't', 'n', 'r', '"', '\'', '\\' -> {
                return at + 2;
            }
            case 'u' -> {
                return skipCodePoint(source, at + 2);
            }
            default -> {
                return digit(c) >= 0 && digit(source.at(at + 2)) >= 0 ? at + 3 : -1;
            }
        }
    }

    private static int skipCodePoint(Source source, int at) {
        if (source.at(at) != '{' || digit(source.at(at + 1)) < 0) {
            return -1;
        }
        int value = 0;
        int i = at + 1;
        for (; source.at(i) != '}'; i++) {
            int digit = digit(source.at(i));
            boolean separates = source.at(i) == '_' && digit(source.at(i - 1)) >= 0 && digit(source.at(i + 1)) >= 0;
            if (digit < 0 && !separates) {
                return -1;
            }
            value = separates ? value : Math.min(value * 16 + digit, GREATEST_CHARACTER + 1);
        }
        boolean surrogate = value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE;
        return value > GREATEST_CHARACTER || surrogate ? -1 : i + 1;
    }

    /** The bytes that a faultless literal stands for, appended to {@code out}. */
    static void decode(byte[] bytes, int start, int end, ByteArrayOutputStream out) {
        int plainFrom = start + 1;
        for (int i = plainFrom; i < end - 1; i++) {
            if (bytes[i] == '\\') {
                out.write(bytes, plainFrom, i - plainFrom);
                i = decodeEscape(bytes, i + 1, out);
                plainFrom = i + 1;
            }
        }
        out.write(bytes, plainFrom, end - 1 - plainFrom);
    }

    /** Returns the offset of the escape's last byte. */
    private static int decodeEscape(byte[] bytes, int at, ByteArrayOutputStream out) {
        switch (bytes[at]) {
            case 't' -> out.write('\t');
            case 'n' -> out.write('\n');
            case 'r' -> out.write('\r');
            case '"', '\'', '\\' -> out.write(bytes[at]);
            case 'u' -> {
                return decodeCodePoint(bytes, at + 2, out);
            }
            default -> {
                out.write(digit(bytes[at]) << 4 | digit(bytes[at + 1]));
                return at + 1;
            }
        }
        return at;
    }

    private static int decodeCodePoint(byte[] bytes, int at, ByteArrayOutputStream out) {
        int value = 0;
        int i = at;
        for (; bytes[i] != '}'; i++) {
            value = bytes[i] == '_' ? value : value * 16 + digit(bytes[i]);
        }
        out.writeBytes(Character.toString(value).getBytes(StandardCharsets.UTF_8));
        return i;
    }

    private static int digit(int c) {
        return c < 0 ? -1 : Character.digit(c, 16);
    }
}
