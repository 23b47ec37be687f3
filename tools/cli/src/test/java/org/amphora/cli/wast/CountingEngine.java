package org.amphora.cli.wast;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.amphora.api.Engine;
import org.amphora.api.InstanceConfig;
import org.amphora.api.Linker;
import org.amphora.api.WasmModule;

/** An engine whose instances count fuel, of which they have more than any test uses. */
final class CountingEngine {
    private static final InstanceConfig CONFIG = InstanceConfig.defaults().fuelLimit(Long.MAX_VALUE);

    private CountingEngine() {}

    static Engine of(Engine engine) {
        return wrapped(Engine.class, engine);
    }

    private static <T> T wrapped(Class<T> type, T original) {
        Object proxy =
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    if (method.getName().equals("instantiate") && original instanceof Linker linker) {
                        return linker.instantiate((WasmModule) arguments[0], CONFIG);
                    }
                    try {
                        Object result = method.invoke(original, arguments);
                        return result instanceof Linker linker ? wrapped(Linker.class, linker) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return type.cast(proxy);
    }
}
