package org.amphora.api.guest;

/** Names of service properties and configuration of guests. */
public final class GuestConstants {
    /** Property of a {@link Guest} service, of type String: the name of the guest. */
    public static final String WASM_GUEST_NAME = "wasm.guest.name";

    /** Property of a {@link Guest} service, of type Long: the number of the active generation; it only grows. */
    public static final String WASM_GUEST_GENERATION = "wasm.guest.generation";

    /** Property of a {@link Guest} service, of type String: SHA-256 of the active generation's content. */
    public static final String WASM_GUEST_DIGEST = "wasm.guest.digest";

    /** Property of a {@link Guest} service, of type String[]: the names of the exported functions. */
    public static final String WASM_GUEST_EXPORT = "wasm.guest.export";

    /**
     * Configuration of a guest, of type String: the Java interface as which the guest is registered too, in the sense of
     * {@link org.amphora.api.Instance#as(Class)}. The interface is loaded from the bundles that export its package.
     */
    public static final String WASM_GUEST_INTERFACE = "wasm.guest.interface";

    /** Configuration of a guest, of type Integer: instances of a generation that serve side by side; 1 by default. */
    public static final String WASM_GUEST_INSTANCES = "wasm.guest.instances";

    /**
     * Configuration of a guest, of type Integer: when all instances serve, as many calls more get a fresh one each, which is closed
     * after the call; 0 by default.
     */
    public static final String WASM_GUEST_INSTANCES_EXTRA = "wasm.guest.instances.extra";

    /**
     * Configuration of a guest, of type Integer: as many calls wait when all instances serve, and further ones are refused with a
     * {@link org.amphora.api.LimitExceededException}; 0 for none, no limit by default.
     */
    public static final String WASM_GUEST_QUEUE_LIMIT = "wasm.guest.queue.limit";

    /**
     * Configuration of a guest, of type String: {@code keep}, the default, or {@code discard} an instance of which a call ended with
     * a trap or an exception that nobody caught.
     */
    public static final String WASM_GUEST_TRAPPED = "wasm.guest.trapped";

    /** Configuration of a guest, of type Long: pages of memory that each instance may have. */
    public static final String WASM_GUEST_MEMORY_LIMIT = "wasm.guest.memory.limit";

    /** Configuration of a guest, of type Long: elements that the tables of each instance may have. */
    public static final String WASM_GUEST_TABLE_LIMIT = "wasm.guest.table.limit";

    /** Configuration of a guest, of type Long: milliseconds that a call may take; 0, the default, for no limit. */
    public static final String WASM_GUEST_CALL_TIMEOUT = "wasm.guest.call.timeout";

    /** Configuration of a guest, of type Long: fuel that a call may use; 0, the default, for no limit. */
    public static final String WASM_GUEST_FUEL_LIMIT = "wasm.guest.fuel.limit";

    /** Configuration of a guest, of type Long: milliseconds that calls of a replaced generation may go on; 30,000 by default. */
    public static final String WASM_GUEST_DRAIN_TIMEOUT = "wasm.guest.drain.timeout";

    /**
     * Configuration of a guest, of type Integer: calls after which new content has proved good; 100 by default, 0 for content
     * that need not prove itself. Until then, what served before is kept.
     */
    public static final String WASM_GUEST_PROBATION_CALLS = "wasm.guest.probation.calls";

    /** Configuration of a guest, of type Long: milliseconds after which new content has proved good; 30,000 by default. */
    public static final String WASM_GUEST_PROBATION_TIME = "wasm.guest.probation.time";

    /**
     * Configuration of a guest, of type Integer: calls that fail in a row, or make up half of all, by which new content
     * proves bad; 3 by default. What served before serves again then, and the bad content is not taken any more.
     */
    public static final String WASM_GUEST_PROBATION_FAILURES = "wasm.guest.probation.failures";

    /**
     * Configuration of a guest, of type String[] or String: what it may import, as patterns of {@code MODULE.NAME} in which *
     * stands for any characters, with commas or spaces between several; by default whatever there is.
     */
    public static final String WASM_GUEST_IMPORTS = "wasm.guest.imports";

    /**
     * Configuration of a guest, of type String: what becomes of an import that no pattern allows. {@code refuse}, the default:
     * content that has one is not activated. {@code trap}: the function traps when it is called. {@code errno}: it returns
     * WASI's error number 76 (not capable) if its result is an i32, and traps otherwise.
     */
    public static final String WASM_GUEST_IMPORTS_DENIED = "wasm.guest.imports.denied";

    /**
     * Configuration of a guest, of type String: path or URL of its content, for a guest that is deployed by its
     * configuration alone. It is read when the configuration comes, and not watched.
     */
    public static final String WASM_GUEST_LOCATION = "wasm.guest.location";

    /**
     * Configuration of a guest, of type String: what becomes of its state when it is replaced. {@code none}, the default: it
     * begins anew. {@code exports}: what runs is asked for its state by {@link #WASM_GUEST_STATE_SAVE}, and what comes gets it by
     * {@link #WASM_GUEST_STATE_LOAD}, while calls wait; if that fails, what runs goes on as if nothing had been. Needs one
     * instance.
     *
     * <p>A module says by the custom section {@code amphora.state} of what version the state is that it saves, and which versions
     * it loads: {@code 3 loads 1-3}; without one it is version 0, and loads that.
     */
    public static final String WASM_GUEST_STATE = "wasm.guest.state";

    /**
     * Configuration of a guest, of type String: the exported function of type {@code () -> i64} that saves the state; {@code
     * save_state} by default. It returns the address of the bytes in the upper half, and their number in the lower. They must
     * stay as they are until the next call.
     */
    public static final String WASM_GUEST_STATE_SAVE = "wasm.guest.state.save";

    /**
     * Configuration of a guest, of type String: the exported function of type {@code (i32, i32, i32) -> ()} or {@code (i32, i32,
     * i32) -> i32} that loads a state; {@code load_state} by default. It gets the version of the state, the address of the
     * bytes, which the exported {@code allocate}, {@code malloc} or {@code cabi_realloc} gave, and their number. If it has
     * a result, only 0 says that all went well.
     */
    public static final String WASM_GUEST_STATE_LOAD = "wasm.guest.state.load";

    /** Configuration of a guest, of type Integer: the most bytes that its state may have; 16,777,216 by default. */
    public static final String WASM_GUEST_STATE_LIMIT = "wasm.guest.state.limit";

    /** Configuration of a guest, of type Long: milliseconds that handing over its state may take; 5,000 by default. */
    public static final String WASM_GUEST_STATE_TIMEOUT = "wasm.guest.state.timeout";

    /**
     * Configuration of a guest, of type String: an exported function without parameters that is called before a new version
     * serves. If it traps, or returns anything but 0, what serves goes on.
     */
    public static final String WASM_GUEST_PROBE = "wasm.guest.probe";

    /**
     * Configuration of a guest, of type String: the group that it is in. Guests of a group serve and are replaced together or
     * not at all, between two calls of any of them: no call that goes from one to another meets two versions. A module says by
     * the custom section {@code amphora.group} of which version of the group it is; content is held until all members have
     * content of the same version.
     */
    public static final String WASM_GUEST_GROUP = "wasm.guest.group";

    /**
     * Begins the topics of Event Admin that tell of guests; behind it stand {@code STAGING}, {@code SUPERSEDED}, {@code
     * REJECTED}, {@code STATE} (it was handed over), {@code ACTIVE}, {@code PROVED} (good, by its first calls), {@code
     * ROLLED_BACK}, {@code CANCELLED} (calls that outlast the drain timeout), {@code STUCK} (one that does not end then), {@code
     * RETIRED} and {@code REMOVED}. Properties are {@link #WASM_GUEST_NAME}, {@link #EVENT_MESSAGE}, and, where they have a
     * meaning, {@link #WASM_GUEST_GENERATION}, {@link #WASM_GUEST_DIGEST}, {@link #EVENT_REASON} and {@link
     * #EVENT_REASON_NAME}. The flight recorder gets the same as events {@code org.amphora.Guest}.
     */
    public static final String EVENT_TOPIC = "org/amphora/guest/";

    /** Property of an event, of type String: the whole of it in words, naming the guest. */
    public static final String EVENT_MESSAGE = "message";

    /** Property of an event, of type Integer: a constant of {@link org.amphora.api.guest.dto.FailureDTO}. */
    public static final String EVENT_REASON = "reason";

    /** Property of an event, of type String: the name of that constant. */
    public static final String EVENT_REASON_NAME = "reason.name";

    /**
     * Property, of any value, of services of any type: the {@code service.pid}, {@code FACTORY~NAME}, of such a service names a
     * guest, and its other properties are as good as part of the configuration of that guest. When it comes, goes or changes,
     * the guest gets a new generation.
     */
    public static final String WASM_GUEST_GRANT = "wasm.guest.grant";

    /** Factory PID of the configuration of a guest: {@code org.amphora.guest~NAME}. */
    public static final String GUEST_FACTORY_PID = "org.amphora.guest";

    private GuestConstants() {}
}
