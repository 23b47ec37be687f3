package org.amphora.guests;

import static org.amphora.api.guest.GuestConstants.WASM_GUEST_INSTANCES;
import static org.amphora.api.guest.GuestConstants.WASM_GUEST_INSTANCES_EXTRA;
import static org.amphora.api.guest.GuestConstants.WASM_GUEST_STATE;
import static org.amphora.api.guest.GuestConstants.WASM_GUEST_STATE_LIMIT;
import static org.amphora.api.guest.GuestConstants.WASM_GUEST_STATE_LOAD;
import static org.amphora.api.guest.GuestConstants.WASM_GUEST_STATE_SAVE;
import static org.amphora.api.guest.GuestConstants.WASM_GUEST_STATE_TIMEOUT;

import java.time.Duration;
import java.util.Map;

/** How a guest whose state survives swaps saves and loads it. Immutable. */
final class StateOptions {
    private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

    private final String save;
    private final String load;
    private final int limit;
    private final Duration timeout;

    private StateOptions(Map<String, ?> properties) {
        this.save = orElse(GuestConfiguration.text(properties, WASM_GUEST_STATE_SAVE), "save_state");
        this.load = orElse(GuestConfiguration.text(properties, WASM_GUEST_STATE_LOAD), "load_state");
        this.limit = (int) GuestConfiguration.number(properties, WASM_GUEST_STATE_LIMIT, 1 << 24, 0, MAX_BYTES);
        this.timeout = Duration.ofMillis(GuestConfiguration.number(
                properties, WASM_GUEST_STATE_TIMEOUT, 5_000, 1, GuestConfiguration.MAX_MILLIS));
    }

    private static String orElse(String text, String otherwise) {
        return text == null ? otherwise : text;
    }

    /**
     * Reads them from the configuration of a guest; null if its state does not survive.
     *
     * @throws IllegalArgumentException naming key, value and what would be right
     */
    static StateOptions parse(Map<String, ?> properties, PoolOptions pool) {
        StateOptions options = new StateOptions(properties);
        String mode = orElse(GuestConfiguration.text(properties, WASM_GUEST_STATE), "none");
        switch (mode) {
            case "none" -> {
                return null;
            }
            case "exports" -> {
                if (pool.most() > 1) {
                    throw new IllegalArgumentException(WASM_GUEST_STATE + " is exports, and "
                            + (pool.extra() == 0
                                    ? WASM_GUEST_INSTANCES + " is " + pool.instances() + "; it must be 1"
                                    : WASM_GUEST_INSTANCES_EXTRA + " is " + pool.extra() + "; it must be 0")
                            + ", because every instance has a state of its own");
                }
                return options;
            }
            default ->
                throw new IllegalArgumentException(
                        WASM_GUEST_STATE + " is \"" + mode + "\"; it must be none or exports");
        }
    }

    /** The exported function that saves. */
    String save() {
        return save;
    }

    /** The exported function that loads. */
    String load() {
        return load;
    }

    /** The most bytes of a state. */
    int limit() {
        return limit;
    }

    /** How long calls wait at most until the state is handed over. */
    Duration timeout() {
        return timeout;
    }

    /** Compares as text. */
    @Override
    public String toString() {
        return save + " " + load + " " + limit + " " + timeout;
    }
}
