package org.amphora.api;

import java.util.Objects;

/** A guest asked for more than a limit of its configuration or of the engine allows. */
public final class LimitExceededException extends WasmException {
    private static final long serialVersionUID = 1L;

    private final String guest;
    private final String limit;

    /** {@code limit} is the name of the limit as its configuration spells it; {@code message} says what was asked for. */
    public LimitExceededException(String guest, String limit, String message) {
        super(message, null);
        this.guest = Objects.requireNonNull(guest, "guest");
        this.limit = Objects.requireNonNull(limit, "limit");
    }

    /** The name of the instance. */
    public String guest() {
        return guest;
    }

    /** The name of the limit, such as {@code memoryLimit}. */
    public String limit() {
        return limit;
    }
}
