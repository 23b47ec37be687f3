package org.amphora.host.log;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.LoggerFactory;

/**
 * Writes to the OSGi log service. A component of its own, because the package of the log service is an optional import:
 * without it this class is never loaded, and {@link LogFunction} does without.
 */
@Component(service = Sink.class)
public final class LogServiceSink implements Sink {
    private final LoggerFactory loggers;

    /** {@code loggers} is the log service. */
    @Activate
    public LogServiceSink(@Reference LoggerFactory loggers) {
        this.loggers = loggers;
    }

    @Override
    public void info(String logger, String message) {
        // the form without arguments: braces in a guest's message are no place-holders
        loggers.getLogger(logger).info(message);
    }
}
