package org.amphora.engine.runtime;

import java.util.function.LongConsumer;

/**
 * Numbers the departures of providers of host functions, so that of a call and a departure one is known to come first: a call
 * notes the latest number when it begins. Thread-safe.
 */
public final class Departures {
    /** The number of the latest departure. No method: where it is read, the stack may be exhausted. */
    static volatile long latest;

    private Departures() {}

    /**
     * Somebody departs.
     *
     * @param mark makes the departure known, under its number: a call that notes this number finds it known
     */
    public static synchronized void depart(LongConsumer mark) {
        long next = latest + 1;
        mark.accept(next);
        latest = next;
    }
}
