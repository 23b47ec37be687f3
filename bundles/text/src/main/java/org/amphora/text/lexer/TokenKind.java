package org.amphora.text.lexer;

/** The kinds of tokens (WebAssembly 3.0, section 6.3.1). */
public enum TokenKind {
    /** An opening parenthesis. */
    LEFT,
    /** A closing parenthesis. */
    RIGHT,
    /** A word that begins with a small letter. */
    KEYWORD,
    /** {@code offset=} and an unsigned number, in one word. */
    OFFSET,
    /** {@code align=} and an unsigned number, in one word. */
    ALIGNMENT,
    /** A whole number without a sign. */
    NATURAL,
    /** A whole number with a sign. */
    INTEGER,
    /** A number that can only be a floating-point number. */
    FLOAT,
    /** A string. */
    STRING,
    /** A symbolic index. */
    IDENTIFIER,
    /** Characters that mean nothing. */
    RESERVED,
    /** The end of the text. */
    END
}
