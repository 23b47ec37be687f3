package org.amphora.host.log;

/** Where messages go. Thread-safe. */
interface Sink {
    /** Writes {@code message} at level INFO to the logger {@code logger}. */
    void info(String logger, String message);
}
