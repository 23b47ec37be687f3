package org.amphora.text.parser;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.amphora.text.lexer.AnnotationReader;
import org.amphora.text.lexer.TokenKind;

/** The custom sections that annotations {@code (@custom …)} describe, and their places (WebAssembly 3.0, appendix A.4). */
final class CustomSections {
    private static final String FIRST = "before first";
    private static final String LAST = "after last";

    private final Map<String, List<ByteSink>> byPlace = new HashMap<>();

    /** Reads an annotation. */
    void read(AnnotationReader in) {
        String name = in.name("missing section name");
        String place = in.at(TokenKind.LEFT) ? place(in) : LAST;
        ByteSink content = new ByteSink();
        content.name(name);
        content.append(in.strings(Integer.MAX_VALUE));
        in.close();
        byPlace.computeIfAbsent(place, unused -> new ArrayList<>()).add(content);
    }

    private static String place(AnnotationReader in) {
        in.expect(TokenKind.LEFT, "malformed placement");
        String side = in.expect(TokenKind.KEYWORD, "malformed placement");
        if (!side.equals("before") && !side.equals("after")) {
            throw in.failure("malformed placement " + side + ": before or after should be there");
        }
        String section = in.expect(TokenKind.KEYWORD, "malformed section kind");
        String place = side + " " + section;
        if (!place.equals(FIRST) && !place.equals(LAST) && !ModuleWriter.isSection(section)) {
            throw in.failure("malformed section kind " + section);
        }
        in.expect(TokenKind.RIGHT, "malformed placement");
        return place;
    }

    void writeFirst(ByteSink out) {
        write(FIRST, out);
    }

    void writeBefore(String section, ByteSink out) {
        write("before " + section, out);
    }

    void writeAfter(String section, ByteSink out) {
        write("after " + section, out);
    }

    void writeLast(ByteSink out) {
        write(LAST, out);
    }

    private void write(String place, ByteSink out) {
        for (ByteSink content : byPlace.getOrDefault(place, List.of())) {
            out.u8(0);
            out.sized(content);
        }
    }
}
