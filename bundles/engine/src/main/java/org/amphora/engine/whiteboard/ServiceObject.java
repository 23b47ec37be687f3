package org.amphora.engine.whiteboard;

import org.amphora.api.HostFunction;
import org.amphora.api.Instance;

/** A service object that was got for an import, as it came or as it bound itself to an instance. Immutable. */
final class ServiceObject {
    private final ServiceCandidate candidate;
    private final HostFunction object;
    private final HostFunction function;
    private final HostFunction called;

    ServiceObject(ServiceCandidate candidate, HostFunction object) {
        this(candidate, object, object);
    }

    private ServiceObject(ServiceCandidate candidate, HostFunction object, HostFunction function) {
        this.candidate = candidate;
        this.object = object;
        this.function = function;
        this.called = candidate.info().writes()
                ? new OnlyServing(candidate.module() + "." + candidate.name(), function)
                : function;
    }

    ServiceCandidate candidate() {
        return candidate;
    }

    HostFunctionService service() {
        return candidate.service();
    }

    /** What is called. */
    HostFunction function() {
        return called;
    }

    ServiceObject bind(Instance instance) {
        return new ServiceObject(candidate, object, function.bind(instance));
    }

    /** Whether it keeps something for the instance that it was bound to. */
    boolean isSpecialised() {
        return function != object;
    }

    /** Gives the service object back. */
    void release() {
        service().release(object);
    }
}
