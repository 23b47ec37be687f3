package org.amphora.engine.facade;

import java.lang.invoke.MethodHandle;
import java.util.List;
import org.amphora.api.Function;
import org.amphora.api.Instance;

/** A generated class, and what its constructor takes. Immutable. */
final class FacadeClass {
    private final MethodHandle constructor;
    private final List<FacadeMethod> methods;

    /** {@code constructor} is of type {@code (Instance, Function[])Object}. */
    FacadeClass(MethodHandle constructor, List<FacadeMethod> methods) {
        this.constructor = constructor;
        this.methods = methods;
    }

    /** What the functions are for, in the order in which the constructor takes them. */
    List<FacadeMethod> methods() {
        return methods;
    }

    Object newFacade(Instance instance, Function[] functions) {
        try {
            return (Object) constructor.invokeExact(instance, functions);
        } catch (Throwable e) {
            throw new IllegalStateException("a generated constructor cannot fail", e);
        }
    }
}
