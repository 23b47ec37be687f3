package org.amphora.itests.container;

import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.amphora.api.HostFunction;
import org.amphora.api.guest.Guest;
import org.amphora.api.guest.GuestConstants;
import org.amphora.api.guest.GuestRegistry;
import org.amphora.api.guest.dto.GuestDTO;
import org.amphora.api.whiteboard.WasmWhiteboardConstants;
import org.amphora.itests.driver.OsgiService;
import org.amphora.itests.driver.Services;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** What tests of guests share. Each test has a guest of its own name, because all share one container. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
abstract class GuestTestSupport {
    static final long PATIENCE_MILLIS = 20_000;

    @OsgiService
    BundleContext context;

    GuestRegistry registry() {
        return Services.await(context, GuestRegistry.class, "", PATIENCE_MILLIS);
    }

    Guest guest(String name) {
        return Services.await(context, Guest.class, "(wasm.guest.name=" + name + ")", PATIENCE_MILLIS);
    }

    /** What the registry says of a guest; null if it has none of the name. */
    GuestDTO dto(String name) {
        return Arrays.stream(registry().getGuests())
                .filter(guest -> guest.name.equals(name))
                .findFirst()
                .orElse(null);
    }

    /** Deploys a module that stands beside the tests, and insists on success. */
    GuestDTO deploy(String name, String module) throws IOException {
        GuestDTO guest = registry().deploy(name, GuestFiles.module(module), module);
        assertNull(guest.failure, () -> guest.failure.message);
        return guest;
    }

    Configuration configure(String guest, Map<String, ?> properties) throws IOException {
        Configuration configuration = Services.await(context, ConfigurationAdmin.class, "", PATIENCE_MILLIS)
                .getFactoryConfiguration(GuestConstants.GUEST_FACTORY_PID, guest, "?");
        configuration.update(FrameworkUtil.asDictionary(new HashMap<>(properties)));
        return configuration;
    }

    /** A host function {@code NAME:SIGNATURE} of a module. */
    ServiceRegistration<HostFunction> provide(String module, String signature, int ranking, HostFunction function) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(WasmWhiteboardConstants.WASM_HOST_MODULE, module);
        properties.put(WasmWhiteboardConstants.WASM_HOST_NAME, signature.substring(0, signature.indexOf(':')));
        properties.put(WasmWhiteboardConstants.WASM_HOST_SIGNATURE, signature);
        properties.put(Constants.SERVICE_RANKING, ranking);
        return context.registerService(HostFunction.class, function, FrameworkUtil.asDictionary(properties));
    }

    static void await(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(what + ": not within " + PATIENCE_MILLIS + " ms");
            }
            Thread.sleep(20);
        }
    }
}
