package org.amphora.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a command writes what was asked for: a file, or standard output. */
final class Output {
    private final Terminal terminal;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            description = "Write to this file, and not to standard output.")
    private Path file;

    Output(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Writes content. */
    @FunctionalInterface
    interface Content {
        void write(OutputStream out) throws IOException;
    }

    /** Writes {@code content}; where that fails, no file is left. */
    void write(Content content) throws IOException {
        if (file == null) {
            OutputStream out = new BufferedOutputStream(terminal.out());
            content.write(out);
            out.flush();
            return;
        }
        boolean done = false;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            content.write(out);
            done = true;
        } finally {
            if (!done && Files.isRegularFile(file)) {
                Files.delete(file);
            }
        }
    }
}
