package org.amphora.guests;

import static org.amphora.api.guest.GuestConstants.WASM_GUEST_DIGEST;
import static org.amphora.api.guest.GuestConstants.WASM_GUEST_EXPORT;
import static org.amphora.api.guest.GuestConstants.WASM_GUEST_GENERATION;
import static org.amphora.api.guest.GuestConstants.WASM_GUEST_INTERFACE;
import static org.amphora.api.guest.GuestConstants.WASM_GUEST_NAME;

import java.util.Dictionary;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.amphora.api.ExportType;
import org.amphora.api.FunctionType;
import org.amphora.api.guest.Guest;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/**
 * Guests as services. A guest is registered once and a swap only modifies its properties, so nobody who holds it is
 * re-bound. Under its Java interface it is a registration of its own: the object must be of that type, and the
 * interface's methods may be called like those of {@link Guest}.
 */
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=org.amphora.api.guest.Guest",
        uses = Guest.class)
final class RegisteredGuestServices implements GuestServices {
    private final BundleContext context;
    private final Map<ManagedGuest, Registrations> registrations = new ConcurrentHashMap<>();

    RegisteredGuestServices(BundleContext context) {
        this.context = context;
    }

    @Override
    public void publish(ManagedGuest guest, Generation active) {
        Registrations known = registrations.get(guest);
        if (known == null) {
            known = new Registrations();
            registrations.put(guest, known);
            known.guest = context.registerService(Guest.class, guest, properties(active));
        } else {
            known.guest.setProperties(properties(active));
        }
        known.publishInterface(guest, active);
    }

    @Override
    public void withdraw(ManagedGuest guest) {
        Registrations known = registrations.remove(guest);
        if (known != null) {
            known.withdrawInterface();
            known.guest.unregister();
        }
    }

    private static Dictionary<String, Object> properties(Generation active) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(WASM_GUEST_NAME, active.configuration().name());
        properties.put(WASM_GUEST_GENERATION, active.number());
        properties.put(WASM_GUEST_DIGEST, active.digest());
        properties.put(
                WASM_GUEST_EXPORT,
                active.module().exports().stream()
                        .filter(export -> export.type() instanceof FunctionType)
                        .map(ExportType::name)
                        .toArray(String[]::new));
        active.configuration().interfaceName().ifPresent(name -> properties.put(WASM_GUEST_INTERFACE, name));
        return FrameworkUtil.asDictionary(properties);
    }

    /** What one guest is registered as; touched by the staging thread only. */
    private final class Registrations {
        private ServiceRegistration<Guest> guest;
        private ServiceRegistration<?> facade;
        private Class<?> type;

        void publishInterface(ManagedGuest served, Generation active) {
            Class<?> wanted = active.type();
            if (facade != null && wanted == type) {
                facade.setProperties(properties(active));
                return;
            }
            withdrawInterface();
            if (wanted != null) {
                type = wanted;
                facade = context.registerService(wanted.getName(), served.as(wanted), properties(active));
            }
        }

        void withdrawInterface() {
            if (facade != null) {
                facade.unregister();
            }
            facade = null;
            type = null;
        }
    }
}
