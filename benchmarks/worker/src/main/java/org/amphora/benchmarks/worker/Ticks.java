package org.amphora.benchmarks.worker;

/** A count in which each step depends on the one before, so that no compiler makes one step of many. */
public final class Ticks {
    private int ticked;

    /** None yet. */
    public Ticks() {}

    /** Begins anew. */
    public void reset() {
        ticked = 0;
    }

    /** One more. */
    public void tick() {
        ticked = Integer.rotateLeft(ticked, 1) + 1;
    }

    /** What they came to. */
    public int value() {
        return ticked;
    }
}
