package org.amphora.guests;

import java.time.Duration;

/** How long things are waited for. Immutable. */
record Timing(Duration stage, Duration settle, Duration retry, Duration debounce, Duration patience, Duration grace) {
    /**
     * As in a container: a minute for content to get ready, half a second for a fresh file to rest, a second until it
     * is read again, 50 ms for events to calm down, and two seconds at shut-down until calls are cancelled, one more
     * until they are left alone.
     */
    static Timing defaults() {
        return new Timing(
                Duration.ofMinutes(1),
                Duration.ofMillis(500),
                Duration.ofSeconds(1),
                Duration.ofMillis(50),
                Duration.ofSeconds(2),
                Duration.ofSeconds(1));
    }
}
