package org.amphora.engine.whiteboard;

import java.lang.System.Logger.Level;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.amphora.api.HostFunction;
import org.amphora.api.Instance;
import org.amphora.engine.runtime.Departures;
import org.osgi.framework.ServiceException;
import org.osgi.service.component.ComponentServiceObjects;

/**
 * One registered service of host functions, from its arrival to its departure. Gets the service object for each import
 * that is linked to it, so that a service of prototype scope gives each an object of its own. Thread-safe.
 */
final class HostFunctionService {
    private static final System.Logger LOG = System.getLogger(HostFunctionService.class.getName());

    private final ComponentServiceObjects<HostFunction> objects;
    private final boolean prototype;
    private final Map<Instance, List<WeakReference<Lease>>> leases = new WeakHashMap<>();
    private long departure;
    private long leftAtNanos;
    private volatile boolean left;
    private boolean idle;
    private volatile boolean gone;

    /** @param prototype whether each instance gets an object of its own */
    HostFunctionService(ComponentServiceObjects<HostFunction> objects, boolean prototype) {
        this.objects = objects;
        this.prototype = prototype;
    }

    boolean isPrototype() {
        return prototype;
    }

    /** The service is being unregistered: calls that begin from now on do not use it. */
    void leaves() {
        leftAtNanos = System.nanoTime();
        Departures.depart(number -> {
            departure = number;
            left = true;
        });
    }

    /** Whether calls that begin now use another. */
    boolean hasLeft() {
        return left;
    }

    /** The number of its departure, if it has left. */
    long departure() {
        return departure;
    }

    /** When it left, if it has. */
    long leftAtNanos() {
        return leftAtNanos;
    }

    /** An import of {@code instance} is served by this service from now on; false if nobody may use it any more. */
    boolean leased(Instance instance, Lease lease) {
        synchronized (leases) {
            if (!gone && instance != null) {
                leases.computeIfAbsent(instance, key -> new ArrayList<>()).add(new WeakReference<>(lease));
            }
            return !gone;
        }
    }

    /** What an import of the given name of {@code instance} was linked to; empty if that is not known. */
    Optional<Lease> lease(Instance instance, String name) {
        synchronized (leases) {
            return living(leases.getOrDefault(instance, List.of()).stream())
                    .filter(lease -> lease.candidate().name().equals(name))
                    .findFirst();
        }
    }

    private static Stream<Lease> living(Stream<WeakReference<Lease>> references) {
        return references.map(WeakReference::get).filter(Objects::nonNull);
    }

    /**
     * Waits for the calls that began before it left, but not for longer than {@code grace}, and not for those of this thread:
     * a host function may have its own service unregistered. After that, nobody may use its objects any more.
     */
    void goes(Duration grace) {
        long due = System.nanoTime() + grace.toNanos();
        // at least one pause: a call that begins at this moment is seen after a moment
        while (!end(false, due)) {
            try {
                TimeUnit.MILLISECONDS.sleep(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                due = System.nanoTime();
            }
            if (end(true, due)) {
                return;
            }
        }
    }

    /** Ends the use of its objects if nobody needs them or the time is up; whether it did. */
    private boolean end(boolean paused, long due) {
        synchronized (leases) {
            List<Lease> known =
                    living(leases.values().stream().flatMap(List::stream)).toList();
            boolean done = known.isEmpty() || (paused && known.stream().noneMatch(this::needs));
            if (!done && System.nanoTime() < due) {
                return false;
            }
            idle = known.stream().allMatch(lease -> lease.userSince(departure) == null);
            gone = true;
            return true;
        }
    }

    private boolean needs(Lease lease) {
        Thread user = lease.userSince(departure);
        return (user != null && user != Thread.currentThread()) || lease.awaitsReplacement();
    }

    boolean isGone() {
        return gone;
    }

    /** Whether it is gone and no call was seen to use it: then one that began before was missed, and has not used it yet. */
    boolean wasIdle() {
        return gone && idle;
    }

    /** Gets the service object for an import; null if the framework does not hand it out. */
    HostFunction get() {
        if (left) {
            return null;
        }
        try {
            return objects.getService();
        } catch (IllegalStateException | ServiceException e) {
            // unregistered meanwhile, or its factory failed; the framework has told about the latter
            LOG.log(Level.DEBUG, "a host function could not be got", e);
            return null;
        }
    }

    /** Gives back what {@link #get} returned. */
    void release(HostFunction function) {
        try {
            objects.ungetService(function);
        } catch (IllegalStateException | IllegalArgumentException e) {
            // given back already, because the service or this component went
            LOG.log(Level.DEBUG, "a host function was released twice", e);
        }
    }
}
