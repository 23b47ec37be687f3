package org.amphora.engine.whiteboard;

import org.amphora.api.HostFunction;
import org.amphora.api.HostFunctionException;
import org.amphora.api.Instance;
import org.amphora.engine.runtime.ModuleInstance;

/**
 * The service object that stands behind one import of an instance. Costs two volatile reads a call.
 *
 * <p>When the service leaves, calls of the guest that began before go on with its object until the grace is over; then they
 * fail instead of reaching an object whose bundle may have stopped. Calls that begin after use the successor. So one call
 * never uses both. An object that keeps something for its instance, as one of prototype scope may and one that bound itself
 * does, has no successor: what the guest got from it, such as a handle, would mean nothing to another.
 */
final class Lease implements HostFunction {
    private final Whiteboard whiteboard;
    private final ModuleInstance instance;
    private volatile ServiceObject current;
    private volatile Lease bound;
    private volatile boolean released;

    /** A lease that is not bound yet. */
    Lease(Whiteboard whiteboard, ServiceObject object) {
        this(whiteboard, object, null);
    }

    private Lease(Whiteboard whiteboard, ServiceObject object, ModuleInstance instance) {
        this.whiteboard = whiteboard;
        this.current = object;
        this.instance = instance;
    }

    @Override
    public void call(Instance caller, long[] stack) throws Throwable {
        ServiceObject object = current;
        if (object.service().hasLeft()) {
            object = afterDeparture(object, caller);
        }
        object.function().call(caller, stack);
    }

    private ServiceObject afterDeparture(ServiceObject former, Instance caller) {
        boolean changes = canChange()
                && caller instanceof ModuleInstance calling
                && (former.service().wasIdle()
                        || !calling.beganBefore(former.service().departure()));
        ServiceObject object = changes ? change() : former;
        if (object == null || object.service().isGone()) {
            throw gone(former);
        }
        return object;
    }

    /** Whether another service may take the place of one that left. */
    boolean canChange() {
        ServiceObject object = current;
        return instance != null && !object.isSpecialised() && !object.service().isPrototype();
    }

    /** Takes a service that has not left; null if there is none. */
    private synchronized ServiceObject change() {
        ServiceObject former = current;
        while (former.service().hasLeft()) {
            ServiceObject next = whiteboard.successor(former, instance);
            if (next == null) {
                return null;
            }
            if (next.service().leased(instance, this)) {
                current = next.bind(instance);
                former.release();
                return current;
            }
            next.release();
            former = current;
        }
        return former;
    }

    @Override
    public HostFunction bind(Instance importer) {
        ServiceObject object = current;
        if (object.service().isGone()) {
            throw gone(object);
        }
        ModuleInstance own = importer instanceof ModuleInstance linked ? linked : null;
        Lease lease = new Lease(whiteboard, object.bind(importer), own);
        if (!object.service().leased(importer, lease)) {
            throw gone(object);
        }
        bound = lease;
        return lease;
    }

    /** What its calls reach. */
    ServiceCandidate candidate() {
        return current.candidate();
    }

    /**
     * The thread whose call began before the departure of its service and may still use it; null if none does. A call that
     * waits for the successor of another service does not: whoever unregisters the services of a bundle one after the other
     * would wait for a call that waits for the bundle.
     */
    Thread userSince(long departure) {
        return instance == null || released || whiteboard.isAwaitedBy(instance)
                ? null
                : instance.callerSince(departure);
    }

    /** Whether its instance cannot change to the successor that there is, and is still to be replaced by its owner. */
    boolean awaitsReplacement() {
        return instance != null
                && !released
                && !canChange()
                && !instance.closed()
                && whiteboard.state().best(candidate()).isPresent();
    }

    /** Gives the service object back, which is the same one before and after {@link #bind}. */
    synchronized void release() {
        released = true;
        if (bound != null) {
            bound.release();
        } else {
            current.release();
        }
    }

    private static HostFunctionException gone(ServiceObject object) {
        ServiceCandidate candidate = object.candidate();
        HostFunctionInfo info = candidate.info();
        return new HostFunctionException(
                info.module(),
                candidate.name(),
                "host function " + info.module() + "." + candidate.name() + " of " + info.bundle()
                        + " is gone: its service " + info.serviceId()
                        + " was unregistered after the guest had been linked to it; instantiate the guest again to"
                        + " link it to another",
                null);
    }
}
