package org.amphora.wasi.osgi;

import java.io.IOException;
import java.net.BindException;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.amphora.api.guest.GuestConstants;
import org.amphora.wasi.Listeners;
import org.amphora.wasi.WasiClock;
import org.amphora.wasi.WasiConfig;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * What one guest is granted: the configuration {@code org.amphora.wasi~GUEST}. Immutable: a change makes a new one, for the
 * instances that begin after it, among them those of a new generation of the guest.
 *
 * <p>Felix File Install reads it from a file {@code org.amphora.wasi-GUEST.config}, with a minus:
 *
 * <pre>
 * args=["report", "--short"]
 * env=["LANG\=C"]
 * dirs=["/srv/reports::/reports", "/srv/templates.zip::/templates", "bundle:org.acme.fonts/ttf::/fonts"]
 * tmpfs=["/tmp:1048576"]
 * listen=["127.0.0.1:8080"]
 * clocks=B"true"
 * wallClock="service:simulation"
 * </pre>
 */
@Component(
        service = WasiGrant.class,
        property = GuestConstants.WASM_GUEST_GRANT + ":Boolean=true",
        configurationPid = WasiGrant.FACTORY_PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = WasiGrant.Grants.class, factory = true)
public final class WasiGrant {
    /** Factory PID; the name of the configuration is that of the guest. */
    static final String FACTORY_PID = "org.amphora.wasi";

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final String guest;
    private final boolean trace;
    private final WasiConfig config;
    private final Surroundings surroundings;
    private final List<DirectoryGrant> directories;
    private final List<MemoryGrant> memories;
    private final ClockGrant wallClock;
    private final ClockGrant monotonicClock;
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

        /** What it inherits of the environment. */
        @AttributeDefinition(
                name = "Inherited environment",
                description = "Keys of the host's environment that the guest sees as well")
        String[] envInherit() default {};

        /** The directories. */
        @AttributeDefinition(
                name = "Directories",
                description = "HOST::GUEST, or HOST::GUEST:ro to read only: a directory or archive, and what the guest"
                        + " calls it; HOST may be service:NAME, or bundle:NAME[/PATH] to read the entries of a bundle")
        String[] dirs() default {};

        /** The directories in memory. */
        @AttributeDefinition(
                name = "Directories in memory",
                description = "GUEST:BYTES, an empty directory for each instance, and how much memory it may take")
        String[] tmpfs() default {};

        /** The limit on written bytes. */
        @AttributeDefinition(name = "Written bytes", description = "How much an instance may write to files")
        long maxWritten() default Long.MAX_VALUE;

        /** The limit on files. */
        @AttributeDefinition(
                name = "Files",
                description = "How many files, directories and links an instance may make more than it removes")
        long maxFiles() default Long.MAX_VALUE;

        /** The limit on descriptors. */
        @AttributeDefinition(name = "Descriptors", description = "How many descriptors an instance may have at a time")
        int maxDescriptors() default 1_024;

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

        /** Its wall clock. */
        @AttributeDefinition(
                name = "Wall clock",
                description = "system for the computer's, service:NAME for the service WasiClock with wasi.name=NAME")
        String wallClock() default "";

        /** Its monotonic clock. */
        @AttributeDefinition(
                name = "Monotonic clock",
                description = "system for the computer's, service:NAME for the service WasiClock with wasi.name=NAME")
        String monotonicClock() default "";

        /** Whether sleeping takes time. */
        @AttributeDefinition(name = "Sleep", description = "Sleeping that takes time")
        boolean sleep() default false;

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
    public WasiGrant(Grants grants, Map<String, Object> properties, BundleContext context) throws IOException {
        String pid = String.valueOf(properties.get(Constants.SERVICE_PID));
        guest = pid.substring(pid.indexOf('~') + 1);
        trace = grants.trace();
        surroundings = new Surroundings(context);
        directories = Arrays.stream(grants.dirs()).map(DirectoryGrant::parse).toList();
        memories = Arrays.stream(grants.tmpfs()).map(MemoryGrant::parse).toList();
        wallClock = ClockGrant.parse("wallClock", grants.wallClock());
        monotonicClock = ClockGrant.parse("monotonicClock", grants.monotonicClock());
        config = listening(config(grants), grants.listen());
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

    private WasiConfig config(Grants grants) {
        WasiConfig config = WasiConfig.defaults()
                .args(List.of(grants.args()))
                .writeLimit(grants.maxWritten())
                .fileLimit(grants.maxFiles())
                .descriptorLimit(grants.maxDescriptors());
        for (String key : grants.envInherit()) {
            String value = System.getenv(key);
            config = value == null ? config : config.env(key, value);
        }
        for (String variable : grants.env()) {
            int equals = variable.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("env \"" + variable + "\" must be in the form KEY=VALUE");
            }
            config = config.env(variable.substring(0, equals), variable.substring(equals + 1));
        }
        if (grants.clocks() || wallClock.isSystem()) {
            config = config.systemWallClock();
        }
        if (grants.clocks() || monotonicClock.isSystem()) {
            config = config.systemMonotonicClock();
        }
        if (grants.clocks() || grants.sleep()) {
            config = config.systemSleep();
        }
        return grants.random() ? config.secureRandom() : config;
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
     * What it is granted; its output is discarded. Services and bundles that the configuration names are those that are there
     * now.
     *
     * @throws IllegalStateException if one of them is missing: the guest is not to go on with less than it was promised, such
     *     as a clock that is fake
     */
    WasiConfig config() {
        try {
            return completed();
        } catch (IllegalStateException e) {
            throw new IllegalStateException(
                    "guest " + guest + " cannot begin: " + e.getMessage() + "; install what is missing, or change "
                            + FACTORY_PID + "~" + guest,
                    e);
        }
    }

    private WasiConfig completed() {
        WasiConfig completed = config;
        for (DirectoryGrant directory : directories) {
            completed = directory.addTo(completed, surroundings);
        }
        for (MemoryGrant memory : memories) {
            completed = memory.addTo(completed);
        }
        if (wallClock.isService()) {
            WasiClock clock = wallClock.clock(surroundings);
            completed = completed.wallClock(clock::readNanos, clock.resolutionNanos());
        }
        if (monotonicClock.isService()) {
            WasiClock clock = monotonicClock.clock(surroundings);
            completed = completed.monotonicClock(clock::readNanos, clock.resolutionNanos());
        }
        return completed;
    }
}
