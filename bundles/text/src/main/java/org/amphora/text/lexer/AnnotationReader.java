package org.amphora.text.lexer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A cursor over the annotations between two tokens, and over what stands in them. Only annotations that mean something to us
 * are found. Not thread-safe.
 */
public final class AnnotationReader {
    private final Source source;
    private final Lexer lexer;
    private final int end;
    private final Token token = new Token();
    private int at;
    private int start;
    private String id;

    AnnotationReader(Source source, Lexer lexer, int from, int end) {
        this.source = source;
        this.lexer = lexer;
        this.at = from < 0 ? end : from;
        this.end = end;
    }

    /** Moves on to the next annotation, and to the first token in it; false if there is none. */
    public boolean next() {
        while (at < end) {
            lexer.readInAnnotation(at, token);
            if (token.kind == TokenKind.END || token.start >= end) {
                return false;
            }
            start = token.start;
            id = lexer.annotationId(start);
            at = lexer.annotationIdEnd(start);
            advance();
            if (Lexer.KNOWN_ANNOTATIONS.contains(id)) {
                return true;
            }
            skip();
        }
        return false;
    }

    /** Moves to the end of the annotation, wherever in it we are, so that {@link #next()} may follow. */
    public void skip() {
        for (int depth = 1; ; advance()) {
            depth += token.kind == TokenKind.LEFT ? 1 : token.kind == TokenKind.RIGHT ? -1 : 0;
            if (depth == 0) {
                return;
            }
        }
    }

    private void advance() {
        lexer.readInAnnotation(at, token);
        at = token.end;
    }

    /** What kind of annotation it is. */
    public String id() {
        return id;
    }

    /** The offset of the annotation. */
    public int start() {
        return start;
    }

    /** Whether the present token of the annotation is of that kind. */
    public boolean at(TokenKind kind) {
        return token.kind == kind;
    }

    /** Moves over a token of that kind; the error is {@code message} behind the annotation's name. */
    public String expect(TokenKind kind, String message) {
        if (token.kind != kind) {
            throw failure(message);
        }
        String text = source.text(token.start, token.end);
        advance();
        return text;
    }

    /** A string that is a name: one of UTF-8. */
    public String name(String missing) {
        if (token.kind != TokenKind.STRING) {
            throw failure(missing);
        }
        byte[] bytes = strings(1);
        if (Utf8.fault(bytes, 0, bytes.length) >= 0) {
            throw failure("malformed UTF-8 encoding");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The bytes of the strings from here on, at most {@code most}, one behind the other; perhaps none. */
    public byte[] strings(int most) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < most && token.kind == TokenKind.STRING; i++) {
            Strings.decode(source.bytes, token.start, token.end, bytes);
            advance();
        }
        return bytes.toByteArray();
    }

    /** Checks that the annotation ends here. */
    public void close() {
        if (token.kind != TokenKind.RIGHT) {
            throw failure("unexpected token " + source.excerpt(token.start, token.end));
        }
    }

    /** An error in the annotation. */
    public RuntimeException failure(String message) {
        return source.failure("@" + id + " annotation: " + message, start);
    }

    /** The error that the annotation has no place where it stands. */
    public RuntimeException misplaced() {
        if (id.equals("metadata.code.branch_hint")) {
            return failure("not in a function");
        }
        return source.failure("misplaced @" + id + " annotation", start);
    }
}
