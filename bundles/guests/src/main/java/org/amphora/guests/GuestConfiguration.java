package org.amphora.guests;

import static org.amphora.api.guest.GuestConstants.WASM_GUEST_CALL_TIMEOUT;
import static org.amphora.api.guest.GuestConstants.WASM_GUEST_DRAIN_TIMEOUT;
import static org.amphora.api.guest.GuestConstants.WASM_GUEST_FUEL_LIMIT;
import static org.amphora.api.guest.GuestConstants.WASM_GUEST_GROUP;
import static org.amphora.api.guest.GuestConstants.WASM_GUEST_IMPORTS;
import static org.amphora.api.guest.GuestConstants.WASM_GUEST_IMPORTS_DENIED;
import static org.amphora.api.guest.GuestConstants.WASM_GUEST_INSTANCES;
import static org.amphora.api.guest.GuestConstants.WASM_GUEST_INSTANCES_EXTRA;
import static org.amphora.api.guest.GuestConstants.WASM_GUEST_INTERFACE;
import static org.amphora.api.guest.GuestConstants.WASM_GUEST_LOCATION;
import static org.amphora.api.guest.GuestConstants.WASM_GUEST_MEMORY_LIMIT;
import static org.amphora.api.guest.GuestConstants.WASM_GUEST_NAME;
import static org.amphora.api.guest.GuestConstants.WASM_GUEST_PROBATION_CALLS;
import static org.amphora.api.guest.GuestConstants.WASM_GUEST_PROBATION_FAILURES;
import static org.amphora.api.guest.GuestConstants.WASM_GUEST_PROBATION_TIME;
import static org.amphora.api.guest.GuestConstants.WASM_GUEST_PROBE;
import static org.amphora.api.guest.GuestConstants.WASM_GUEST_QUEUE_LIMIT;
import static org.amphora.api.guest.GuestConstants.WASM_GUEST_STATE;
import static org.amphora.api.guest.GuestConstants.WASM_GUEST_STATE_LIMIT;
import static org.amphora.api.guest.GuestConstants.WASM_GUEST_STATE_LOAD;
import static org.amphora.api.guest.GuestConstants.WASM_GUEST_STATE_SAVE;
import static org.amphora.api.guest.GuestConstants.WASM_GUEST_STATE_TIMEOUT;
import static org.amphora.api.guest.GuestConstants.WASM_GUEST_TABLE_LIMIT;
import static org.amphora.api.guest.GuestConstants.WASM_GUEST_TRAPPED;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.amphora.api.InstanceConfig;

/** The options of a guest, checked. Immutable; two with the same effect on a generation have the same {@link #key()}. */
final class GuestConfiguration {

    private static final String PREFIX = "wasm.guest.";
    private static final Set<String> OPTIONS = new TreeSet<>(Set.of(
            WASM_GUEST_NAME,
            WASM_GUEST_INTERFACE,
            WASM_GUEST_IMPORTS,
            WASM_GUEST_IMPORTS_DENIED,
            WASM_GUEST_INSTANCES,
            WASM_GUEST_INSTANCES_EXTRA,
            WASM_GUEST_QUEUE_LIMIT,
            WASM_GUEST_TRAPPED,
            WASM_GUEST_MEMORY_LIMIT,
            WASM_GUEST_TABLE_LIMIT,
            WASM_GUEST_CALL_TIMEOUT,
            WASM_GUEST_FUEL_LIMIT,
            WASM_GUEST_DRAIN_TIMEOUT,
            WASM_GUEST_PROBATION_CALLS,
            WASM_GUEST_PROBATION_TIME,
            WASM_GUEST_PROBATION_FAILURES,
            WASM_GUEST_PROBE,
            WASM_GUEST_GROUP,
            WASM_GUEST_STATE,
            WASM_GUEST_STATE_SAVE,
            WASM_GUEST_STATE_LOAD,
            WASM_GUEST_STATE_LIMIT,
            WASM_GUEST_STATE_TIMEOUT,
            WASM_GUEST_LOCATION));
    private static final int MAX_CALLS = 1_000_000_000;

    /** All that 64 bits can address; what is not there, no memory gets. */
    private static final long MAX_PAGES = 1L << 48;

    private static final long MAX_ELEMENTS = 0xFFFF_FFFFL;
    static final long MAX_MILLIS = Duration.ofDays(365).toMillis();

    private final String name;
    private final PoolOptions pool;
    private final long memoryLimit;
    private final long tableLimit;
    private final Duration callTimeout;
    private final long fuelLimit;
    private final Duration drainTimeout;
    private final int probationCalls;
    private final Duration probationTime;
    private final int probationFailures;
    private final String interfaceName;
    private final String probe;
    private final String group;
    private final ImportPermissions permissions;
    private final StateOptions state;
    private final String granted;
    private final Map<String, ?> properties;

    private GuestConfiguration(String name, Map<String, ?> properties, String granted) {
        this.name = name;
        this.granted = granted;
        this.properties = Map.copyOf(properties);
        this.pool = PoolOptions.parse(properties);
        this.memoryLimit =
                number(properties, WASM_GUEST_MEMORY_LIMIT, InstanceConfig.DEFAULT_MEMORY_LIMIT, 0, MAX_PAGES);
        this.tableLimit =
                number(properties, WASM_GUEST_TABLE_LIMIT, InstanceConfig.DEFAULT_TABLE_LIMIT, 0, MAX_ELEMENTS);
        this.callTimeout = Duration.ofMillis(number(properties, WASM_GUEST_CALL_TIMEOUT, 0, 0, MAX_MILLIS));
        this.fuelLimit = number(properties, WASM_GUEST_FUEL_LIMIT, 0, 0, Long.MAX_VALUE);
        this.drainTimeout = Duration.ofMillis(number(properties, WASM_GUEST_DRAIN_TIMEOUT, 30_000, 0, MAX_MILLIS));
        this.probationCalls = (int) number(properties, WASM_GUEST_PROBATION_CALLS, 100, 0, MAX_CALLS);
        this.probationTime = Duration.ofMillis(number(properties, WASM_GUEST_PROBATION_TIME, 30_000, 0, MAX_MILLIS));
        this.probationFailures = (int) number(properties, WASM_GUEST_PROBATION_FAILURES, 3, 1, MAX_CALLS);
        this.interfaceName = text(properties, WASM_GUEST_INTERFACE);
        this.probe = text(properties, WASM_GUEST_PROBE);
        this.group = text(properties, WASM_GUEST_GROUP);
        this.permissions = ImportPermissions.parse(properties);
        this.state = StateOptions.parse(properties, pool);
    }

    /**
     * Reads a configuration. Numbers may be given as any number type or, as configuration files do, in digits.
     *
     * @param granted what others say that the guest may use: as good as part of its configuration
     * @throws IllegalArgumentException naming key, value and what would be right
     */
    static GuestConfiguration parse(String name, Map<String, ?> properties, String granted) {
        for (String key : properties.keySet()) {
            if (key.startsWith(PREFIX) && !OPTIONS.contains(key)) {
                throw new IllegalArgumentException(
                        "there is no option " + key + "; options are " + String.join(", ", OPTIONS));
            }
        }
        return new GuestConfiguration(name, properties, granted);
    }

    /** The value of a text option, null if it is not set. */
    static String text(Map<String, ?> properties, String key) {
        Object value = properties.get(key);
        if (isUnset(value)) {
            return null;
        }
        if (value instanceof String text) {
            return text.trim();
        }
        throw new IllegalArgumentException(key + " is " + shown(value) + "; it must be a text");
    }

    /** Empty counts as unset: that is how configuration files leave an option out. */
    private static boolean isUnset(Object value) {
        return value == null || (value instanceof String text && text.isBlank());
    }

    static long number(Map<String, ?> properties, String key, long otherwise, long min, long max) {
        Object value = properties.get(key);
        if (isUnset(value)) {
            return otherwise;
        }
        Long number = whole(value);
        if (number == null || number < min || number > max) {
            throw new IllegalArgumentException(
                    key + " is " + shown(value) + "; it must be a whole number from " + min + " to " + max);
        }
        return number;
    }

    private static Long whole(Object value) {
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        try {
            return value instanceof String text ? Long.valueOf(text.trim()) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static String shown(Object value) {
        return value instanceof String
                ? "\"" + value + "\""
                : value + " (" + value.getClass().getSimpleName() + ")";
    }

    String name() {
        return name;
    }

    /** How its instances serve. */
    PoolOptions pool() {
        return pool;
    }

    /** How long a call may take and how long it waits for an instance; zero for ever. */
    Duration callTimeout() {
        return callTimeout;
    }

    /** How long calls of a replaced generation go on before they are cancelled. */
    Duration drainTimeout() {
        return drainTimeout;
    }

    /** After how many calls new content has proved good; 0 if it need not. */
    int probationCalls() {
        return probationCalls;
    }

    /** After how long new content has proved good. */
    Duration probationTime() {
        return probationTime;
    }

    /** How many failed calls prove new content bad. */
    int probationFailures() {
        return probationFailures;
    }

    /** The Java interface to register the guest as. */
    Optional<String> interfaceName() {
        return Optional.ofNullable(interfaceName);
    }

    /** The exported function that tells whether it is fit to serve; null if it is not asked. */
    String probe() {
        return probe;
    }

    /** The guests that it is replaced with; null if it is replaced alone. */
    String group() {
        return group;
    }

    /** What it may import. */
    ImportPermissions permissions() {
        return permissions;
    }

    /** How its state survives; null if it does not. */
    StateOptions state() {
        return state;
    }

    /** What it was read from. */
    Map<String, ?> properties() {
        return properties;
    }

    /** What others say that it may use. */
    String granted() {
        return granted;
    }

    InstanceConfig instanceConfig() {
        InstanceConfig config =
                InstanceConfig.defaults().name(name).memoryLimit(memoryLimit).tableLimit(tableLimit);
        if (fuelLimit > 0) {
            config = config.fuelLimit(fuelLimit);
        }
        return callTimeout.isZero() ? config : config.callTimeout(callTimeout);
    }

    /** Compares as text: what a generation was made with. */
    String key() {
        return pool + "/" + memoryLimit + "/" + tableLimit + "/" + callTimeout + "/" + fuelLimit + "/"
                + drainTimeout + "/" + interfaceName + "/" + permissions.key() + "/" + state + "/" + probe
                + "/" + granted;
    }
}
