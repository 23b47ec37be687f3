package org.amphora.guests;

import org.amphora.api.guest.dto.FailureDTO;

/** Content that was not activated, with the whole message for the operator. */
final class Rejection extends Exception {
    private static final long serialVersionUID = 1L;

    private final String guest;
    private final Reason reason;
    private final String digest;
    private final long since = System.currentTimeMillis();

    /**
     * @param source where the content came from
     * @param digest of the content; null if it could not be read
     * @param details what was wrong and what would be right
     */
    Rejection(String guest, String source, String digest, Reason reason, String details, Throwable cause) {
        super("guest " + guest + ": " + source + " " + reason.words() + ": " + details, cause);
        this.guest = guest;
        this.reason = reason;
        this.digest = digest;
    }

    String guest() {
        return guest;
    }

    Reason reason() {
        return reason;
    }

    /** SHA-256 of the content; null if it could not be read. */
    String digest() {
        return digest;
    }

    FailureDTO toDto() {
        FailureDTO dto = new FailureDTO();
        dto.reason = reason.code();
        dto.reasonName = reason.name();
        dto.message = getMessage();
        dto.digest = digest;
        dto.since = since;
        return dto;
    }

    /** Whether it says nothing new beside {@code other}. */
    boolean repeats(Rejection other) {
        return other != null && getMessage().equals(other.getMessage());
    }
}
