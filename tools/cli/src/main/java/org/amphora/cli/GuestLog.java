package org.amphora.cli;

import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * What a guest logs: taken off the platform's logging, where it ends when a framework has no log service. Amphora's own
 * notices are silenced meanwhile.
 */
final class GuestLog implements AutoCloseable {
    private final Logger amphora = Logger.getLogger("org.amphora");
    private final Logger guest;
    private final Handler handler;

    GuestLog(String guest, Consumer<String> lines) {
        this.guest = Logger.getLogger(guest);
        handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                lines.accept(entry.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        this.guest.setUseParentHandlers(false);
        this.guest.addHandler(handler);
        amphora.setLevel(Level.WARNING);
    }

    @Override
    public void close() {
        amphora.setLevel(null);
        guest.removeHandler(handler);
        guest.setUseParentHandlers(true);
    }
}
