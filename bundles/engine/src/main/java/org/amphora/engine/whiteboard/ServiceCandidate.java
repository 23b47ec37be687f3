package org.amphora.engine.whiteboard;

import org.amphora.api.FunctionType;
import org.amphora.api.HostFunction;
import org.amphora.engine.link.HostFunctionSource.Candidate;

/** One name of a valid service, as the linker sees it. Immutable but for what it is of: the service may go. */
final class ServiceCandidate implements Candidate {
    private final Whiteboard whiteboard;
    private final HostFunctionService service;
    private final HostFunctionInfo info;
    private final String name;

    ServiceCandidate(Whiteboard whiteboard, HostFunctionService service, HostFunctionInfo info, String name) {
        this.whiteboard = whiteboard;
        this.service = service;
        this.info = info;
        this.name = name;
    }

    HostFunctionInfo info() {
        return info;
    }

    HostFunctionService service() {
        return service;
    }

    @Override
    public String module() {
        return info.module();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public FunctionType type() {
        return info.type(name);
    }

    @Override
    public String provider() {
        return info.bundle();
    }

    @Override
    public HostFunction acquire() {
        ServiceObject object = get();
        return object == null ? null : new Lease(whiteboard, object);
    }

    /** Gets the service object; null if it is not to be had any more. */
    ServiceObject get() {
        HostFunction function = service.get();
        if (function != null) {
            return new ServiceObject(this, function);
        }
        if (!service.hasLeft()) {
            whiteboard.notGettable(service);
        }
        return null;
    }

    @Override
    public void release(HostFunction function) {
        ((Lease) function).release();
    }
}
