package org.amphora.text.parser;

import org.amphora.text.lexer.TokenKind;
import org.amphora.text.lexer.TokenReader;

/** Reads parameters and results. */
final class SignatureReader {
    private final TokenReader in;
    private final TypeParser types;
    private final Counted parameters = new Counted();
    private final Counted results = new Counted();

    SignatureReader(TokenReader in, TypeParser types) {
        this.in = in;
        this.types = types;
    }

    /**
     * Reads {@code (param …)* (result …)*} in place of what was read before.
     *
     * @param locals where the parameters are bound; null if they must not have names
     */
    void read(IndexSpace locals) {
        parameters.clear();
        results.clear();
        while (in.takeLeft("param")) {
            if (locals != null && (in.at(TokenKind.IDENTIFIER) || in.hasAnnotation(Annotations.NAME))) {
                Annotations.name(in, locals, locals.bind(in));
                types.valueType(parameters.add());
            } else {
                int before = parameters.count();
                valueTypes(parameters);
                if (locals != null) {
                    locals.bindAnonymous(parameters.count() - before);
                }
            }
            in.expectRight();
        }
        while (in.takeLeft("result")) {
            valueTypes(results);
            in.expectRight();
        }
        if (in.atLeft("param")) {
            throw in.unexpected("what follows a type");
        }
    }

    private void valueTypes(Counted to) {
        while (!in.at(TokenKind.RIGHT)) {
            types.valueType(to.add());
        }
    }

    boolean isEmpty() {
        return parameters.count() == 0 && results.count() == 0;
    }

    /** Whether there are no parameters and at most one result: what a block type can say without a type index. */
    boolean isShort() {
        return parameters.count() == 0 && results.count() <= 1;
    }

    /** The types of the results, without their count. */
    ByteSink results() {
        return results.elements;
    }

    Signature signature() {
        ByteSink bytes = new ByteSink();
        parameters.writeTo(bytes);
        results.writeTo(bytes);
        return new Signature(bytes.key(), parameters.count());
    }
}
