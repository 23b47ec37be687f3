package org.amphora.wasi;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A clock that somebody else supplies. In OSGi it is a service with a property {@code wasi.name}, which a guest's
 * configuration names: {@code wallClock="service:simulation"}. Guests that began with it read it until they are closed,
 * whether or not it is still registered then. Must be thread-safe.
 */
@ConsumerType
public interface WasiClock {
    /** What it reads: as a wall clock nanoseconds since 1970-01-01T00:00:00Z, as a monotonic one since any moment. */
    long readNanos();

    /** How finely it ticks, from 1 ns to 1 h; always the same. */
    long resolutionNanos();
}
