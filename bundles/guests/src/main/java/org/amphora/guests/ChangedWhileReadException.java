package org.amphora.guests;

import java.io.IOException;

/** A file is being written; it can be read again when it rests. */
final class ChangedWhileReadException extends IOException {
    private static final long serialVersionUID = 1L;

    ChangedWhileReadException(String details) {
        super(details + "; it is read again when it rests");
    }
}
