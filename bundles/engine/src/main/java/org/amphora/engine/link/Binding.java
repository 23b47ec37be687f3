package org.amphora.engine.link;

import org.amphora.api.Extern;
import org.amphora.api.HostFunction;
import org.amphora.engine.link.HostFunctionSource.Candidate;

/** What an import was resolved to: something that exists, or a host function that is yet to be bound. Immutable. */
final class Binding {
    private final Extern item;
    private final HostFunction host;
    private final Candidate candidate;

    private Binding(Extern item, HostFunction host, Candidate candidate) {
        this.item = item;
        this.host = host;
        this.candidate = candidate;
    }

    static Binding of(Definition definition) {
        return new Binding(definition.item(), definition.host(), null);
    }

    static Binding of(Candidate candidate, HostFunction acquired) {
        return new Binding(null, acquired, candidate);
    }

    /** What exists already, or null. */
    Extern item() {
        return item;
    }

    /** The host function, or null if {@link #item} is there. */
    HostFunction host() {
        return host;
    }

    /** What of the source it was resolved to, or null. */
    Candidate candidate() {
        return candidate;
    }

    /** Who offers the host function, or null if the program defined it. */
    String provider() {
        return candidate == null ? null : candidate.provider();
    }

    /** Gives back what was acquired. */
    void release() {
        if (candidate != null) {
            candidate.release(host);
        }
    }
}
