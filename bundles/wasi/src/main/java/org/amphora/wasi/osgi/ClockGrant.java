package org.amphora.wasi.osgi;

import org.amphora.wasi.WasiClock;

/** A value of {@code wallClock} or {@code monotonicClock}. Immutable. */
final class ClockGrant {
    private static final String SYSTEM = "system";
    private static final String SERVICE = "service:";

    private final String key;
    private final String value;

    private ClockGrant(String key, String value) {
        this.key = key;
        this.value = value;
    }

    /**
     * Reads a value; empty grants nothing.
     *
     * @throws IllegalArgumentException if it is not in its form
     */
    static ClockGrant parse(String key, String value) {
        boolean service = value.startsWith(SERVICE) && value.length() > SERVICE.length();
        if (value.isEmpty() || value.equals(SYSTEM) || service) {
            return new ClockGrant(key, value);
        }
        throw new IllegalArgumentException(key + " \"" + value + "\" must be system or in the form service:NAME");
    }

    /** Whether it is the computer's. */
    boolean isSystem() {
        return value.equals(SYSTEM);
    }

    /** Whether it is somebody else's. */
    boolean isService() {
        return value.startsWith(SERVICE);
    }

    /**
     * Somebody else's, as it is now.
     *
     * @throws IllegalStateException if there is no such service
     */
    WasiClock clock(Surroundings surroundings) {
        String name = value.substring(SERVICE.length());
        return surroundings
                .service(WasiClock.class, name)
                .orElseThrow(() -> new IllegalStateException(key + " \"" + value
                        + "\" cannot be granted: no service WasiClock has the property " + Surroundings.NAME + "="
                        + name));
    }
}
