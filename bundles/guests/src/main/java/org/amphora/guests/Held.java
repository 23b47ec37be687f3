package org.amphora.guests;

import java.util.ArrayList;
import java.util.List;

/**
 * What a swap keeps calls from until it is done. All of it is given back together, once, by whoever comes first: the swap, or
 * the time limit of a guest that does not hand its state over, on a thread of its own. Thread-safe.
 */
final class Held {
    private final List<Runnable> releases = new ArrayList<>();
    private boolean released;

    /** One thing more is held. If all was given back already, so is this. */
    synchronized void add(Runnable release) {
        if (released) {
            release.run();
        } else {
            releases.add(release);
        }
    }

    /** Gives all back; calls go on. */
    synchronized void release() {
        released = true;
        releases.forEach(Runnable::run);
        releases.clear();
    }
}
