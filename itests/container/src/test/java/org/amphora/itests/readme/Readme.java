package org.amphora.itests.readme;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The fenced blocks of README.md. A comment on the line above says which test runs a block, as in {@code <!-- test: shell
 * -->}; {@code <!-- output -->} marks what the block before it prints.
 */
final class Readme {
    /** System property that names the project's folder inside a forked container. */
    static final String PROJECT = "amphora.project";

    private static final String FENCE = "```";
    private static final String TEST = "<!-- test: ";
    private static final String OUTPUT = "<!-- output -->";
    private static final String COMMENT_END = " -->";

    private Readme() {}

    /** A block. */
    static final class Block {
        final int line;
        final String mark;
        final String text;
        String output;

        Block(int line, String mark, String text) {
            this.line = line;
            this.mark = mark;
            this.text = text;
        }

        /** Its first word says which test runs it. */
        String kind() {
            return mark.split(" ", 2)[0];
        }

        /** What stands behind the first word. */
        String argument() {
            return mark.substring(kind().length()).trim();
        }

        Optional<String> output() {
            return Optional.ofNullable(output);
        }

        @Override
        public String toString() {
            return "README.md:" + line + " (" + mark + ")";
        }
    }

    /** The folder that README.md is in. */
    static Path project() {
        return Path.of(System.getProperty(PROJECT, "../..")).toAbsolutePath().normalize();
    }

    /** The blocks of one kind, in their order. */
    static List<Block> blocks(String kind) {
        return blocks().stream().filter(block -> block.kind().equals(kind)).toList();
    }

    /** All blocks, in their order. One that has no mark is of kind "". */
    static List<Block> blocks() {
        List<String> lines;
        try {
            lines = Files.readAllLines(project().resolve("README.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(FENCE)) {
                String above = i == 0 ? "" : lines.get(i - 1).strip();
                int begin = i + 1;
                do {
                    i++;
                } while (!lines.get(i).startsWith(FENCE));
                String text = String.join("\n", lines.subList(begin, i)) + "\n";
                if (above.equals(OUTPUT)) {
                    blocks.get(blocks.size() - 1).output = text;
                } else {
                    blocks.add(new Block(begin, mark(above), text));
                }
            }
        }
        return blocks;
    }

    private static String mark(String comment) {
        return comment.startsWith(TEST)
                ? comment.substring(TEST.length(), comment.length() - COMMENT_END.length())
                : "";
    }
}
