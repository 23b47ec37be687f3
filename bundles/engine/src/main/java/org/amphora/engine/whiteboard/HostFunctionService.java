package org.amphora.engine.whiteboard;

import java.lang.System.Logger.Level;
import org.amphora.api.HostFunction;
import org.amphora.api.HostFunctionException;
import org.amphora.api.Instance;
import org.osgi.framework.ServiceException;
import org.osgi.service.component.ComponentServiceObjects;

/**
 * One registered service of host functions, from its arrival to its departure. Gets the service object for each import
 * that is linked to it, so that a service of prototype scope gives each an object of its own. Thread-safe.
 */
final class HostFunctionService {
    private static final System.Logger LOG = System.getLogger(HostFunctionService.class.getName());

    private final ComponentServiceObjects<HostFunction> objects;
    private volatile boolean gone;

    HostFunctionService(ComponentServiceObjects<HostFunction> objects) {
        this.objects = objects;
    }

    /** The service is unregistered, or the engine stops: from now on, calls that begin fail. */
    void goes() {
        gone = true;
    }

    boolean isGone() {
        return gone;
    }

    /**
     * Gets the service for the import of {@code name}.
     *
     * @param info what the service said of itself when it was chosen
     * @return null if the framework does not hand it out
     */
    Lease acquire(HostFunctionInfo info, String name) {
        if (gone) {
            return null;
        }
        try {
            HostFunction function = objects.getService();
            return function == null ? null : new Lease(this, function, function, info, name);
        } catch (IllegalStateException | ServiceException e) {
            // unregistered meanwhile, or its factory failed; the framework has told about the latter
            LOG.log(Level.DEBUG, () -> info.provider() + " could not be got", e);
            return null;
        }
    }

    private void release(HostFunction function) {
        try {
            objects.ungetService(function);
        } catch (IllegalStateException | IllegalArgumentException e) {
            // given back already, because the service or this component went
            LOG.log(Level.DEBUG, "a host function was released twice", e);
        }
    }

    /**
     * A service object that was got for an import. Once the service is gone, calls fail instead of reaching an object whose
     * bundle may have stopped; a call that is under way then finishes. Costs a volatile read a call.
     */
    static final class Lease implements HostFunction {
        private final HostFunctionService service;
        private final HostFunction object;
        private final HostFunction function;
        private final HostFunctionInfo info;
        private final String name;

        private Lease(
                HostFunctionService service,
                HostFunction object,
                HostFunction function,
                HostFunctionInfo info,
                String name) {
            this.service = service;
            this.object = object;
            this.function = function;
            this.info = info;
            this.name = name;
        }

        @Override
        public void call(Instance caller, long[] stack) throws Throwable {
            if (service.gone) {
                throw gone();
            }
            function.call(caller, stack);
        }

        @Override
        public HostFunction bind(Instance instance) {
            if (service.gone) {
                throw gone();
            }
            HostFunction bound = function.bind(instance);
            return bound == function ? this : new Lease(service, object, bound, info, name);
        }

        /** Gives the service object back. */
        void release() {
            service.release(object);
        }

        private HostFunctionException gone() {
            return new HostFunctionException(
                    info.module(),
                    name,
                    "host function " + info.module() + "." + name + " of " + info.bundle()
                            + " is gone: its service " + info.serviceId()
                            + " was unregistered after the guest had been linked to it; instantiate the guest again to"
                            + " link it to another",
                    null);
        }
    }
}
