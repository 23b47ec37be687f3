package org.amphora.cli.wast;

/** What a command needs is not there, because the command that should have made it failed. */
final class MissingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MissingException(String what) {
        super(what);
    }
}
