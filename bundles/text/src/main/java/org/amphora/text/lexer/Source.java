package org.amphora.text.lexer;

import java.nio.charset.StandardCharsets;
import org.amphora.api.MalformedModuleException;

/** A text as bytes of UTF-8, or a part of one; knows lines and columns. */
final class Source {
    private static final int LONGEST_EXCERPT = 60;

    final byte[] bytes;
    final int from;
    final int to;

    Source(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
    }

    /** The byte at {@code offset}, unsigned, or -1 where the text has ended. */
    int at(int offset) {
        return offset < to ? bytes[offset] & 0xff : -1;
    }

    boolean startsWith(String ascii, int start, int end) {
        if (end - start < ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (bytes[start + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** A part of the text, for messages: not all of it if it is long. */
    String excerpt(int start, int end) {
        if (end - start <= LONGEST_EXCERPT) {
            return text(start, end);
        }
        int cut = start + LONGEST_EXCERPT;
        while (isContinuation(bytes[cut])) {
            cut--;
        }
        return text(start, cut) + "...";
    }

    /** A part of the text. */
    String text(int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    /** An error at {@code offset}. */
    MalformedModuleException failure(String message, int offset) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < offset; i++) {
            byte b = bytes[i];
            if (b == '\n' || (b == '\r' && (i + 1 == offset || bytes[i + 1] != '\n'))) {
                line++;
                column = 1;
            } else if (b != '\r' && !isContinuation(b)) {
                column++;
            }
        }
        return new MalformedModuleException(message, offset, line, column);
    }

    private static boolean isContinuation(byte b) {
        return (b & 0xc0) == 0x80;
    }
}
