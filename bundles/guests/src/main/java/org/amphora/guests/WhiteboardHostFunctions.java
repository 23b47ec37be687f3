package org.amphora.guests;

import static org.amphora.api.whiteboard.WasmWhiteboardConstants.WASM_HOST_MODULE;
import static org.amphora.api.whiteboard.WasmWhiteboardConstants.WASM_HOST_NAME;
import static org.amphora.api.whiteboard.WasmWhiteboardConstants.WASM_HOST_SIGNATURE;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.amphora.api.HostFunction;
import org.amphora.api.ImportType;
import org.amphora.api.runtime.WasmServiceRuntime;
import org.amphora.api.runtime.dto.BindingDTO;
import org.amphora.api.runtime.dto.HostFunctionDTO;
import org.amphora.api.runtime.dto.InstanceDTO;
import org.amphora.api.runtime.dto.RuntimeDTO;
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
    private final Runnable changed;
    private final Map<Long, String> services = new ConcurrentHashMap<>();
    private final ServiceTracker<HostFunction, Long> functions;
    private final GrantServices grants;

    /**
     * No reference of the component: the engine registers it while it is activated, and a component that this makes
     * satisfied would ask for the engine before there is one.
     */
    private final ServiceTracker<WasmServiceRuntime, WasmServiceRuntime> runtimes;

    /** @param changed runs after each change, on the thread of the service event */
    WhiteboardHostFunctions(BundleContext context, Runnable changed) {
        this.changed = changed;
        this.functions = new ServiceTracker<>(context, HostFunction.class, this);
        this.grants = new GrantServices(context, changed);
        this.runtimes = new ServiceTracker<>(context, WasmServiceRuntime.class, null) {
            @Override
            public void modifiedService(ServiceReference<WasmServiceRuntime> reference, WasmServiceRuntime runtime) {
                // the engine may hear of a departure before this bundle does, and then keeps the thread that tells
                changed.run();
            }
        };
    }

    void open() {
        runtimes.open();
        functions.open();
        grants.open();
    }

    void close() {
        grants.close();
        functions.close();
        runtimes.close();
    }

    private Optional<RuntimeDTO> runtime() {
        return Optional.ofNullable(runtimes.getService()).map(WasmServiceRuntime::getRuntimeDTO);
    }

    @Override
    public Map<Long, String> providersOf(String guest, String digest) {
        Map<Long, String> providers = new HashMap<>();
        InstanceDTO[] instances = runtime().map(dto -> dto.instances).orElse(new InstanceDTO[0]);
        for (InstanceDTO instance : instances) {
            if (guest.equals(instance.name) && digest.equals(instance.digest)) {
                for (BindingDTO binding : instance.bindings) {
                    if (binding.serviceId >= 0) {
                        String identity = identity(binding);
                        if (identity != null) {
                            providers.put(binding.serviceId, identity);
                        }
                    }
                }
            }
        }
        return providers;
    }

    /** Null if the engine knows of a service of which this has not heard yet, or the other way round: it is about to. */
    private String identity(BindingDTO binding) {
        return switch (binding.status) {
            case BindingDTO.AWAITED -> AWAITED;
            case BindingDTO.GONE -> GONE;
            default -> services.get(binding.serviceId);
        };
    }

    @Override
    public boolean present(Map<Long, String> providers) {
        return services.entrySet().containsAll(providers.entrySet());
    }

    @Override
    public boolean offers(ImportType missing) {
        HostFunctionDTO[] functionsOffered =
                runtime().map(dto -> dto.hostFunctions).orElse(new HostFunctionDTO[0]);
        for (HostFunctionDTO offered : functionsOffered) {
            if (missing.module().equals(offered.module) && missing.name().equals(offered.name)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String granted(String guest) {
        return grants.of(guest);
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
