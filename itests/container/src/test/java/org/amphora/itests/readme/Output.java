package org.amphora.itests.readme;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares what was printed with what README.md shows: word by word, but for numbers, times, digests and the width of columns. */
final class Output {
    // in the order in which they are tried
    private static final Pattern VARIABLE = Pattern.compile("(?<digest>\\b[0-9a-f]{8}(?:[0-9a-f]{56})?\\b)"
            + "|(?<number>[0-9][0-9.,:]*)"
            + "|(?<rest>\\.\\.\\.)"
            + "|(?<space>[ \\t]+)");

    private Output() {}

    /** Fails unless the lines of {@code shown} stand in {@code printed}, one after the other. */
    static void assertShown(Readme.Block block, String printed) {
        String shown = block.output().orElse("");
        if (!pattern(shown.strip()).matcher(printed).find()) {
            fail(block + " shows\n" + shown + "but this was printed:\n" + printed);
        }
    }

    private static Pattern pattern(String shown) {
        StringBuilder regex = new StringBuilder();
        Matcher variable = VARIABLE.matcher(shown);
        int from = 0;
        while (variable.find()) {
            regex.append(Pattern.quote(shown.substring(from, variable.start()))).append(replacement(variable));
            from = variable.end();
        }
        return Pattern.compile(
                regex.append(Pattern.quote(shown.substring(from))).toString());
    }

    private static String replacement(Matcher variable) {
        if (variable.group("digest") != null) {
            return "[0-9a-f]+";
        }
        if (variable.group("number") != null) {
            return "[0-9][0-9.,:]*";
        }
        return variable.group("rest") != null ? "[\\s\\S]*?" : "[ \\t]+";
    }
}
