package org.amphora.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The three standard streams: bytes for guests, text for messages. Text is flushed at each line's end. */
final class Terminal {
    private final InputStream in;
    private final OutputStream out;
    private final OutputStream err;
    private final PrintWriter outText;
    private final PrintWriter errText;

    Terminal(InputStream in, OutputStream out, OutputStream err) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.outText = text(out);
        this.errText = text(err);
    }

    /** The process's own. */
    static Terminal system() {
        return new Terminal(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err));
    }

    private static PrintWriter text(OutputStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    InputStream in() {
        return in;
    }

    OutputStream out() {
        return out;
    }

    OutputStream err() {
        return err;
    }

    /** Standard output, for what was asked for. */
    PrintWriter outText() {
        return outText;
    }

    /** Standard error, for messages. */
    PrintWriter errText() {
        return errText;
    }
}
