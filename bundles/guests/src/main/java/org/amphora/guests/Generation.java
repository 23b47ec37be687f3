package org.amphora.guests;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.amphora.api.Instance;
import org.amphora.api.Phase;
import org.amphora.api.WasmModule;
import org.amphora.api.guest.dto.GenerationDTO;

/**
 * One content of a guest under one configuration, with the instances made of it.
 *
 * <p>It goes from STAGING over ACTIVE and DRAINING to RETIRED, never back. Calls enter while it is ACTIVE; once it
 * drains they are refused, and its caller looks for the successor.
 */
final class Generation {
    /** Where a generation is in its life. */
    enum State {
        /** Being linked and started; nobody calls it. */
        STAGING,
        /** Calls enter. */
        ACTIVE,
        /** Replaced or removed; calls finish. */
        DRAINING,
        /** Closed. */
        RETIRED
    }

    private static final Pattern OF_JAVA = Pattern.compile("(java|jdk|sun)\\.");

    private final long number;
    private final GuestConfiguration configuration;
    private final Class<?> type;
    private final SharedModule module;
    private final MemoryBudget.Claim memory;
    private final InstancePool pool;
    private final Leases leases = new Leases();
    private volatile Map<Long, String> providers = Map.of();
    private volatile SavedState begunWith;
    private volatile Probation probation;
    private volatile State state = State.STAGING;
    private volatile Phase staging = Phase.START;
    private volatile long activatedAt;
    private volatile Runnable whenEmpty;
    private volatile boolean cancelled;
    private volatile boolean overdue;

    /**
     * @param type the interface that the guest is registered as, or null
     * @param module is kept until {@link #dispose()}
     * @param memory is released then
     * @param linker makes an instance and notes by {@link #bound} what it is bound to
     */
    Generation(
            long number,
            GuestConfiguration configuration,
            Class<?> type,
            SharedModule module,
            MemoryBudget.Claim memory,
            java.util.function.Function<Generation, Instance> linker) {
        this.number = number;
        this.configuration = configuration;
        this.type = type;
        this.module = module.retain();
        this.memory = memory;
        PoolOptions options = configuration.pool();
        Slot[] slots = new Slot[options.most()];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = new Slot(this, i >= options.instances());
        }
        Supplier<Instance> factory = () -> linker.apply(this);
        this.pool = new InstancePool(configuration.name(), slots, factory);
    }

    long number() {
        return number;
    }

    String digest() {
        return module.module().digest();
    }

    WasmModule module() {
        return module.module();
    }

    GuestConfiguration configuration() {
        return configuration;
    }

    /** The Java interface that the guest is registered as, or null. */
    Class<?> type() {
        return type;
    }

    State state() {
        return state;
    }

    /** What its instances are called for, once they were made. */
    Phase phase() {
        return state == State.STAGING ? staging : Phase.SERVE;
    }

    /** While it is staged, its instance is called for this from now on. */
    void phase(Phase next) {
        staging = next;
    }

    /** The host functions that its instances are bound to, as {@link HostFunctions#providersOf} tells it. */
    Map<Long, String> providers() {
        return providers;
    }

    /** Its instances are bound to these host functions: at first, and when the engine has replaced one by another. */
    void bound(Map<Long, String> latest) {
        providers = Map.copyOf(latest);
    }

    /** The probation of its content; null if it need not prove itself. */
    Probation probation() {
        return probation;
    }

    /** Whether it is good as far as is known. */
    boolean proved() {
        Probation present = probation;
        return present == null || present.passed();
    }

    void probation(Probation begun) {
        probation = begun;
    }

    /** A call has ended; {@code failure} is what it threw, or null. */
    void callEnded(Throwable failure) {
        Probation present = probation;
        if (present != null) {
            present.callEnded(failure);
        }
    }

    /** What its instances import is all there: makes more of them if some could not be made. */
    void revive() {
        pool.revive();
    }

    /** A further user of its module, for as long as that is kept to come back to. */
    SharedModule retainModule() {
        return module.retain();
    }

    /** Links and starts the first instance. */
    Instance start() {
        return pool.start();
    }

    /** The instance that {@link #start} made. */
    Instance first() {
        return pool.first();
    }

    /** What it got of the state of its predecessor, to be kept elsewhere; null if nothing. */
    SavedState takeBegunWith() {
        SavedState state = begunWith;
        begunWith = null;
        return state;
    }

    void begunWith(SavedState state) {
        begunWith = state;
    }

    void activate() {
        activatedAt = System.currentTimeMillis();
        state = State.ACTIVE;
    }

    /** The slot that {@code thread} is inside of, or null. */
    Slot ownedBy(Thread thread) {
        return pool.ownedBy(thread);
    }

    /** A slot for this thread alone, or null if the generation is not active any more. */
    Slot enter() {
        return enter(configuration.callTimeout(), configuration.pool().queue());
    }

    /** The same, however many wait already, with a limit of its own on how long it waits for an instance; zero for none. */
    Slot enter(Duration patience) {
        return enter(patience, PoolOptions.ENDLESS);
    }

    private Slot enter(Duration patience, int queue) {
        if (!leases.acquire()) {
            return null;
        }
        Slot slot = null;
        try {
            slot = pool.take(patience, queue);
            return slot;
        } finally {
            if (slot == null) {
                release();
            }
        }
    }

    /** Gives back what {@link #enter()} returned. */
    void leave(Slot slot) {
        pool.give(slot);
        release();
    }

    private void release() {
        if (leases.release()) {
            whenEmpty.run();
        }
    }

    /** Refuses new calls; {@code empty} runs once when the last one has finished, on whichever thread that is. */
    void drain(Runnable empty) {
        whenEmpty = empty;
        state = State.DRAINING;
        boolean none = leases.close();
        pool.close();
        if (none) {
            empty.run();
        }
    }

    /** Cancels the calls that run. */
    void cancel(String reason) {
        cancelled = true;
        pool.cancel(reason);
    }

    /** Whether its calls were told to end. */
    boolean cancelled() {
        return cancelled;
    }

    /** Its calls had time to end after they were cancelled. */
    void overdue() {
        overdue = true;
    }

    /** The calls that do not end although they were cancelled: the thread of each, and where that is. */
    List<String> stuck() {
        return overdue ? pool.owners().stream().map(Generation::where).toList() : List.of();
    }

    /** Guest code ends at once, so it is in a host function; that of its methods which waits is named, not what it waits in. */
    private static String where(Thread thread) {
        return "thread " + thread.getName()
                + Arrays.stream(thread.getStackTrace())
                        .filter(frame -> !OF_JAVA.matcher(frame.getClassName()).lookingAt())
                        .findFirst()
                        .map(frame -> " is at " + frame.getClassName() + "." + frame.getMethodName() + " ("
                                + frame.getFileName() + ":" + frame.getLineNumber() + ")")
                        .orElse("");
    }

    /** Closes the instances, and the module if nobody else needs it. To be called once. */
    void dispose() {
        state = State.RETIRED;
        pool.dispose();
        module.release();
        memory.release();
    }

    /** Calls that run or wait for an instance. */
    int leases() {
        return leases.count();
    }

    GenerationDTO toDto() {
        GenerationDTO dto = new GenerationDTO();
        dto.number = number;
        dto.digest = digest();
        dto.activatedAt = activatedAt;
        dto.inFlight = pool.owners().size();
        dto.instances = pool.instances();
        dto.stuck = stuck().toArray(new String[0]);
        return dto;
    }
}
