package org.amphora.cli.wast;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Things that a script names, or means by naming nothing: then it is the last one. */
final class Names<T> {
    private final String kind;
    private final Map<String, T> named = new HashMap<>();
    private T last;

    Names(String kind) {
        this.kind = kind;
    }

    /** What {@code name} meant so far, it no longer means; nothing is the last one. */
    void forget(String name) {
        last = null;
        named.remove(name);
    }

    void put(String name, T thing) {
        last = thing;
        if (name != null) {
            named.put(name, thing);
        }
    }

    /** All that have names. */
    Collection<T> all() {
        return named.values();
    }

    /**
     * What {@code name} means; null means the last one.
     *
     * @throws MissingException if that could not be made
     */
    T get(String name) {
        T thing = name == null ? last : named.get(name);
        if (thing == null) {
            throw new MissingException("no " + kind + " " + (name == null ? "" : name));
        }
        return thing;
    }
}
