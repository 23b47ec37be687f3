package org.amphora.engine.whiteboard;

import java.lang.System.Logger.Level;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.amphora.api.Engine;
import org.amphora.api.WasmModule;
import org.amphora.api.runtime.WasmServiceRuntime;
import org.amphora.api.runtime.dto.InstanceDTO;
import org.amphora.api.runtime.dto.ResolutionDTO;
import org.amphora.api.runtime.dto.RuntimeDTO;
import org.amphora.engine.link.LinkedInstance;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.dto.ServiceReferenceDTO;

/**
 * The runtime service of an engine, and its registration: registered by hand, because a component can neither change the
 * properties of its service nor be two services with properties of their own. Thread-safe.
 */
final class RuntimeService implements WasmServiceRuntime {
    private static final System.Logger LOG = System.getLogger(RuntimeService.class.getName());

    private final Engine engine;
    private final Whiteboard whiteboard;
    private final Supplier<List<LinkedInstance>> instances;
    private final Map<String, ?> properties;
    private final AtomicLong changeCount = new AtomicLong();
    private final AtomicInteger unpublished = new AtomicInteger();
    private volatile ServiceRegistration<WasmServiceRuntime> registration;

    /** {@code properties} are those of the service but for the count of changes. */
    RuntimeService(
            Engine engine, Whiteboard whiteboard, Supplier<List<LinkedInstance>> instances, Map<String, ?> properties) {
        this.engine = engine;
        this.whiteboard = whiteboard;
        this.instances = instances;
        this.properties = properties;
    }

    /**
     * Registers the service.
     *
     * @return all its properties
     */
    Map<String, ?> register(BundleContext context) {
        ServiceRegistration<WasmServiceRuntime> registered =
                context.registerService(WasmServiceRuntime.class, this, current());
        registration = registered;
        return FrameworkUtil.asMap(registered.getReference().getProperties());
    }

    void unregister() {
        ServiceRegistration<?> registered = registration;
        registration = null;
        registered.unregister();
    }

    /**
     * Counts a change of the whiteboard. The first of several threads publishes for all, one count after the other and
     * without a lock: listeners of the service, the component runtime among them, have locks of their own.
     */
    void changed() {
        changeCount.incrementAndGet();
        if (unpublished.getAndIncrement() > 0) {
            return;
        }
        int published;
        do {
            published = unpublished.get();
            publish();
        } while (unpublished.addAndGet(-published) > 0);
    }

    private void publish() {
        ServiceRegistration<?> registered = registration;
        if (registered != null) {
            try {
                registered.setProperties(current());
            } catch (IllegalStateException e) {
                // unregistered meanwhile: nobody is left to be told
                LOG.log(Level.DEBUG, "the runtime service is gone", e);
            }
        }
    }

    private Dictionary<String, Object> current() {
        Map<String, Object> current = new HashMap<>(properties);
        current.put(Constants.SERVICE_CHANGECOUNT, changeCount.get());
        return FrameworkUtil.asDictionary(current);
    }

    @Override
    public RuntimeDTO getRuntimeDTO() {
        DtoBuilder builder = new DtoBuilder(whiteboard.state());
        RuntimeDTO dto = new RuntimeDTO();
        dto.serviceDTO = serviceDTO();
        dto.hostFunctions = builder.hostFunctions();
        dto.failedHostFunctions = builder.failedHostFunctions();
        dto.instances = instances.get().stream().map(builder::instance).toArray(InstanceDTO[]::new);
        return dto;
    }

    private ServiceReferenceDTO serviceDTO() {
        ServiceRegistration<?> registered = registration;
        return registered == null ? null : registered.getReference().adapt(ServiceReferenceDTO.class);
    }

    @Override
    public ResolutionDTO calculateResolution(byte[] binary) {
        try (WasmModule module = engine.compile(binary)) {
            return new DtoBuilder(whiteboard.state()).resolution(module);
        }
    }
}
