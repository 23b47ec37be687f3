package org.amphora.wasi.osgi;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.amphora.api.FunctionType;
import org.amphora.api.HostFunction;
import org.amphora.api.Instance;
import org.amphora.api.whiteboard.RequireWasmWhiteboard;
import org.amphora.api.whiteboard.WasmWhiteboardConstants;
import org.amphora.wasi.Wasi;
import org.amphora.wasi.WasiConfig;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Registers each function of WASI as a service. An instance gets what the {@link WasiGrant} of its name grants when
 * it first calls one of them, nothing if there is none; what it prints becomes log lines.
 */
@Component(service = {})
@RequireWasmWhiteboard
@Capability(namespace = WasmWhiteboardConstants.WASM_HOST_NAMESPACE, attribute = "wasm.host=" + Wasi.MODULE)
@Capability(namespace = WasmWhiteboardConstants.WASM_HOST_NAMESPACE, attribute = "wasm.host=" + Wasi.UNSTABLE_MODULE)
public final class WasiWhiteboard {
    private static final System.Logger LOGGER = System.getLogger("org.amphora.wasi");

    /** Functions that change files whenever they are called, and so are for guests that serve. */
    private static final Set<String> WRITING = Set.of(
            "fd_allocate",
            "fd_filestat_set_size",
            "fd_filestat_set_times",
            "fd_pwrite",
            "path_create_directory",
            "path_filestat_set_times",
            "path_link",
            "path_remove_directory",
            "path_rename",
            "path_symlink",
            "path_unlink_file");

    private final Map<String, WasiGrant> grants = new ConcurrentHashMap<>();
    private final List<ServiceRegistration<HostFunction>> registrations = new ArrayList<>();

    /** Called by the component runtime. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addGrant(WasiGrant grant) {
        grants.put(grant.guest(), grant);
    }

    /** Called by the component runtime. */
    void removeGrant(WasiGrant grant) {
        grants.remove(grant.guest(), grant);
    }

    @Activate
    void activate(BundleContext context) {
        Wasi.preview1(this::config)
                .forEach((module, name, type, function) -> registrations.add(
                        context.registerService(HostFunction.class, function, properties(module, name, type))));
    }

    @Deactivate
    void deactivate() {
        registrations.forEach(ServiceRegistration::unregister);
        registrations.clear();
    }

    private WasiConfig config(Instance instance) {
        WasiGrant grant = grants.get(instance.name());
        WasiConfig granted = grant == null ? WasiConfig.defaults() : grant.config();
        WasiConfig heard = granted.stdout(lines(instance, Level.INFO)).stderr(lines(instance, Level.WARNING));
        String name = instance.name();
        return grant == null || !grant.trace()
                ? heard
                : heard.trace(call -> LOGGER.log(Level.INFO, () -> name + ": " + call));
    }

    private static LogLines lines(Instance instance, Level level) {
        LogLines lines = new LogLines(LOGGER, level, instance.name());
        instance.onClose(lines);
        return lines;
    }

    private static Dictionary<String, Object> properties(String module, String name, FunctionType type) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(WasmWhiteboardConstants.WASM_HOST_MODULE, module);
        properties.put(WasmWhiteboardConstants.WASM_HOST_NAME, name);
        properties.put(WasmWhiteboardConstants.WASM_HOST_SIGNATURE, type.signature());
        if (WRITING.contains(name)) {
            properties.put(WasmWhiteboardConstants.WASM_HOST_EFFECT, WasmWhiteboardConstants.EFFECT_WRITE);
        }
        return FrameworkUtil.asDictionary(properties);
    }
}
