package org.amphora.guests;

import static org.amphora.api.guest.GuestConstants.WASM_GUEST_INSTANCES;
import static org.amphora.api.guest.GuestConstants.WASM_GUEST_INSTANCES_EXTRA;
import static org.amphora.api.guest.GuestConstants.WASM_GUEST_QUEUE_LIMIT;
import static org.amphora.api.guest.GuestConstants.WASM_GUEST_TRAPPED;

import java.util.Map;

/**
 * How many instances serve side by side, what becomes of calls when all of them do, and of an instance that trapped.
 *
 * @param instances that stay
 * @param extra that are made for one call each
 * @param queue calls that wait at most
 * @param discardTrapped whether an instance goes whose call failed by the guest's own fault
 */
record PoolOptions(int instances, int extra, int queue, boolean discardTrapped) {
    /** No limit: there are not so many threads. */
    static final int ENDLESS = Integer.MAX_VALUE;

    private static final int MAX_INSTANCES = 1_024;

    /**
     * Reads them from the configuration of a guest.
     *
     * @throws IllegalArgumentException naming key, value and what would be right
     */
    static PoolOptions parse(Map<String, ?> properties) {
        return new PoolOptions(
                (int) GuestConfiguration.number(properties, WASM_GUEST_INSTANCES, 1, 1, MAX_INSTANCES),
                (int) GuestConfiguration.number(properties, WASM_GUEST_INSTANCES_EXTRA, 0, 0, MAX_INSTANCES),
                (int) GuestConfiguration.number(properties, WASM_GUEST_QUEUE_LIMIT, ENDLESS, 0, ENDLESS),
                discard(GuestConfiguration.text(properties, WASM_GUEST_TRAPPED)));
    }

    private static boolean discard(String trapped) {
        return switch (trapped == null ? "keep" : trapped) {
            case "keep" -> false;
            case "discard" -> true;
            default ->
                throw new IllegalArgumentException(
                        WASM_GUEST_TRAPPED + " is \"" + trapped + "\"; it must be keep or discard");
        };
    }

    /** The instances that there are at a time at most. */
    int most() {
        return instances + extra;
    }
}
