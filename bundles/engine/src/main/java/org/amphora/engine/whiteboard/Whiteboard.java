package org.amphora.engine.whiteboard;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.amphora.api.CancelledException;
import org.amphora.api.HostFunction;
import org.amphora.api.ImportType;
import org.amphora.engine.link.HostFunctionSource;
import org.amphora.engine.runtime.ModuleInstance;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentServiceObjects;

/**
 * The host function services that there are now. Keeps what came, and draws up a {@link WhiteboardState} when one is asked
 * for and something has changed. Thread-safe.
 */
final class Whiteboard implements HostFunctionSource {
    /** After that long a waiting call looks whether it was cancelled. */
    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Map<ServiceReference<?>, Entry> entries = new HashMap<>();
    private final Set<HostFunctionService> notGettable = new HashSet<>();
    /** Instances whose calls wait for a service. */
    private final Set<ModuleInstance> waiting = ConcurrentHashMap.newKeySet();

    private final Duration grace;
    private final Duration patience;
    private volatile Runnable onChange = () -> {};
    private Dictionary<String, ?> engine = FrameworkUtil.asDictionary(Map.of());
    private WhiteboardState state;

    /**
     * A whiteboard without services.
     *
     * @param grace how long a service that goes waits for the calls that use it
     * @param patience how long a call waits for the successor of a service that went
     */
    Whiteboard(Duration grace, Duration patience) {
        this.grace = grace;
        this.patience = patience;
    }

    /** Has {@code listener} called after each change, without locks. */
    void onChange(Runnable listener) {
        onChange = listener;
    }

    /** The properties of the engine's runtime service, which services select engines by. */
    void engine(Map<String, ?> properties) {
        synchronized (this) {
            engine = FrameworkUtil.asDictionary(Map.copyOf(properties));
            state = null;
        }
        onChange.run();
    }

    /** A service came. Its properties are read now; nothing is got. */
    void add(ServiceReference<HostFunction> reference, ComponentServiceObjects<HostFunction> objects) {
        put(
                reference,
                new Entry(new HostFunctionService(objects, isPrototype(reference)), HostFunctionInfo.of(reference)));
    }

    /** The properties of a service changed. Instances that are linked to it stay so. */
    void update(ServiceReference<HostFunction> reference) {
        Entry entry;
        synchronized (this) {
            entry = entries.get(reference);
        }
        if (entry != null) {
            // a change of properties is another chance for a service that could not be got
            synchronized (this) {
                notGettable.remove(entry.service);
            }
            put(reference, new Entry(entry.service, HostFunctionInfo.of(reference)));
        }
    }

    private void put(ServiceReference<HostFunction> reference, Entry entry) {
        synchronized (this) {
            entries.put(reference, entry);
            state = null;
            notifyAll();
        }
        onChange.run();
    }

    private static boolean isPrototype(ServiceReference<?> reference) {
        return Constants.SCOPE_PROTOTYPE.equals(reference.getProperty(Constants.SERVICE_SCOPE));
    }

    /**
     * A service goes. Calls of guests that begin from now on use its successor; those that began before are waited for, and
     * what they still call of it after the grace fails.
     */
    void remove(ServiceReference<HostFunction> reference) {
        HostFunctionService service;
        synchronized (this) {
            Entry entry = entries.remove(reference);
            if (entry == null) {
                return;
            }
            service = entry.service;
            service.leaves();
            notGettable.remove(service);
            state = null;
        }
        onChange.run();
        service.goes(grace);
    }

    /**
     * Gets the best service that there is in place of one that left. If there is none, waits for one until the patience has
     * passed since the departure.
     *
     * @param instance for which it is, to be cancelled while it waits
     * @return null if none came
     */
    ServiceObject successor(ServiceObject former, ModuleInstance instance) {
        waiting.add(instance);
        try {
            return awaitSuccessor(former, instance);
        } finally {
            waiting.remove(instance);
        }
    }

    /** Whether the call of an instance waits for a service. */
    boolean isAwaitedBy(ModuleInstance instance) {
        return waiting.contains(instance);
    }

    private ServiceObject awaitSuccessor(ServiceObject former, ModuleInstance instance) {
        long due = former.service().leftAtNanos() + patience.toNanos();
        while (true) {
            WhiteboardState current = state();
            ServiceObject next =
                    current.best(former.candidate()).map(ServiceCandidate::get).orElse(null);
            long left = due - System.nanoTime();
            if (next != null || (left <= 0 && current == state())) {
                return next;
            }
            instance.poll();
            awaitChange(current, left, instance);
        }
    }

    private synchronized void awaitChange(WhiteboardState known, long nanos, ModuleInstance instance) {
        if (state == known && nanos > 0) {
            try {
                TimeUnit.NANOSECONDS.timedWait(this, Math.min(nanos, SLICE_NANOS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancelledException(instance.name(), "interrupted while it waited for a host function");
            }
        }
    }

    /** The framework did not hand a service out, although it is registered. */
    void notGettable(HostFunctionService service) {
        synchronized (this) {
            if (!notGettable.add(service)) {
                return;
            }
            state = null;
        }
        onChange.run();
    }

    /** All services, sorted into those that can be linked to and those that failed. */
    synchronized WhiteboardState state() {
        if (state == null) {
            List<WhiteboardState.Member> members = new ArrayList<>();
            for (Entry entry : entries.values()) {
                if (entry.info.isPresent() && entry.info.get().targets(engine)) {
                    members.add(new WhiteboardState.Member(
                            entry.info.get(), entry.service, notGettable.contains(entry.service)));
                }
            }
            state = WhiteboardState.of(this, members);
        }
        return state;
    }

    @Override
    public List<Candidate> candidates(String module, String name) {
        return state().candidates(module, name);
    }

    @Override
    public List<Candidate> all() {
        return state().all();
    }

    @Override
    public HostFunctionSource snapshot(String instance, List<ImportType> imports) {
        return state();
    }

    /** A service and what its properties say; empty if it takes no part, which a change of them may change. */
    private static final class Entry {
        final HostFunctionService service;
        final Optional<HostFunctionInfo> info;

        Entry(HostFunctionService service, Optional<HostFunctionInfo> info) {
            this.service = service;
            this.info = info;
        }
    }
}
