package org.amphora.text.lexer;

/** Checks UTF-8 as RFC 3629 has it: shortest forms only, no surrogates, nothing above U+10FFFF. */
final class Utf8 {
    private Utf8() {}

    /** The offset of the first byte between {@code from} and {@code to} that begins no character, or -1. */
    static int fault(byte[] bytes, int from, int to) {
        for (int i = from; i < to; ) {
            int length = length(bytes, i, to);
            if (length == 0) {
                return i;
            }
            i += length;
        }
        return -1;
    }

    /** How many bytes the character at {@code i} takes; 0 if it is none. */
    private static int length(byte[] bytes, int i, int to) {
        int first = bytes[i] & 0xff;
        if (first < 0x80) {
            return 1;
        }
        if (first < 0xc2 || first > 0xf4) {
            return 0;
        }
        int length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
        if (to - i < length || !secondFits(first, bytes[i + 1] & 0xff)) {
            return 0;
        }
        for (int k = 2; k < length; k++) {
            if ((bytes[i + k] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return length;
    }

    private static boolean secondFits(int first, int second) {
        int least = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
        int greatest = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
        return second >= least && second <= greatest;
    }
}
