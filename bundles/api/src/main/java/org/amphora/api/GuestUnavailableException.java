package org.amphora.api;

import java.util.Objects;

/** A guest cannot serve a call: it was removed, or it never had a generation that could be activated. */
public final class GuestUnavailableException extends WasmException {
    private static final long serialVersionUID = 1L;

    private final String guest;

    /** {@code message} names the guest and says why. */
    public GuestUnavailableException(String guest, String message) {
        super(message, null);
        this.guest = Objects.requireNonNull(guest, "guest");
    }

    /** The name of the guest. */
    public String guest() {
        return guest;
    }
}
