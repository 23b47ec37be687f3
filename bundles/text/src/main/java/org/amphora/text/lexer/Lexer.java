package org.amphora.text.lexer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Finds the tokens of a text that is known to be UTF-8 (WebAssembly 3.0, sections 6.3.1 to 6.3.4). It goes over white
 * space, comments and annotations; of annotations that mean something to us it leaves word. Nothing here recurses,
 * whatever is nested.
 */
final class Lexer {
    /** The annotations that are not skipped as if they were comments. */
    static final Set<String> KNOWN_ANNOTATIONS = Set.of("custom", "name", "metadata.code.branch_hint");

    private static final boolean[] IDENTIFIER_CHARACTERS = new boolean[0x80];
    private static final boolean[] RESERVED_CHARACTERS = new boolean[0x80];

    static {
        for (char c = '0'; c <= 'z'; c++) {
            IDENTIFIER_CHARACTERS[c] = c <= '9' || (c >= 'A' && c <= 'Z') || c >= 'a';
        }
        for (char c : "!#$%&'*+-./:<=>?@\\^_`|~".toCharArray()) {
            IDENTIFIER_CHARACTERS[c] = true;
        }
        for (char c : ",;[]{}".toCharArray()) {
            RESERVED_CHARACTERS[c] = true;
        }
    }

    private final Source source;

    Lexer(Source source) {
        this.source = source;
    }

    /** Reads the token at or behind {@code from}. */
    void read(int from, Token token) {
        token.annotation = -1;
        int at = blank(from);
        while (source.at(at) == '(' && source.at(at + 1) == '@') {
            if (token.annotation < 0 && KNOWN_ANNOTATIONS.contains(annotationId(at))) {
                token.annotation = at;
            }
            at = blank(annotation(at, token));
        }
        word(at, token);
    }

    /** Reads the token at or behind {@code from} where annotations have no meaning: inside of annotations. */
    void readInAnnotation(int from, Token token) {
        token.annotation = -1;
        word(blank(from), token);
    }

    /** Moves over white space and comments. */
    private int blank(int from) {
        int at = from;
        while (true) {
            switch (source.at(at)) {
                case ' ', '\t', '\n', '\r' -> at++;
                case ';' -> {
                    if (source.at(at + 1) != ';') {
                        return at;
                    }
                    at = lineComment(at + 2);
                }
                case '(' -> {
                    if (source.at(at + 1) != ';') {
                        return at;
                    }
                    at = blockComment(at);
                }
                default -> {
                    return at;
                }
            }
        }
    }

    private int lineComment(int from) {
        int at = from;
        while (source.at(at) >= 0 && source.at(at) != '\n' && source.at(at) != '\r') {
            at++;
        }
        return at;
    }

    private int blockComment(int start) {
        int depth = 1;
        int at = start + 2;
        while (depth > 0) {
            int c = source.at(at);
            if (c < 0) {
                throw source.failure("unclosed comment", start);
            }
            int next = source.at(at + 1);
            boolean opens = c == '(' && next == ';';
            boolean closes = c == ';' && next == ')';
            depth += opens ? 1 : closes ? -1 : 0;
            at += opens || closes ? 2 : 1;
        }
        return at;
    }

    /** The identifier of the annotation that begins at {@code start}. */
    String annotationId(int start) {
        int end = annotationIdEnd(start);
        int from = start + 2;
        if (source.at(from) != '"') {
            return source.text(from, end);
        }
        ByteArrayOutputStream id = new ByteArrayOutputStream();
        Strings.decode(source.bytes, from, end, id);
        byte[] bytes = id.toByteArray();
        if (Utf8.fault(bytes, 0, bytes.length) >= 0) {
            throw source.failure("malformed UTF-8 encoding of an annotation id", from);
        }
        if (bytes.length == 0) {
            throw source.failure("empty annotation id", start);
        }
        return id.toString(StandardCharsets.UTF_8);
    }

    /** The offset behind the identifier of the annotation that begins at {@code start}. */
    int annotationIdEnd(int start) {
        int end = start + 2;
        if (source.at(end) == '"') {
            end = Strings.skip(source, end);
        } else {
            while (isIdentifier(source.at(end))) {
                end++;
            }
        }
        if (end <= start + 2) {
            throw source.failure("empty annotation id", start);
        }
        return end;
    }

    /** Moves over an annotation; parentheses in it are balanced. */
    private int annotation(int start, Token token) {
        int depth = 1;
        int at = annotationIdEnd(start);
        while (depth > 0) {
            word(blank(at), token);
            switch (token.kind) {
                case LEFT -> depth++;
                case RIGHT -> depth--;
                case END -> throw source.failure("unclosed annotation", start);
                default -> {}
            }
            at = token.end;
        }
        return at;
    }

    /** The token that begins at {@code start}. */
    private void word(int start, Token token) {
        token.start = start;
        int c = source.at(start);
        if (c == '(' || c == ')' || c < 0) {
            token.kind = c < 0 ? TokenKind.END : c == '(' ? TokenKind.LEFT : TokenKind.RIGHT;
            token.end = c < 0 ? start : start + 1;
            return;
        }
        int at = start;
        while (isIdentifier(source.at(at))) {
            at++;
        }
        int plainEnd = at;
        int strings = 0;
        while (continuesWord(at)) {
            if (source.at(at) == '"') {
                strings++;
                at = string(start, at);
            } else {
                at++;
            }
        }
        if (at == start) {
            throw illegal(start);
        }
        token.end = at;
        token.kind = at == plainEnd ? plain(start, at) : quoted(start, plainEnd, at, strings);
    }

    private boolean continuesWord(int at) {
        int c = source.at(at);
        if (c == ';') {
            return source.at(at + 1) != ';';
        }
        return c == '"' || isIdentifier(c) || (c >= 0 && c < 0x80 && RESERVED_CHARACTERS[c]);
    }

    private int string(int wordStart, int start) {
        int end = Strings.skip(source, start);
        if (end >= 0) {
            return end;
        }
        // a dollar sign, and then something that is no string
        if (start == wordStart + 1 && source.at(wordStart) == '$') {
            throw source.failure("empty identifier", wordStart);
        }
        throw Strings.failure(source, ~end);
    }

    private RuntimeException illegal(int at) {
        int c = source.at(at);
        if (c < 0x80) {
            return source.failure("illegal character 0x" + Integer.toHexString(c), at);
        }
        int end = at + 1;
        while ((source.at(end) & 0xc0) == 0x80 && end < source.to) {
            end++;
        }
        return source.failure("illegal character " + source.text(at, end), at);
    }

    /** What a word without strings or brackets in it is. */
    private TokenKind plain(int start, int end) {
        int first = source.at(start);
        if (first == '$') {
            if (end == start + 1) {
                throw source.failure("empty identifier", start);
            }
            return TokenKind.IDENTIFIER;
        }
        TokenKind number = Numerals.kind(source, start, end);
        if (number != null) {
            return number;
        }
        if (first < 'a' || first > 'z') {
            return TokenKind.RESERVED;
        }
        if (source.startsWith("offset=", start, end)) {
            return assigned(start + "offset=".length(), end, TokenKind.OFFSET);
        }
        if (source.startsWith("align=", start, end)) {
            return assigned(start + "align=".length(), end, TokenKind.ALIGNMENT);
        }
        return TokenKind.KEYWORD;
    }

    private TokenKind assigned(int from, int end, TokenKind kind) {
        return Numerals.kind(source, from, end) == TokenKind.NATURAL ? kind : TokenKind.RESERVED;
    }

    /** What a word with strings or brackets in it is. */
    private TokenKind quoted(int start, int plainEnd, int end, int strings) {
        boolean oneString = strings == 1 && source.at(plainEnd) == '"' && Strings.skip(source, plainEnd) == end;
        if (!oneString) {
            return TokenKind.RESERVED;
        }
        if (plainEnd == start) {
            return TokenKind.STRING;
        }
        return plainEnd == start + 1 && source.at(start) == '$' ? quotedIdentifier(start, end) : TokenKind.RESERVED;
    }

    private TokenKind quotedIdentifier(int start, int end) {
        if (end == start + "$\"\"".length()) {
            throw source.failure("empty identifier", start);
        }
        return TokenKind.IDENTIFIER;
    }

    private static boolean isIdentifier(int c) {
        return c >= 0 && c < 0x80 && IDENTIFIER_CHARACTERS[c];
    }
}
