package org.amphora.wasi.osgi;

import java.io.IOException;
import java.net.BindException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.amphora.wasi.Listeners;
import org.amphora.wasi.WasiClock;
import org.amphora.wasi.WasiConfig;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * What one guest is granted: the configuration {@code org.amphora.wasi~GUEST}. Immutable: a change makes a new one, for the
 * instances that begin after it.
 *
 * <p>Felix File Install reads it from a file {@code org.amphora.wasi-GUEST.config}, with a minus:
 *
 * <pre>
 * args=["report", "--short"]
 * env=["LANG\=C"]
 * dirs=["/srv/reports::/reports", "/srv/templates::/templates:ro"]
 * listen=["127.0.0.1:8080"]
 * clocks=B"true"
 * wallClock.target="(zone\=simulation)"
 * </pre>
 */
@Component(
        service = WasiGrant.class,
        configurationPid = WasiGrant.FACTORY_PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = WasiGrant.Grants.class, factory = true)
public final class WasiGrant {
    /** Factory PID; the name of the configuration is that of the guest. */
    static final String FACTORY_PID = "org.amphora.wasi";

    /** No service has it: what is not named is not granted. */
    private static final String NONE = "(!(service.id=*))";

    private static final String READ_ONLY = ":ro";
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final String guest;
    private final boolean trace;
    private final WasiConfig config;
    private final String missing;
    private final List<ServerSocketChannel> listeners = new ArrayList<>();

    /** The configuration of a grant. */
    @ObjectClassDefinition(
            name = "Amphora WASI grants",
            description = "What the guest of the configuration's name may use; nothing that is not said here")
    @interface Grants {
        /** The arguments. */
        @AttributeDefinition(name = "Arguments", description = "The first, by custom, is the program's name")
        String[] args() default {};

        /** The environment. */
        @AttributeDefinition(name = "Environment", description = "KEY=VALUE")
        String[] env() default {};

        /** The directories. */
        @AttributeDefinition(
                name = "Directories",
                description = "HOST::GUEST, or HOST::GUEST:ro to read only: a directory, and what the guest calls it")
        String[] dirs() default {};

        /** The listeners. */
        @AttributeDefinition(
                name = "Listeners",
                description = "HOST:PORT, where the guest takes connections; their descriptors follow the directories'")
        String[] listen() default {};

        /** Whether it may see the real clocks. */
        @AttributeDefinition(
                name = "Clocks",
                description = "Real wall and monotonic clock, and sleeping that takes time")
        boolean clocks() default false;

        /** The service that is its wall clock. */
        @AttributeDefinition(
                name = "Wall clock",
                description = "A filter for the WasiClock service that is the guest's wall clock, as (zone=simulation)",
                required = false)
        String wallClock_target();

        /** The service that is its monotonic clock. */
        @AttributeDefinition(
                name = "Monotonic clock",
                description = "A filter for the WasiClock service that is the guest's monotonic clock",
                required = false)
        String monotonicClock_target();

        /** Whether it may see real randomness. */
        @AttributeDefinition(name = "Randomness", description = "Cryptographically strong randomness")
        boolean random() default false;

        /** Whether its calls are logged. */
        @AttributeDefinition(name = "Trace", description = "Log each call of a WASI function")
        boolean trace() default false;
    }

    /**
     * Reads a configuration, and begins to listen.
     *
     * @throws IllegalArgumentException if a value is not in its form
     * @throws IOException if it cannot listen at an address
     */
    @Activate
    public WasiGrant(
            Grants grants,
            Map<String, Object> properties,
            @Reference(
                            name = "wallClock",
                            target = NONE,
                            cardinality = ReferenceCardinality.OPTIONAL,
                            policyOption = ReferencePolicyOption.GREEDY)
                    WasiClock wallClock,
            @Reference(
                            name = "monotonicClock",
                            target = NONE,
                            cardinality = ReferenceCardinality.OPTIONAL,
                            policyOption = ReferencePolicyOption.GREEDY)
                    WasiClock monotonicClock)
            throws IOException {
        String pid = String.valueOf(properties.get(Constants.SERVICE_PID));
        guest = pid.substring(pid.indexOf('~') + 1);
        trace = grants.trace();
        missing = Stream.of(
                        missing("wallClock.target", grants.wallClock_target(), wallClock),
                        missing("monotonicClock.target", grants.monotonicClock_target(), monotonicClock))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" and "));
        config = listening(timed(config(grants), wallClock, monotonicClock), grants.listen());
    }

    private static Optional<String> missing(String key, String target, WasiClock clock) {
        boolean named = target != null && !target.equals(NONE); // the component runtime hands on the default, too
        return clock == null && named ? Optional.of(key + "=" + target) : Optional.empty();
    }

    private static WasiConfig timed(WasiConfig config, WasiClock wallClock, WasiClock monotonicClock) {
        WasiConfig timed = config;
        if (wallClock != null) {
            timed = timed.wallClock(wallClock::readNanos, wallClock.resolutionNanos());
        }
        if (monotonicClock != null) {
            timed = timed.monotonicClock(monotonicClock::readNanos, monotonicClock.resolutionNanos());
        }
        return timed;
    }

    /** Ends listening: what connects later is refused. */
    @Deactivate
    void close() throws IOException {
        for (ServerSocketChannel listener : listeners) {
            listener.close();
        }
    }

    private WasiConfig listening(WasiConfig config, String[] addresses) throws IOException {
        WasiConfig listening = config;
        try {
            for (String address : addresses) {
                listeners.add(open(address));
                listening = listening.listener(listeners.get(listeners.size() - 1));
            }
            return listening;
        } catch (IOException | IllegalArgumentException e) {
            close();
            throw e;
        }
    }

    /**
     * Listens as soon as nobody else does: a guest that waits at the socket of the configuration before lets go of it within a
     * moment, when it looks.
     */
    private static ServerSocketChannel open(String address) throws IOException {
        long start = System.nanoTime();
        while (true) {
            try {
                return Listeners.open(address);
            } catch (IOException e) {
                if (!(e.getCause() instanceof BindException) || System.nanoTime() - start > PATIENCE_NANOS) {
                    throw e;
                }
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static WasiConfig config(Grants grants) {
        WasiConfig config = WasiConfig.defaults().args(List.of(grants.args()));
        for (String variable : grants.env()) {
            String[] parts = split(variable, "=", "env", "KEY=VALUE");
            config = config.env(parts[0], parts[1]);
        }
        for (String directory : grants.dirs()) {
            String[] parts = split(directory, "::", "dirs", "HOST::GUEST or HOST::GUEST:ro");
            config = parts[1].endsWith(READ_ONLY)
                    ? config.readOnlyDirectory(
                            Path.of(parts[0]), parts[1].substring(0, parts[1].length() - READ_ONLY.length()))
                    : config.directory(Path.of(parts[0]), parts[1]);
        }
        if (grants.clocks()) {
            config = config.systemWallClock().systemMonotonicClock().systemSleep();
        }
        return grants.random() ? config.secureRandom() : config;
    }

    private static String[] split(String value, String separator, String key, String form) {
        int at = value.indexOf(separator);
        if (at < 1) {
            throw new IllegalArgumentException(key + " \"" + value + "\" must be in the form " + form);
        }
        return new String[] {value.substring(0, at), value.substring(at + separator.length())};
    }

    /** The name of the guest. */
    String guest() {
        return guest;
    }

    /** Whether its calls are to be logged. */
    boolean trace() {
        return trace;
    }

    /**
     * What it is granted; its output is discarded.
     *
     * @throws IllegalStateException if a service that the configuration names is not there: the guest is not to go on with
     *     less than it was promised, such as a clock that is fake
     */
    WasiConfig config() {
        if (!missing.isEmpty()) {
            throw new IllegalStateException("guest " + guest + " is granted " + missing
                    + ", but there is no WasiClock service like that; install the bundle that registers it, or change "
                    + FACTORY_PID + "~" + guest);
        }
        return config;
    }
}
