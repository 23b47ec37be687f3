package org.amphora.wasi.osgi;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.nio.charset.StandardCharsets;
import org.amphora.wasi.files.NeverBlocks;

/** Output of a guest as log lines, each with the guest's name before it. Thread-safe. */
final class LogLines extends OutputStream implements NeverBlocks {
    /** A longer line is cut into several. */
    private static final int MAX_LINE_BYTES = 8_192;

    private final Logger logger;
    private final Logger.Level level;
    private final String guest;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    LogLines(Logger logger, Logger.Level level, String guest) {
        this.logger = logger;
        this.level = level;
        this.guest = guest;
    }

    @Override
    public synchronized void write(int b) {
        if (b == '\n') {
            log();
        } else {
            line.write(b);
            if (line.size() == MAX_LINE_BYTES) {
                log();
            }
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            write(bytes[i]);
        }
    }

    private void log() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        logger.log(level, () -> guest + ": " + (text.endsWith("\r") ? text.substring(0, text.length() - 1) : text));
    }

    /** Logs what is left of a line without an end. */
    @Override
    public synchronized void close() {
        if (line.size() > 0) {
            log();
        }
    }
}
