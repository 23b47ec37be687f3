package org.amphora.text.parser;

import org.amphora.binary.module.ExternKind;
import org.amphora.text.lexer.TokenKind;
import org.amphora.text.lexer.TokenReader;

/**
 * The first reading of a module: gives everything that has an index its index, and its name if it has one, because names may
 * be used before they are defined.
 */
final class Outline {
    private final TokenReader in;
    private final ModuleContent module;
    /** What was defined first, or null: no import may follow. */
    private ExternKind defined;

    private Outline(TokenReader in, ModuleContent module) {
        this.in = in;
        this.module = module;
    }

    /** Reads the fields of a module, up to a closing parenthesis or the end of the text. */
    static void read(TokenReader in, ModuleContent module) {
        Outline outline = new Outline(in, module);
        while (!in.at(TokenKind.RIGHT) && !in.at(TokenKind.END)) {
            int start = in.start();
            in.expectLeft();
            outline.field(start);
        }
    }

    /** A field, from behind its parenthesis. */
    private void field(int start) {
        if (in.keyword() == null) {
            throw in.unexpected("a field of a module");
        }
        switch (in.keyword()) {
            case "type" -> {
                in.next();
                module.types.bind(in);
            }
            case "rec" -> group();
            case "import" -> imported();
            case "elem" -> {
                in.next();
                module.elements.bind(in);
            }
            case "data" -> {
                in.next();
                module.data.bind(in);
            }
            case "export", "start" -> in.next();
            default -> external();
        }
        in.skipToRight(start);
    }

    private void group() {
        in.next();
        while (in.takeLeft("type")) {
            module.types.bind(in);
            in.skipToRight();
        }
    }

    private void imported() {
        int start = in.start();
        in.next();
        skip(TokenKind.STRING, "a string");
        skip(TokenKind.STRING, "a string");
        checkOrder(start);
        in.expectLeft();
        module.space(ModuleContent.kind(in)).bind(in);
        in.skipToRight();
    }

    private void skip(TokenKind kind, String what) {
        if (!in.take(kind)) {
            throw in.unexpected(what);
        }
    }

    /** A field that may turn out to be an import, and may bring a segment along. */
    private void external() {
        if (!ModuleContent.isKind(in.keyword())) {
            throw in.unexpected("a field of a module");
        }
        int start = in.start();
        ExternKind kind = ModuleContent.kind(in);
        module.space(kind).bind(in);
        while (in.takeLeft("export")) {
            in.skipToRight();
        }
        if (in.atLeft("import")) {
            checkOrder(start);
        } else {
            defined = defined == null ? kind : defined;
            inlineSegment(kind);
        }
    }

    private void checkOrder(int start) {
        if (defined != null) {
            throw in.failureAt("import after " + defined + ": imports come first", start);
        }
    }

    private void inlineSegment(ExternKind kind) {
        boolean table = kind == ExternKind.TABLE;
        if (!table && kind != ExternKind.MEMORY) {
            return;
        }
        // whatever else is there is read at the second reading
        while (!in.at(TokenKind.RIGHT) && !in.at(TokenKind.END) && !in.at(TokenKind.NATURAL)) {
            if (in.atLeft(table ? "elem" : "data")) {
                (table ? module.elements : module.data).bindAnonymous(1);
                return;
            }
            if (in.take(TokenKind.LEFT)) {
                in.skipToRight();
            } else {
                in.next();
            }
        }
    }
}
