package org.amphora.engine.runtime;

import java.lang.invoke.MethodHandle;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.amphora.api.FunctionType;

/** Makes what guest code calls when a table or a reference leads it to a host function. Thread-safe. */
@FunctionalInterface
public interface HostHandles {
    /**
     * The adapter for host functions of {@code type}.
     *
     * @return of type {@code (P..., ModuleInstance caller, FunctionInstance function)R}, where {@code P} are the
     *     parameters and {@code R} the first result or void
     */
    MethodHandle handle(FunctionType type);

    /** The same adapters, but one for all host functions of a type. */
    static HostHandles cached(HostHandles maker) {
        return new Cached(maker);
    }

    /** One adapter for all host functions of a type. */
    final class Cached implements HostHandles {
        private final HostHandles maker;
        private final Map<FunctionType, MethodHandle> adapters = new ConcurrentHashMap<>();

        private Cached(HostHandles maker) {
            this.maker = maker;
        }

        @Override
        public MethodHandle handle(FunctionType type) {
            return adapters.computeIfAbsent(type, maker::handle);
        }
    }
}
