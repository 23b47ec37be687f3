package org.amphora.benchmarks.swaps;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.amphora.api.guest.Guest;
import org.amphora.api.guest.GuestConstants;
import org.amphora.api.guest.GuestRegistry;
import org.amphora.api.guest.dto.GuestDTO;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.util.tracker.ServiceTracker;

/** A guest of Amphora, which swaps generations. */
final class AmphoraSide implements Side {
    private static final String GUEST = "stamp";
    private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(30);

    private final Container container = new Container();
    private final GuestRegistry registry;
    private volatile Guest guest;

    /** {@code bundles} are the bundles of Amphora and those that they need. */
    AmphoraSide(Path bundles) throws Exception {
        container.startAll(bundles);
        service(ConfigurationAdmin.class)
                .getFactoryConfiguration(GuestConstants.GUEST_FACTORY_PID, GUEST, "?")
                .update(FrameworkUtil.asDictionary(Map.of(GuestConstants.WASM_GUEST_INSTANCES, INSTANCES)));
        registry = service(GuestRegistry.class);
    }

    private <T> T service(Class<T> type) throws InterruptedException {
        BundleContext context = container.context();
        ServiceTracker<T, T> tracker = new ServiceTracker<>(context, type.getName(), null);
        tracker.open(true);
        T service = tracker.waitForService(PATIENCE_MILLIS);
        if (service == null) {
            throw new IllegalStateException("no " + type.getSimpleName() + " has come");
        }
        return service;
    }

    @Override
    public void swap(long version) throws Exception {
        if (version == 2 && registry.getGuests()[0].active.instances == 1) {
            throw new IllegalStateException("the guest has one instance: its configuration was not heard of");
        }
        GuestDTO after = registry.deploy(GUEST, Version.module(version), "version " + version);
        if (after.failure != null) {
            throw new IllegalStateException(after.failure.message);
        }
        if (guest == null) {
            guest = service(Guest.class);
        }
    }

    @Override
    public long[] stamp() {
        return guest.call("stamp");
    }

    @Override
    public void awaitGuest() {
        // once there, it stays
    }

    @Override
    public void close() throws IOException, BundleException {
        container.close();
    }
}
