package org.amphora.text.parser;

import org.amphora.text.lexer.AnnotationReader;
import org.amphora.text.lexer.TokenKind;
import org.amphora.text.lexer.TokenReader;

/** Reads a module (WebAssembly 3.0, section 6.6). */
public final class ModuleParser {
    private final TokenReader in;
    private final ModuleContent module = new ModuleContent();
    private final CustomSections customSections = new CustomSections();
    private final FieldParser fields;
    private final TypeTable types;

    private ModuleParser(TokenReader in) {
        this.in = in;
        TypeParser typeParser = new TypeParser(in, module.types);
        this.types = new TypeTable(in, module, typeParser);
        this.fields = new FieldParser(in, module, typeParser, types);
    }

    /**
     * Reads {@code (module …)}, or the fields of a module without it, up to the end of the text.
     *
     * @param names whether the module gets a name section
     */
    public static byte[] text(TokenReader in, boolean names) {
        byte[] binary;
        if (in.atLeft("module")) {
            binary = module(in, names);
        } else {
            binary = new ModuleParser(in).fields(names);
        }
        in.expectEnd();
        return binary;
    }

    /**
     * Reads {@code (module …)} up to and with its closing parenthesis; {@code (module binary …)} as well.
     *
     * @param names whether the module gets a name section
     */
    public static byte[] module(TokenReader in, boolean names) {
        in.expectLeft("module");
        ModuleParser parser = new ModuleParser(in);
        parser.module.name = in.takeIdentifier();
        byte[] binary = in.take("binary") ? in.strings() : parser.fields(names);
        in.expectRight();
        return binary;
    }

    /** Reads fields up to a closing parenthesis or the end of the text. */
    private byte[] fields(boolean names) {
        // annotations may stand in front of the first token
        int start = in.previousEnd();
        Outline.read(in, module);
        in.position(start);
        types();
        in.position(start);
        in.refuseMisplacedAnnotations(true);
        annotations(true);
        while (in.take(TokenKind.LEFT)) {
            fields.field();
            annotations(false);
        }
        in.refuseMisplacedAnnotations(false);
        return ModuleWriter.write(module, customSections, names);
    }

    /** All types come before their first use, wherever they stand. */
    private void types() {
        while (in.take(TokenKind.LEFT)) {
            if (in.at("type") || in.at("rec")) {
                in.refuseMisplacedAnnotations(true);
                types.field();
                in.refuseMisplacedAnnotations(false);
            } else {
                in.skipToRight();
            }
        }
    }

    /** The annotations in front of a field, or of the end. */
    private void annotations(boolean first) {
        if (!in.hasAnnotations()) {
            return;
        }
        AnnotationReader annotations = in.annotations();
        boolean named = false;
        while (annotations.next()) {
            if (annotations.id().equals(Annotations.CUSTOM)) {
                customSections.read(annotations);
            } else if (first && annotations.id().equals(Annotations.NAME)) {
                if (named) {
                    throw annotations.failure("multiple module names");
                }
                named = true;
                module.name = Annotations.name(annotations);
            } else {
                throw annotations.misplaced();
            }
        }
    }
}
