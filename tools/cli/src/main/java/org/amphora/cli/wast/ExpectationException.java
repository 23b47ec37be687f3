package org.amphora.cli.wast;

/** Something else came than a script expects. */
final class ExpectationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ExpectationException(String message) {
        super(message);
    }

    ExpectationException(String message, Throwable cause) {
        super(message, cause);
    }
}
