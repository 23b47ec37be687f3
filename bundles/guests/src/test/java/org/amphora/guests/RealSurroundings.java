package org.amphora.guests;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.amphora.api.FunctionType;
import org.amphora.api.HostFunction;
import org.amphora.api.ImportType;
import org.amphora.api.guest.dto.GuestDTO;
import org.amphora.engine.EngineImpl;
import org.amphora.engine.link.HostFunctionSource;

/** Guests on the real engine, with host functions {@code env.…} that a bundle called org.acme.host seems to offer. */
final class RealSurroundings implements HostFunctionSource, HostFunctions, Interfaces, GuestServices, AutoCloseable {
    /** Interfaces that can be found, by name. */
    final Map<String, Class<?>> interfaces = new ConcurrentHashMap<>();

    private final List<Candidate> offers = new CopyOnWriteArrayList<>();
    private final Map<String, ManagedGuest> published = new ConcurrentHashMap<>();
    private final EngineImpl engine = new EngineImpl(this);

    /** Runs on the staging thread when a guest is published. */
    volatile Runnable onPublish = () -> {};

    final Guests guests;

    RealSurroundings() {
        this(Timing.defaults());
    }

    RealSurroundings(Timing timing) {
        this(timing, new LastGood(null));
    }

    RealSurroundings(Timing timing, LastGood memory) {
        guests = new Guests(engine, this, this, this, memory, timing);
        guests.start();
    }

    void offer(String name, String signature, HostFunction function) {
        offers.add(new Offered(name, FunctionType.parse(signature), function));
    }

    ManagedGuest guest(String name) {
        return published.get(name);
    }

    GuestDTO dto(String name) {
        return FakeSurroundings.dto(guests, name);
    }

    static void await(String what, BooleanSupplier condition) {
        FakeSurroundings.await(what, condition);
    }

    @Override
    public List<Candidate> candidates(String module, String name) {
        return offers.stream()
                .filter(it -> it.module().equals(module) && it.name().equals(name))
                .toList();
    }

    @Override
    public List<Candidate> all() {
        return offers;
    }

    @Override
    public Map<Long, String> providersOf(String guest, String digest) {
        return Map.of();
    }

    @Override
    public boolean present(Map<Long, String> providers) {
        return true;
    }

    @Override
    public boolean offers(ImportType missing) {
        return !candidates(missing.module(), missing.name()).isEmpty();
    }

    @Override
    public String granted(String guest) {
        return "";
    }

    @Override
    public Class<?> find(String name) throws ClassNotFoundException {
        Class<?> type = interfaces.get(name);
        if (type == null) {
            throw new ClassNotFoundException("no bundle has " + name);
        }
        return type;
    }

    @Override
    public void publish(ManagedGuest guest, Generation active) {
        published.put(guest.name(), guest);
        onPublish.run();
    }

    @Override
    public void withdraw(ManagedGuest guest) {
        published.remove(guest.name(), guest);
    }

    @Override
    public void close() {
        guests.stop();
        engine.close();
    }

    private static final class Offered implements Candidate {
        private final String name;
        private final FunctionType type;
        private final HostFunction function;

        Offered(String name, FunctionType type, HostFunction function) {
            this.name = name;
            this.type = type;
            this.function = function;
        }

        @Override
        public String module() {
            return "env";
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public FunctionType type() {
            return type;
        }

        @Override
        public String provider() {
            return "org.acme.host 1.0.0";
        }

        @Override
        public HostFunction acquire() {
            return function;
        }

        @Override
        public void release(HostFunction acquired) {}
    }
}
