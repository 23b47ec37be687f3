package org.amphora.guests;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.amphora.api.ImportType;
import org.amphora.api.guest.dto.GuestDTO;

/** Guests on a {@link FakeEngine}, with whiteboard, interfaces and service registry played by this class. */
final class FakeSurroundings implements HostFunctions, Interfaces, GuestServices, AutoCloseable {
    static final Duration SETTLE = Duration.ofMillis(200);
    static final Duration STAGE = Duration.ofMillis(1_500);

    final FakeEngine engine = new FakeEngine();
    /** Services that are there, by id, with what identifies them. */
    final Map<Long, String> services = new ConcurrentHashMap<>();
    /** What new instances are bound to. */
    final Map<Long, String> bindings = new ConcurrentHashMap<>();
    /** Imports, as {@code MODULE.NAME}, that are there with whatever type. */
    final Set<String> offered = ConcurrentHashMap.newKeySet();
    /** What guests are granted. */
    final Map<String, String> grants = new ConcurrentHashMap<>();
    /** Interfaces that can be found, by name. */
    final Map<String, Class<?>> types = new ConcurrentHashMap<>();
    /** What was told to the service registry, such as {@code greet 1}. */
    final List<String> events = Collections.synchronizedList(new ArrayList<>());

    final Map<String, ManagedGuest> published = new ConcurrentHashMap<>();
    /** Runs on the staging thread when a guest is published. */
    volatile Runnable onPublish = () -> {};

    final Guests guests;

    FakeSurroundings() {
        this(null);
    }

    /** @param memory where guests remember what was good; null for nowhere */
    FakeSurroundings(Path memory) {
        guests = new Guests(
                engine,
                this,
                this,
                this,
                new LastGood(memory),
                new Timing(
                        STAGE,
                        SETTLE,
                        Duration.ofMillis(60),
                        Duration.ofMillis(5),
                        Duration.ofMillis(300),
                        Duration.ofMillis(300)));
        guests.start();
    }

    /** Deploys, and fails the test if that fails. */
    GuestDTO deploy(String name, byte[] module) {
        GuestDTO guest = guests.deploy(name, module, "test");
        if (guest.failure != null) {
            throw new AssertionError(guest.failure.message);
        }
        return guest;
    }

    ManagedGuest guest(String name) {
        return published.get(name);
    }

    GuestDTO dto(String name) {
        return dto(guests, name);
    }

    static GuestDTO dto(Guests guests, String name) {
        for (GuestDTO guest : guests.getGuests()) {
            if (guest.name.equals(name)) {
                return guest;
            }
        }
        return null;
    }

    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("did not happen within 20 s: " + what);
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public Map<Long, String> providersOf(String guest, String digest) {
        return Map.copyOf(bindings);
    }

    @Override
    public boolean present(Map<Long, String> providers) {
        return services.entrySet().containsAll(providers.entrySet());
    }

    @Override
    public boolean offers(ImportType missing) {
        return offered.contains(missing.module() + "." + missing.name());
    }

    @Override
    public String granted(String guest) {
        return grants.getOrDefault(guest, "");
    }

    @Override
    public Class<?> find(String name) throws ClassNotFoundException {
        Class<?> type = types.get(name);
        if (type == null) {
            throw new ClassNotFoundException("no bundle has " + name);
        }
        return type;
    }

    @Override
    public void publish(ManagedGuest guest, Generation active) {
        events.add(guest.name() + " " + active.number());
        published.put(guest.name(), guest);
        onPublish.run();
    }

    @Override
    public void withdraw(ManagedGuest guest) {
        events.add(guest.name() + " gone");
        published.remove(guest.name(), guest);
    }

    @Override
    public void close() {
        guests.stop();
    }
}
