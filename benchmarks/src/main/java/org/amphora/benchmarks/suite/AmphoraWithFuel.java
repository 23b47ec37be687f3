package org.amphora.benchmarks.suite;

import org.amphora.api.InstanceConfig;

/** Amphora where each call has a limit of fuel, which none of them reaches. */
public final class AmphoraWithFuel extends AmphoraPeer {
    /** For {@code Worker}. */
    public AmphoraWithFuel() {
        super(InstanceConfig.defaults().fuelLimit(Long.MAX_VALUE));
    }
}
