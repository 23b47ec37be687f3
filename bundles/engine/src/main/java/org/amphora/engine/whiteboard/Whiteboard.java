package org.amphora.engine.whiteboard;

import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.amphora.api.HostFunction;
import org.amphora.api.ImportType;
import org.amphora.engine.link.HostFunctionSource;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentServiceObjects;

/**
 * The host function services that there are now. Keeps what came, and draws up a {@link WhiteboardState} when one is asked
 * for and something has changed. Thread-safe.
 */
final class Whiteboard implements HostFunctionSource {
    private final Map<ServiceReference<?>, Entry> entries = new HashMap<>();
    private final Set<HostFunctionService> notGettable = new HashSet<>();
    private volatile Runnable onChange = () -> {};
    private Dictionary<String, ?> engine = FrameworkUtil.asDictionary(Map.of());
    private WhiteboardState state;

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
        put(reference, new Entry(new HostFunctionService(objects), HostFunctionInfo.of(reference)));
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
        }
        onChange.run();
    }

    /** A service goes: calls to it that begin after this fail. */
    void remove(ServiceReference<HostFunction> reference) {
        synchronized (this) {
            Entry entry = entries.remove(reference);
            if (entry == null) {
                return;
            }
            entry.service.goes();
            notGettable.remove(entry.service);
            state = null;
        }
        onChange.run();
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
