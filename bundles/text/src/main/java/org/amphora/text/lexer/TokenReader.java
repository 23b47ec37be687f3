package org.amphora.text.lexer;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.amphora.api.MalformedModuleException;

/**
 * A cursor over the tokens of a text, or of a part of one, with a look at the token behind the present one. Methods called
 * {@code at…} ask, {@code take…} move on if the answer is yes, the others move on or fail. Every failure is a
 * {@link MalformedModuleException} with the words of the specification in front, and line and column at the end. Not
 * thread-safe.
 */
public final class TokenReader {
    private final Source source;
    private final Lexer lexer;
    private Token current = new Token();
    private Token ahead = new Token();
    private boolean aheadIsRead;
    private String keyword;
    private int previousEnd;
    private boolean strict;
    private boolean claimed;

    /** Begins with the first token of {@code text}, which is not copied. */
    public TokenReader(byte[] text) {
        this(text, 0, text.length);
    }

    /** Begins with the first token at or behind {@code from}, and ends before {@code to}; lines count from offset 0. */
    public TokenReader(byte[] text, int from, int to) {
        source = new Source(text, from, to);
        lexer = new Lexer(source);
        int fault = Utf8.fault(text, from, to);
        if (fault >= 0) {
            throw source.failure("malformed UTF-8 encoding", fault);
        }
        position(from);
    }

    // ---- moving

    /** Moves on to the next token. */
    public void next() {
        if (strict && hasAnnotations()) {
            AnnotationReader annotation = annotations();
            annotation.next();
            throw annotation.misplaced();
        }
        previousEnd = current.end;
        if (aheadIsRead) {
            Token behind = current;
            current = ahead;
            ahead = behind;
            aheadIsRead = false;
        } else {
            lexer.read(current.end, current);
        }
        know();
    }

    /** Goes to the token at or behind {@code offset}: one that {@link #start()} gave before. */
    public void position(int offset) {
        aheadIsRead = false;
        previousEnd = offset;
        lexer.read(offset, current);
        know();
    }

    private void know() {
        claimed = false;
        keyword = null;
        if (current.kind == TokenKind.KEYWORD) {
            keyword = Keywords.find(source, current.start, current.end);
        }
        if (current.kind == TokenKind.RESERVED || (current.kind == TokenKind.KEYWORD && keyword == null)) {
            throw failure("unknown operator " + excerpt());
        }
    }

    private Token ahead() {
        if (!aheadIsRead) {
            lexer.read(current.end, ahead);
            aheadIsRead = true;
        }
        return ahead;
    }

    /** Moves behind the parenthesis that closes the innermost one that is open. */
    public void skipToRight() {
        skipToRight(current.start);
    }

    /** The same; an error that it is missing is told at {@code opening}. */
    public void skipToRight(int opening) {
        int depth = 1;
        while (true) {
            switch (current.kind) {
                case LEFT -> depth++;
                case RIGHT -> depth--;
                case END -> throw failureAt("unexpected token: the text ends before a ) that is due", opening);
                default -> {}
            }
            next();
            if (depth == 0) {
                return;
            }
        }
    }

    // ---- the present token

    /** What the token is. */
    public TokenKind kind() {
        return current.kind;
    }

    /** The offset of the token's first byte. */
    public int start() {
        return current.start;
    }

    /** The offset behind the token's last byte. */
    public int end() {
        return current.end;
    }

    /** The offset behind the token before. */
    public int previousEnd() {
        return previousEnd;
    }

    /** The word, if the token is a keyword, always the same object for the same word; else null. */
    public String keyword() {
        return keyword;
    }

    /** Whether the token is of that kind. */
    public boolean at(TokenKind kind) {
        return current.kind == kind;
    }

    /** Whether the token is that word. */
    public boolean at(String word) {
        return word.equals(keyword);
    }

    /** Whether the token is an opening parenthesis and that word follows it. */
    public boolean atLeft(String word) {
        return current.kind == TokenKind.LEFT && word.equals(wordAhead());
    }

    /** The word behind an opening parenthesis; null if there is something else. */
    public String wordAhead() {
        Token next = ahead();
        return next.kind == TokenKind.KEYWORD ? Keywords.find(source, next.start, next.end) : null;
    }

    /** What the token behind the present one is. */
    public TokenKind kindAhead() {
        return ahead().kind;
    }

    /** Moves on if the token is that word. */
    public boolean take(String word) {
        boolean there = at(word);
        if (there) {
            next();
        }
        return there;
    }

    /** Moves behind both if the token is an opening parenthesis and that word follows it. */
    public boolean takeLeft(String word) {
        boolean there = atLeft(word);
        if (there) {
            next();
            next();
        }
        return there;
    }

    /** Moves on if the token is of that kind. */
    public boolean take(TokenKind kind) {
        boolean there = current.kind == kind;
        if (there) {
            next();
        }
        return there;
    }

    /** Moves over that word. */
    public void expect(String word) {
        if (!take(word)) {
            throw unexpected(word);
        }
    }

    /** Moves over an opening parenthesis and that word. */
    public void expectLeft(String word) {
        if (!takeLeft(word)) {
            throw unexpected("(" + word);
        }
    }

    /** Moves over an opening parenthesis. */
    public void expectLeft() {
        if (!take(TokenKind.LEFT)) {
            throw unexpected("(");
        }
    }

    /** Moves over a closing parenthesis. */
    public void expectRight() {
        if (!take(TokenKind.RIGHT)) {
            throw unexpected(")");
        }
    }

    /** Checks that nothing is left. */
    public void expectEnd() {
        if (current.kind != TokenKind.END) {
            throw unexpected("the end of the text");
        }
    }

    // ---- values

    /** The name of a symbolic index, without its dollar sign and quotes. */
    public String identifier() {
        String name = takeIdentifier();
        if (name == null) {
            throw unexpected("an identifier");
        }
        return name;
    }

    /** The name of a symbolic index, without its dollar sign and quotes; null if there is none. */
    public String takeIdentifier() {
        if (current.kind != TokenKind.IDENTIFIER) {
            return null;
        }
        String name;
        if (source.at(current.start + 1) == '"') {
            name = utf8(decode(current.start + 1, current.end), "an identifier");
        } else {
            name = source.text(current.start + 1, current.end);
        }
        next();
        return name;
    }

    /** A string that is a name: one of UTF-8. */
    public String name() {
        if (current.kind != TokenKind.STRING) {
            throw unexpected("a string");
        }
        String name = utf8(decode(current.start, current.end), "a name");
        next();
        return name;
    }

    private byte[] decode(int start, int end) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(end - start);
        Strings.decode(source.bytes, start, end, bytes);
        return bytes.toByteArray();
    }

    private String utf8(byte[] bytes, String what) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw failure("malformed UTF-8 encoding of " + what);
        }
    }

    /** The bytes of all strings from here on, one behind the other; perhaps none. */
    public byte[] strings() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (current.kind == TokenKind.STRING) {
            Strings.decode(source.bytes, current.start, current.end, bytes);
            next();
        }
        return bytes.toByteArray();
    }

    /** Whether the token is a number of any kind. */
    public boolean atNumber() {
        return atInteger() || current.kind == TokenKind.FLOAT;
    }

    /** Whether the token is a whole number. */
    public boolean atInteger() {
        return current.kind == TokenKind.NATURAL || current.kind == TokenKind.INTEGER;
    }

    /**
     * A whole number of {@code bits} bits, signed or not: its bits, the highest of them extended.
     *
     * @param range the error's words if it does not fit
     */
    public long integer(int bits, String range) {
        if (!atInteger()) {
            throw unexpected("a whole number");
        }
        long value = inRange(Numbers.integer(text(), bits), range);
        return value << (Long.SIZE - bits) >> (Long.SIZE - bits);
    }

    /**
     * A whole number without a sign, of {@code bits} bits.
     *
     * @param range the error's words if it does not fit
     */
    public long natural(int bits, String range) {
        if (current.kind != TokenKind.NATURAL) {
            throw unexpected("a whole number without a sign");
        }
        return inRange(Numbers.integer(text(), bits), range);
    }

    /** The number behind {@code offset=} or {@code align=}, of 64 bits. */
    public long assigned(String range) {
        String text = text();
        return inRange(Numbers.natural(text.substring(text.indexOf('=') + 1)), range);
    }

    /** The bits of an f32. */
    public int f32() {
        if (!atNumber()) {
            throw unexpected("a number");
        }
        return inRange(Numbers.f32(text()), "constant out of range");
    }

    /** The bits of an f64. */
    public long f64() {
        if (!atNumber()) {
            throw unexpected("a number");
        }
        return inRange(Numbers.f64(text()), "constant out of range");
    }

    private <T> T inRange(T value, String range) {
        if (value == null) {
            throw failure(range + ": " + excerpt());
        }
        next();
        return value;
    }

    private String text() {
        return source.text(current.start, current.end);
    }

    // ---- annotations

    /** Whether an annotation that means something to us is misplaced unless it is asked for by {@link #annotations()}. */
    public void refuseMisplacedAnnotations(boolean refuse) {
        strict = refuse;
    }

    /** The annotations that mean something to us and stand between the token before and this one. */
    public AnnotationReader annotations() {
        claimed = true;
        return new AnnotationReader(source, lexer, current.annotation, current.start);
    }

    /** Whether there are such annotations, not asked for yet, and the first is of that kind. */
    public boolean hasAnnotation(String id) {
        return hasAnnotations() && lexer.annotationId(current.annotation).equals(id);
    }

    /** Whether there are such annotations, not asked for yet. */
    public boolean hasAnnotations() {
        return current.annotation >= 0 && !claimed;
    }

    // ---- failures

    /** The error that something else than this token should stand here. */
    public MalformedModuleException unexpected(String expected) {
        String what = current.kind == TokenKind.END ? "the end of the text" : excerpt();
        return failure("unexpected token: " + what + " where " + expected + " should be");
    }

    /** The token, cut if it is long. */
    public String excerpt() {
        return source.excerpt(current.start, current.end);
    }

    /** An error at the present token. */
    public MalformedModuleException failure(String message) {
        return failureAt(message, current.start);
    }

    /** An error at an offset of the text. */
    public MalformedModuleException failureAt(String message, int offset) {
        return source.failure(message, offset);
    }
}
