package org.amphora.guests;

import static org.amphora.api.whiteboard.WasmWhiteboardConstants.WASM_HOST_MODULE;
import static org.amphora.api.whiteboard.WasmWhiteboardConstants.WASM_HOST_NAME;
import static org.amphora.api.whiteboard.WasmWhiteboardConstants.WASM_HOST_SIGNATURE;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.amphora.api.HostFunction;
import org.amphora.api.ImportType;
import org.amphora.api.runtime.WasmServiceRuntime;
import org.amphora.api.runtime.dto.BindingDTO;
import org.amphora.api.runtime.dto.HostFunctionDTO;
import org.amphora.api.runtime.dto.InstanceDTO;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

/**
 * {@link HostFunctions} of the framework. Watches the services without getting them: what a guest is bound to is the
 * engine's business, and the engine's runtime service tells it.
 */
final class WhiteboardHostFunctions implements HostFunctions, ServiceTrackerCustomizer<HostFunction, Long> {
    private final WasmServiceRuntime runtime;
    private final Runnable changed;
    private final Map<Long, String> services = new ConcurrentHashMap<>();
    private final ServiceTracker<HostFunction, Long> tracker;

    /** @param changed runs after each change, on the thread of the service event */
    WhiteboardHostFunctions(BundleContext context, WasmServiceRuntime runtime, Runnable changed) {
        this.runtime = runtime;
        this.changed = changed;
        this.tracker = new ServiceTracker<>(context, HostFunction.class, this);
    }

    void open() {
        tracker.open();
    }

    void close() {
        tracker.close();
    }

    @Override
    public Map<Long, String> providersOf(String guest, String digest) {
        Map<Long, String> providers = new HashMap<>();
        for (InstanceDTO instance : runtime.getRuntimeDTO().instances) {
            if (guest.equals(instance.name) && digest.equals(instance.digest)) {
                for (BindingDTO binding : instance.bindings) {
                    String identity = services.get(binding.serviceId);
                    if (identity != null) {
                        providers.put(binding.serviceId, identity);
                    }
                }
            }
        }
        return providers;
    }

    @Override
    public boolean present(Map<Long, String> providers) {
        return services.entrySet().containsAll(providers.entrySet());
    }

    @Override
    public boolean offers(ImportType missing) {
        for (HostFunctionDTO offered : runtime.getRuntimeDTO().hostFunctions) {
            if (missing.module().equals(offered.module) && missing.name().equals(offered.name)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Long addingService(ServiceReference<HostFunction> reference) {
        Long id = (Long) reference.getProperty(Constants.SERVICE_ID);
        services.put(id, identity(reference));
        changed.run();
        return id;
    }

    @Override
    public void modifiedService(ServiceReference<HostFunction> reference, Long id) {
        services.put(id, identity(reference));
        changed.run();
    }

    @Override
    public void removedService(ServiceReference<HostFunction> reference, Long id) {
        services.remove(id);
        changed.run();
    }

    /** What guests are bound by. Ranking is not among it: a guest keeps its provider when a better one arrives. */
    private static String identity(ServiceReference<HostFunction> reference) {
        return text(reference.getProperty(WASM_HOST_MODULE))
                + text(reference.getProperty(WASM_HOST_NAME))
                + text(reference.getProperty(WASM_HOST_SIGNATURE));
    }

    private static String text(Object property) {
        return property instanceof Object[] several ? Arrays.toString(several) : "[" + property + "]";
    }
}
