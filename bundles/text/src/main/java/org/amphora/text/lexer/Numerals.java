package org.amphora.text.lexer;

/** Recognises numbers (WebAssembly 3.0, section 6.3.2); what they are worth is for {@link Numbers}. */
final class Numerals {
    private final Source source;
    private final int end;
    private int at;

    private Numerals(Source source, int start, int end) {
        this.source = source;
        this.end = end;
        this.at = start;
    }

    /** {@code NATURAL}, {@code INTEGER} or {@code FLOAT}; null if the word from {@code start} to {@code end} is no number. */
    static TokenKind kind(Source source, int start, int end) {
        Numerals word = new Numerals(source, start, end);
        boolean signed = word.takeSign();
        if (word.takeNotFinite()) {
            return word.at == end ? TokenKind.FLOAT : null;
        }
        boolean hexadecimal = word.take("0x");
        if (!word.takeDigits(hexadecimal)) {
            return null;
        }
        if (word.at == end) {
            return signed ? TokenKind.INTEGER : TokenKind.NATURAL;
        }
        word.takeFraction(hexadecimal);
        return word.takeExponent(hexadecimal) && word.at == end ? TokenKind.FLOAT : null;
    }

    private int peek() {
        return at < end ? source.at(at) : -1;
    }

    private boolean takeSign() {
        boolean signed = peek() == '+' || peek() == '-';
        at += signed ? 1 : 0;
        return signed;
    }

    private boolean take(String ascii) {
        boolean there = source.startsWith(ascii, at, end);
        at += there ? ascii.length() : 0;
        return there;
    }

    private boolean takeNotFinite() {
        if (take("nan:0x")) {
            return takeDigits(true);
        }
        return take("inf") || take("nan");
    }

    /** Digits, with single underscores between them. */
    private boolean takeDigits(boolean hexadecimal) {
        int radix = hexadecimal ? 16 : 10;
        if (!isDigit(peek(), radix)) {
            return false;
        }
        while (true) {
            at++;
            int next = peek() == '_' && at + 1 < end ? source.at(at + 1) : -1;
            if (isDigit(next, radix)) {
                at++;
            } else if (!isDigit(peek(), radix)) {
                return true;
            }
        }
    }

    private void takeFraction(boolean hexadecimal) {
        if (peek() == '.') {
            at++;
            // no digit need follow; whatever else follows is found by the caller
            takeDigits(hexadecimal);
        }
    }

    /** True also if there is none. */
    private boolean takeExponent(boolean hexadecimal) {
        int letter = hexadecimal ? 'p' : 'e';
        if (peek() < 0 || (peek() | 0x20) != letter) {
            return true;
        }
        at++;
        takeSign();
        return takeDigits(false);
    }

    private static boolean isDigit(int c, int radix) {
        return c >= 0 && c < 0x80 && Character.digit(c, radix) >= 0;
    }
}
