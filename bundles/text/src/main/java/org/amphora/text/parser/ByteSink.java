package org.amphora.text.parser;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of the binary format (WebAssembly 3.0, section 5.2), appended one behind the other. Not thread-safe. */
final class ByteSink {
    private byte[] bytes = new byte[64];
    private int size;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    private void reserve(int more) {
        if (more > bytes.length - size) {
            int needed = Math.addExact(size, more);
            bytes = Arrays.copyOf(bytes, needed > Integer.MAX_VALUE / 2 ? Integer.MAX_VALUE - 8 : 2 * needed);
        }
    }

    void u8(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    /** An unsigned number as LEB128. */
    void unsigned(long value) {
        long left = value;
        while ((left & ~0x7f) != 0) {
            u8(((int) left & 0x7f) | 0x80);
            left >>>= 7;
        }
        u8((int) left);
    }

    /** A signed number as LEB128. */
    void signed(long value) {
        long left = value;
        while (left < -0x40 || left >= 0x40) {
            u8(((int) left & 0x7f) | 0x80);
            left >>= 7;
        }
        u8((int) left & 0x7f);
    }

    /** The lowest {@code count} bytes of {@code value}, the lowest first. */
    void fixed(long value, int count) {
        for (int i = 0; i < count; i++) {
            u8((int) (value >>> (8 * i)));
        }
    }

    void name(String name) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        unsigned(utf8.length);
        append(utf8);
    }

    void append(byte[] more) {
        append(more, 0, more.length);
    }

    void append(ByteSink more) {
        append(more.bytes, 0, more.size);
    }

    /** What {@code more} has from {@code from} on. */
    void append(ByteSink more, int from) {
        append(more.bytes, from, more.size - from);
    }

    private void append(byte[] more, int from, int length) {
        reserve(length);
        System.arraycopy(more, from, bytes, size, length);
        size += length;
    }

    /** What {@code more} has, with its size in front. */
    void sized(ByteSink more) {
        unsigned(more.size);
        append(more);
    }

    /** Forgets all but the first {@code newSize} bytes. */
    void truncate(int newSize) {
        size = newSize;
    }

    /** Takes out the byte at {@code position}. */
    void remove(int position) {
        System.arraycopy(bytes, position + 1, bytes, position, size - position - 1);
        size--;
    }

    int first() {
        return bytes[0] & 0xff;
    }

    boolean hasSameBytes(ByteSink other) {
        return Arrays.equals(bytes, 0, size, other.bytes, 0, other.size);
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** The bytes as characters of a string, for use as a key. */
    String key() {
        return new String(bytes, 0, size, StandardCharsets.ISO_8859_1);
    }
}
