package org.amphora.guests;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;

/**
 * Which bundle stands for which guest. A guest needs nothing of its bundle to serve, so it goes on while the bundle is
 * stopped for its update, and is replaced by what the bundle holds when it is started again. Thread-safe.
 */
final class BundleGuests {
    private final Guests guests;
    private final Housekeeper housekeeper;
    private final Duration linger;
    private final Map<Long, Tenant> tenants = new HashMap<>();
    private final Map<String, Long> owners = new HashMap<>();

    /** @param linger how long a guest goes on without its bundle, if that may come back */
    BundleGuests(Guests guests, Housekeeper housekeeper, Duration linger) {
        this.guests = guests;
        this.housekeeper = housekeeper;
        this.linger = linger;
    }

    /** A bundle was started. A guest of the same name, of another bundle, is its own from now on. */
    synchronized void started(long bundle, String guest, ContentSource content) {
        Tenant former = tenants.get(bundle);
        if (former != null && !former.guest.equals(guest)) {
            gone(bundle);
        }
        tenants.put(bundle, new Tenant(guest));
        owners.put(guest, bundle);
        guests.offer(guest, content);
    }

    /** A bundle was stopped, in a way after which it is likely to be started again. */
    synchronized void paused(long bundle) {
        Tenant tenant = tenants.get(bundle);
        if (tenant != null) {
            Future<?> unused = housekeeper.runAfter(linger, () -> stayedAway(bundle, tenant));
        }
    }

    private synchronized void stayedAway(long bundle, Tenant tenant) {
        // whoever came back is another tenant
        if (tenants.get(bundle) == tenant) {
            gone(bundle);
        }
    }

    /** A bundle was stopped for good or uninstalled, or is a guest no longer. */
    synchronized void gone(long bundle) {
        Tenant tenant = tenants.remove(bundle);
        if (tenant != null && owners.remove(tenant.guest, bundle)) {
            guests.withdraw(tenant.guest);
        }
    }

    /** The guest of a bundle from one start of the bundle to the next; compared by identity. */
    private static final class Tenant {
        private final String guest;

        private Tenant(String guest) {
            this.guest = guest;
        }
    }
}
