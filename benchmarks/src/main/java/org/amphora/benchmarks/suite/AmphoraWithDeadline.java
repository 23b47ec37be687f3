package org.amphora.benchmarks.suite;

import java.time.Duration;
import org.amphora.api.InstanceConfig;

/** Amphora where each call has a deadline, which none of them reaches. */
public final class AmphoraWithDeadline extends AmphoraPeer {
    /** For {@code Worker}. */
    public AmphoraWithDeadline() {
        super(InstanceConfig.defaults().callTimeout(Duration.ofHours(1)));
    }
}
