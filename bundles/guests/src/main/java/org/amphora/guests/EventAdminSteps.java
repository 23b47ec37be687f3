package org.amphora.guests;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.amphora.api.guest.GuestConstants;
import org.osgi.framework.BundleContext;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.util.tracker.ServiceTracker;

/**
 * Steps as events of Event Admin, if there is one. Its package is optional, so nothing but {@link Posting} touches it; no
 * component has a reference to it, for that would make the bundle insist on one.
 */
final class EventAdminSteps implements Consumer<GuestStep>, AutoCloseable {
    private final ServiceTracker<Object, Object> admins;

    EventAdminSteps(BundleContext context) {
        admins = new ServiceTracker<>(context, "org.osgi.service.event.EventAdmin", null);
        admins.open();
    }

    @Override
    public void accept(GuestStep step) {
        Object admin = admins.getService();
        if (admin != null) {
            Posting.post(admin, step);
        }
    }

    @Override
    public void close() {
        admins.close();
    }

    private static final class Posting {
        static void post(Object admin, GuestStep step) {
            Map<String, Object> properties = new HashMap<>();
            properties.put(GuestConstants.WASM_GUEST_NAME, step.guest());
            properties.put(GuestConstants.EVENT_MESSAGE, step.message());
            if (step.generation() > 0) {
                properties.put(GuestConstants.WASM_GUEST_GENERATION, step.generation());
            }
            if (step.digest() != null) {
                properties.put(GuestConstants.WASM_GUEST_DIGEST, step.digest());
            }
            if (step.reason() != null) {
                properties.put(GuestConstants.EVENT_REASON, step.reason().code());
                properties.put(GuestConstants.EVENT_REASON_NAME, step.reason().name());
            }
            // posted, not sent: handlers must not keep the thread that stages
            ((EventAdmin) admin)
                    .postEvent(
                            new Event(GuestConstants.EVENT_TOPIC + step.kind().name(), properties));
        }
    }
}
