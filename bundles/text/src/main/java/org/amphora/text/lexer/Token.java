package org.amphora.text.lexer;

/** A place for one token, filled again and again by the {@link Lexer}. */
final class Token {
    /** What it is. */
    TokenKind kind;
    /** The offset of its first byte. */
    int start;
    /** The offset behind its last byte. */
    int end;
    /** The offset of the first annotation in front of it that means something to us, or -1. */
    int annotation;
}
