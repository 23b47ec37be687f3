package org.amphora.guests;

import java.io.IOException;
import java.time.Duration;
import org.amphora.api.ModuleBundle;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.util.tracker.BundleTracker;

/**
 * Makes guests of the bundles with a header {@code Wasm-Guest}, while they are active. Waits for nothing: bundles are
 * started under a lock of the framework.
 */
@Component(
        service = {},
        immediate = true)
@Capability(namespace = "osgi.extender", name = ModuleBundle.EXTENDER, version = "1.0")
public final class GuestBundlesComponent {
    private static final Duration LINGER = Duration.ofSeconds(10);

    private final BundleContext context;
    private final Housekeeper housekeeper = new Housekeeper();
    private final BundleGuests guests;
    private final Tracker tracker;
    private final BundleListener uninstalled;

    /** For declarative services. */
    @Activate
    public GuestBundlesComponent(BundleContext context, @Reference GuestRegistryComponent registry) {
        this.context = context;
        this.guests = registry.bundleGuests(housekeeper, LINGER);
        this.tracker = new Tracker(context);
        this.uninstalled = event -> {
            if (event.getType() == BundleEvent.UNINSTALLED) {
                guests.gone(event.getBundle().getBundleId());
            }
        };
    }

    @Activate
    void activate() {
        context.addBundleListener(uninstalled);
        tracker.open();
    }

    /** The guests are left to the registry, which goes as well, and is offered them again when both are back. */
    @Deactivate
    void deactivate() {
        tracker.closing = true;
        context.removeBundleListener(uninstalled);
        tracker.close();
        housekeeper.stop();
    }

    private static boolean staysStarted(Bundle bundle) {
        BundleStartLevel startLevel = bundle.adapt(BundleStartLevel.class);
        return startLevel != null && startLevel.isPersistentlyStarted();
    }

    /** Tracks active bundles; its object says whether the bundle was to stay started when it was started. */
    private final class Tracker extends BundleTracker<Boolean> {
        private volatile boolean closing;

        private Tracker(BundleContext context) {
            super(context, Bundle.ACTIVE, null);
        }

        @Override
        public Boolean addingBundle(Bundle bundle, BundleEvent event) {
            String header = bundle.getHeaders("").get(ModuleBundle.GUEST_HEADER);
            if (header == null) {
                guests.gone(bundle.getBundleId());
                return null;
            }
            offer(bundle, header);
            return staysStarted(bundle);
        }

        private void offer(Bundle bundle, String header) {
            String name = bundle.getSymbolicName() == null ? bundle.getLocation() : bundle.getSymbolicName();
            try {
                GuestHeader parsed = GuestHeader.parse(header, name);
                guests.started(bundle.getBundleId(), parsed.guest(), new BundleContent(bundle, parsed.path()));
            } catch (IllegalArgumentException e) {
                guests.started(bundle.getBundleId(), name, unreadable(bundle, e));
            }
        }

        /**
         * An update stops a bundle without a record of it, an operator with one. Of a bundle that was started without a record
         * that says nothing, so its guest goes on a while in either case.
         */
        @Override
        public void removedBundle(Bundle bundle, BundleEvent event, Boolean stayedStarted) {
            if (closing || context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState() == Bundle.STOPPING) {
                return;
            }
            if (stayedStarted && !staysStarted(bundle)) {
                guests.gone(bundle.getBundleId());
            } else {
                guests.paused(bundle.getBundleId());
            }
        }
    }

    private static ContentSource unreadable(Bundle bundle, IllegalArgumentException why) {
        String description = BundleContent.describe(bundle);
        return new ContentSource() {
            @Override
            public byte[] read() throws IOException {
                throw new IOException(why.getMessage(), why);
            }

            @Override
            public String description() {
                return description;
            }
        };
    }
}
