package org.amphora.engine.link;

import java.util.function.LongSupplier;
import org.amphora.api.Instance;
import org.amphora.engine.link.HostFunctionSource.Candidate;

/** A living instance with what its imports were linked to, for operators. Thread-safe. */
public final class LinkedInstance {
    private final Instance instance;
    private final LongSupplier memoryBytes;
    private final Candidate[] candidates;

    /**
     * An instance.
     *
     * @param memoryBytes bytes of the memories that it defines, now
     * @param candidates for each import the candidate of the source that it was linked to; null where a linker defined it
     */
    public LinkedInstance(Instance instance, LongSupplier memoryBytes, Candidate... candidates) {
        this.instance = instance;
        this.memoryBytes = memoryBytes;
        this.candidates = candidates.clone();
    }

    /** The instance. */
    public Instance instance() {
        return instance;
    }

    /** Bytes of the memories that it defines. */
    public long memoryBytes() {
        return memoryBytes.getAsLong();
    }

    /** What the import of that index was linked to; null if a linker defined it. */
    public Candidate candidate(int importIndex) {
        return candidates[importIndex];
    }
}
