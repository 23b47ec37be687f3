package org.amphora.api;

import java.util.Objects;

/** A call was ended from outside: by {@link Instance#cancel(String)}, by its deadline or by closing the instance. */
public final class CancelledException extends WasmException {
    private static final long serialVersionUID = 1L;

    private final String guest;

    /** {@code reason} is what the canceller gave. */
    public CancelledException(String guest, String reason) {
        super("call of " + guest + " was cancelled: " + reason, null);
        this.guest = Objects.requireNonNull(guest, "guest");
    }

    /** The name of the instance. */
    public String guest() {
        return guest;
    }
}
