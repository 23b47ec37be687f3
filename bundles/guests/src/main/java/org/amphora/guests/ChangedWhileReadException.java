package org.amphora.guests;

import java.io.IOException;

/** A file is being written; it can be read again when it rests. */
final class ChangedWhileReadException extends IOException {
    private static final long serialVersionUID = 1L;

    ChangedWhileReadException() {
        super("it changed while it was read; it is read again when it rests");
    }
}
