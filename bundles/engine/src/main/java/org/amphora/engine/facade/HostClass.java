package org.amphora.engine.facade;

import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import org.amphora.api.HostFunction;

/** The generated classes for the methods of a class of the host. Immutable. */
final class HostClass {
    private final Class<?> host;
    private final List<HostMethod> methods;
    private final List<MethodHandle> constructors = new ArrayList<>();

    HostClass(Class<?> host) {
        this.host = host;
        methods = HostMethod.of(host);
        FacadeLoader loader = new FacadeLoader(host);
        for (HostMethod method : methods) {
            constructors.add(HostMethodGenerator.generate(loader, host, method, constructors.size()));
        }
    }

    Class<?> host() {
        return host;
    }

    List<HostMethod> methods() {
        return methods;
    }

    /** The host function that calls the method at {@code index} of {@code host}. */
    HostFunction newFunction(int index, Object host) {
        try {
            return (HostFunction) constructors.get(index).invokeExact(host);
        } catch (Throwable e) {
            throw new IllegalStateException("a generated constructor cannot fail", e);
        }
    }
}
