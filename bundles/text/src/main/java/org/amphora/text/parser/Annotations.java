package org.amphora.text.parser;

import org.amphora.text.lexer.AnnotationReader;
import org.amphora.text.lexer.TokenReader;

/** The annotations that give names (WebAssembly 3.0, appendix A.4). */
final class Annotations {
    static final String NAME = "name";
    static final String CUSTOM = "custom";
    static final String BRANCH_HINT = "metadata.code.branch_hint";

    private Annotations() {}

    /** Gives a member of an index space the name that an annotation in front of the present token has for it, if one does. */
    static void name(TokenReader in, IndexSpace space, int index) {
        String name = name(in);
        if (name != null) {
            space.rename(index, name);
        }
    }

    /** The name that an annotation in front of the present token gives; null if none does. */
    static String name(TokenReader in) {
        if (!in.hasAnnotation(NAME)) {
            return null;
        }
        AnnotationReader annotations = in.annotations();
        String name = null;
        while (annotations.next()) {
            if (!annotations.id().equals(NAME)) {
                throw annotations.misplaced();
            }
            if (name != null) {
                throw annotations.failure("multiple names");
            }
            name = name(annotations);
        }
        return name;
    }

    /** The name in the present annotation. */
    static String name(AnnotationReader annotation) {
        String name = annotation.name("missing name");
        annotation.close();
        return name;
    }
}
