package org.amphora.engine.link;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.amphora.engine.link.HostFunctionSource.Candidate;
import org.amphora.engine.runtime.HostHandles;
import org.amphora.engine.runtime.ModuleInstance;
import org.amphora.engine.runtime.Watchdog;

/**
 * What the linkers of one engine share, and the instances that they made (WebAssembly 3.0, section 4.2.3). Holds instances
 * weakly: one that nobody uses any more need not be closed. Thread-safe.
 */
public final class Store {
    private final HostFunctionSource source;
    private final HostHandles hostHandles;
    private final Watchdog watchdog = new Watchdog();
    /** The instances, each with what its imports were linked to: candidates, not functions, which may hold the instance. */
    private final Map<WeakReference<ModuleInstance>, Candidate[]> instances = new LinkedHashMap<>();

    private final ReferenceQueue<ModuleInstance> collected = new ReferenceQueue<>();
    private boolean closed;

    /** A store that looks for what its linkers do not define in {@code source}. */
    public Store(HostFunctionSource source, HostHandles hostHandles) {
        this.source = source;
        this.hostHandles = hostHandles;
    }

    HostFunctionSource source() {
        return source;
    }

    /** What guest code calls when it calls a host function by reference. */
    public HostHandles hostHandles() {
        return hostHandles;
    }

    Watchdog watchdog() {
        return watchdog;
    }

    /**
     * Checks that the engine can still be used.
     *
     * @throws IllegalStateException if it is closed
     */
    public synchronized void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the engine is closed");
        }
    }

    /**
     * Remembers an instance, to be closed with the engine.
     *
     * @param candidates for each import the candidate of the source that it is linked to, or null
     */
    synchronized void add(ModuleInstance instance, Candidate... candidates) {
        checkOpen();
        for (Object gone = collected.poll(); gone != null; gone = collected.poll()) {
            instances.remove(gone);
        }
        instances.put(new WeakReference<>(instance, collected), candidates);
    }

    /** The instances that were not closed yet, oldest first. */
    public synchronized List<LinkedInstance> instances() {
        List<LinkedInstance> living = new ArrayList<>();
        instances.forEach((reference, candidates) -> {
            ModuleInstance instance = reference.get();
            if (instance != null && !instance.closed()) {
                living.add(new LinkedInstance(instance, () -> definedMemoryBytes(instance), candidates));
            }
        });
        return living;
    }

    private static long definedMemoryBytes(ModuleInstance instance) {
        long bytes = 0;
        for (int i = instance.definition().importedMemoryCount(); i < instance.memories.length; i++) {
            bytes += instance.memories[i].byteSize();
        }
        return bytes;
    }

    /** Refuses further instances and closes those that there are, newest first. */
    public void close() {
        List<LinkedInstance> living;
        synchronized (this) {
            closed = true;
            living = instances();
        }
        for (int i = living.size() - 1; i >= 0; i--) {
            living.get(i).instance().close();
        }
        watchdog.close();
    }
}
