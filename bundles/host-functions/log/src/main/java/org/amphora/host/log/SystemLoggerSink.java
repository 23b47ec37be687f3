package org.amphora.host.log;

import java.util.ResourceBundle;

/** Writes to the JDK's platform logging. */
final class SystemLoggerSink implements Sink {
    @Override
    public void info(String logger, String message) {
        // a message without parameters is not a format
        System.getLogger(logger).log(System.Logger.Level.INFO, (ResourceBundle) null, message, (Object[]) null);
    }
}
