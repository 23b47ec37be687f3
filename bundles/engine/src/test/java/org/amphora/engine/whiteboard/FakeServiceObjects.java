package org.amphora.engine.whiteboard;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.amphora.api.HostFunction;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentServiceObjects;

/** Hands out what a supplier makes and remembers what was not given back. */
final class FakeServiceObjects implements ComponentServiceObjects<HostFunction> {
    private final Supplier<HostFunction> factory;
    final List<HostFunction> inUse = new CopyOnWriteArrayList<>();
    int got;

    FakeServiceObjects(Supplier<HostFunction> factory) {
        this.factory = factory;
    }

    /** A service that must not be got. */
    static FakeServiceObjects untouchable() {
        return new FakeServiceObjects(() -> {
            throw new AssertionError("the service was got");
        });
    }

    @Override
    public HostFunction getService() {
        HostFunction function = factory.get();
        if (function != null) {
            got++;
            inUse.add(function);
        }
        return function;
    }

    @Override
    public void ungetService(HostFunction service) {
        if (!inUse.remove(service)) {
            throw new IllegalArgumentException("not in use");
        }
    }

    @Override
    public ServiceReference<HostFunction> getServiceReference() {
        throw new AssertionError("unexpected call");
    }
}
