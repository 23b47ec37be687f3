package org.amphora.guests;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.amphora.api.guest.GuestConstants;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

/** The services that say what a guest is granted by others than itself: {@link GuestConstants#WASM_GUEST_GRANT}. Thread-safe. */
final class GrantServices implements ServiceTrackerCustomizer<Object, ServiceReference<Object>> {
    /** Another each time that the same is granted. */
    private static final Set<String> FLEETING =
            Set.of(Constants.SERVICE_ID, Constants.SERVICE_BUNDLEID, "component.id", "felix.fileinstall.filename");

    private final Runnable changed;
    private final Map<ServiceReference<Object>, String> grants = new ConcurrentHashMap<>();
    private final ServiceTracker<Object, ServiceReference<Object>> tracker;

    /** @param changed runs after each change, on the thread of the service event */
    GrantServices(BundleContext context, Runnable changed) {
        this.changed = changed;
        try {
            this.tracker = new ServiceTracker<>(
                    context, FrameworkUtil.createFilter("(" + GuestConstants.WASM_GUEST_GRANT + "=*)"), this);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    void open() {
        tracker.open();
    }

    void close() {
        tracker.close();
    }

    /** What the guest is granted: equal if it is the same. It does not tell what that is, for secrets may be among it. */
    String of(String guest) {
        String all = grants.entrySet().stream()
                .filter(each -> guest.equals(guestOf(each.getKey())))
                .map(Map.Entry::getValue)
                .sorted()
                .collect(Collectors.joining("\n"));
        return all.isEmpty() ? "" : Staging.sha256(all.getBytes(StandardCharsets.UTF_8));
    }

    private static String guestOf(ServiceReference<?> grant) {
        return grant.getProperty(Constants.SERVICE_PID) instanceof String pid
                ? pid.substring(pid.indexOf('~') + 1)
                : null;
    }

    @Override
    public ServiceReference<Object> addingService(ServiceReference<Object> grant) {
        grants.put(grant, properties(grant));
        changed.run();
        return grant;
    }

    @Override
    public void modifiedService(ServiceReference<Object> grant, ServiceReference<Object> same) {
        grants.put(grant, properties(grant));
        changed.run();
    }

    @Override
    public void removedService(ServiceReference<Object> grant, ServiceReference<Object> same) {
        grants.remove(grant);
        changed.run();
    }

    private static String properties(ServiceReference<Object> grant) {
        Map<String, String> sorted = new TreeMap<>();
        for (String key : grant.getPropertyKeys()) {
            if (!FLEETING.contains(key)) {
                String value = Arrays.deepToString(new Object[] {grant.getProperty(key)});
                sorted.put(key, value);
            }
        }
        return sorted.toString();
    }
}
