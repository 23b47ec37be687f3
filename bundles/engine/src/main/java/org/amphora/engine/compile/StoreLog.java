package org.amphora.engine.compile;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** What goes wrong with stored classes. A class of its own: a logger is dear at start, and mostly nothing goes wrong. */
final class StoreLog {
    private static final Logger LOG = System.getLogger(StoreLog.class.getName());

    private StoreLog() {}

    static void log(Level level, String message, Throwable cause) {
        LOG.log(level, message, cause);
    }
}
