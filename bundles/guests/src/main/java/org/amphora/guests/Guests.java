package org.amphora.guests;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.amphora.api.Engine;
import org.amphora.api.guest.GuestRegistry;
import org.amphora.api.guest.dto.GuestDTO;

/**
 * The guests, and what is done for them on the staging thread. Knows the framework only through {@link HostFunctions},
 * {@link Interfaces} and {@link GuestServices}. Thread-safe.
 *
 * <p>{@link #deploy} waits for the outcome, but not when it is called on the staging thread itself, by a listener of a
 * guest's service or by a host function that a start function calls: then it returns the guest as it is, and the
 * content is staged next.
 */
final class Guests implements GuestRegistry {
    /** Generations of one guest that drain at a time, each with its memory; further content waits. */
    private static final int MAX_DRAINING = 2;

    private final LastGood lastGood;
    private final Staging staging;
    private final Probations probations;
    private final HostFunctions hostFunctions;
    private final GuestServices services;
    private final Needs needs;
    private final Approvals approvals;
    private final Timing timing;
    private final Configurations configurations;
    private final MemoryBudget budget = new MemoryBudget();
    private final Map<String, GuestRecord> records = new ConcurrentSkipListMap<>();
    private final Housekeeper housekeeper = new Housekeeper();
    private final Journal journal = new Journal();
    private final Drainer drainer = new Drainer(housekeeper, journal);
    private final Groups groups;
    private final StateTransfer states = new StateTransfer(housekeeper, journal);
    /** Guests whose next generation begins without the state of the one before. */
    private final Set<String> resets = ConcurrentHashMap.newKeySet();

    private final Stager stager = new Stager(this::carryOut, journal);
    private volatile boolean stopped;

    Guests(
            Engine engine,
            HostFunctions hostFunctions,
            Interfaces interfaces,
            GuestServices services,
            LastGood lastGood,
            Timing timing) {
        this.lastGood = lastGood;
        this.staging = new Staging(engine, hostFunctions, interfaces, lastGood, budget);
        this.probations =
                new Probations(lastGood, staging, housekeeper, journal, guest -> stager.submit(Order.settle(guest)));
        this.hostFunctions = hostFunctions;
        this.configurations = new Configurations(hostFunctions::granted);
        this.groups = new Groups(configurations, records::get);
        this.needs = new Needs(hostFunctions, interfaces);
        this.services = services;
        this.approvals = new Approvals(lastGood);
        this.timing = timing;
    }

    void start() {
        stager.start();
        budget.onRelease(debounced(this::memoryFreed));
        Duration pause = timing.stage().dividedBy(8);
        Future<?> unused = housekeeper.runRepeatedly(pause, pause, this::giveUpWhatIsStuck);
    }

    @Override
    public GuestDTO deploy(String name, Path file) {
        Objects.requireNonNull(file, "file");
        return await(Order.deploy(checked(name), new FileContent(file, timing.settle())));
    }

    @Override
    public GuestDTO deploy(String name, byte[] binary, String source) {
        Objects.requireNonNull(source, "source");
        return await(Order.deploy(checked(name), ContentSource.of(binary, source)));
    }

    @Override
    public GuestDTO reset(String name) {
        resets.add(checked(name));
        return await(Order.restage(name));
    }

    @Override
    public GuestDTO approve(String name) {
        GuestRecord record = records.get(checked(name));
        Rejection held = record == null ? null : record.refusal();
        if (held == null || held.reason() != Reason.APPROVAL_REQUIRED) {
            return snapshot(name);
        }
        approvals.approve(name, held.digest());
        return await(Order.restage(name));
    }

    @Override
    public void undeploy(String name) {
        await(Order.remove(checked(name)));
    }

    @Override
    public GuestDTO[] getGuests() {
        return records.values().stream().map(GuestRecord::toDto).toArray(GuestDTO[]::new);
    }

    /** Stages content in the background. */
    void offer(String name, ContentSource source) {
        submitUnlessStopped(Order.deploy(checked(name), source));
    }

    /** Removes a guest in the background. */
    void withdraw(String name) {
        submitUnlessStopped(Order.remove(name));
    }

    private void submitUnlessStopped(Order order) {
        if (!stopped) {
            stager.submit(order);
        }
    }

    /** Sets the configuration of a guest, which may not be there yet. It is staged again in the background. */
    void configure(String name, Map<String, ?> properties) {
        configurations.put(checked(name), properties);
        stager.submit(Order.restage(name));
    }

    /** Takes the configuration away; a guest that was deployed by it goes. */
    void unconfigure(String name) {
        configurations.remove(name);
        submitUnlessStopped(Order.restage(name));
    }

    /** Sets how many bytes the memories of all guests may come to need together; what waits for some is staged again. */
    void budget(long bytes) {
        budget.set(bytes);
        memoryFreed();
    }

    /** Hears of every step. */
    Journal journal() {
        return journal;
    }

    /** What they may come to need together. */
    MemoryBudget budget() {
        return budget;
    }

    private static String checked(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of a guest must not be empty");
        }
        return name;
    }

    private GuestDTO await(Order order) {
        stager.submit(order);
        if (stager.isCurrentThread()) {
            return snapshot(order.guest());
        }
        try {
            return order.outcome().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return snapshot(order.guest());
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        }
    }

    private GuestDTO snapshot(String name) {
        GuestRecord record = records.get(name);
        return record == null ? GuestRecord.absent(name) : record.toDto();
    }

    /** Host functions or grants came, went or changed: guests that wait for one, or that another one concerns, are staged again. */
    void hostFunctionsChanged() {
        restage(needs::awaitsHostFunctions);
    }

    /** A generation gave its memory back: guests that wait for some are staged again. */
    private void memoryFreed() {
        restage(Needs::awaitsMemory);
    }

    /** Bundles came or went: guests whose Java interface is another now, or may be there now, are staged again. */
    void interfacesChanged() {
        restage(needs::awaitsInterface);
    }

    private void restage(Predicate<GuestRecord> concerned) {
        records.values().stream().filter(concerned).forEach(record -> stager.submit(Order.restage(record.name())));
    }

    /** Runs {@code task} when things have been quiet for a moment; for events that come in bursts. */
    Runnable debounced(Runnable task) {
        return new Debounce(housekeeper, timing.debounce(), task);
    }

    private void carryOut(Order order) {
        GuestRecord record = records.get(order.guest());
        if (order.kind() == Order.Kind.REMOVE) {
            lastGood.forget(order.guest());
            approvals.forget(order.guest());
            order.outcome().complete(remove(order.guest(), record));
            return;
        }
        if (stage(order, record == null ? recordOf(order.guest()) : record)) {
            order.outcome().complete(snapshot(order.guest()));
        } else {
            Order again = Order.restage(order.guest());
            order.follow(again);
            Future<?> unused = housekeeper.runAfter(timing.debounce(), () -> stager.submit(again));
        }
    }

    private GuestRecord recordOf(String guest) {
        GuestRecord record = new GuestRecord(guest);
        record.quarantine().addAll(lastGood.bad(guest));
        return record;
    }

    private void giveUpWhatIsStuck() {
        Order stuck = stager.abandon(timing.stage());
        if (stuck == null) {
            return;
        }
        GuestRecord record = records.computeIfAbsent(stuck.guest(), this::recordOf);
        String source = stuck.source() == null ? "its content" : stuck.source().description();
        String details = "it was not ready within " + timing.stage().toMillis()
                + " ms; the thread that stages it is left alone, and may go on until the engine is stopped";
        Rejection late = new Rejection(stuck.guest(), source, null, Reason.START_FAILED, details, null);
        reject(record, late, System.nanoTime() - timing.stage().toNanos());
        stuck.outcome().complete(record.toDto());
        if (stuck.kind() != Order.Kind.FALL_BACK && record.guest().active() == null) {
            submitUnlessStopped(Order.fallBack(stuck.guest()));
        }
    }

    private GuestDTO remove(String name, GuestRecord record) {
        if (record == null) {
            return GuestRecord.absent(name);
        }
        services.withdraw(record.guest());
        record.remove();
        Generation last = record.guest().swap(null);
        // listed until calls are refused: a guest that is not there serves nobody
        records.remove(name);
        journal.tell(GuestStep.of(GuestStep.Kind.REMOVED, name, " removed"));
        if (last != null) {
            drainer.drain(record.guest(), last);
        }
        return record.toDto();
    }

    /** Whether it came to an end, good or bad; if not, the latest content is to be staged again in a moment. */
    private boolean stage(Order order, GuestRecord record) {
        long begun = System.nanoTime();
        record.standInLeaves(); // of a thread that was left to itself
        try {
            boolean wentBack = probations.settle(record);
            if (wentBack) {
                groups.toFollow(record).forEach(each -> probations.follow(each, record.name()));
            }
            if (order.kind() == Order.Kind.SETTLE) {
                return !wentBack || activate(record, begun);
            }
            if (order.kind() == Order.Kind.FALL_BACK) {
                startLastGood(record, record.refusal(), begun);
                return true;
            }
            if (order.kind() == Order.Kind.RETRY && record.requested() != order.source()) {
                return true;
            }
            if (order.source() == null) {
                String location = configurations.location(record);
                if (location == null && record.fromLocation()) {
                    GuestDTO unused = remove(record.name(), record);
                    return true;
                }
                if (location != null && !location.equals(record.location())) {
                    compile(record, configurations.contentAt(location, timing.settle(), record), location);
                }
            } else {
                compile(record, order.source(), null);
            }
            if (resets.remove(record.name()) && record.candidate() != null) {
                record.candidate().startWith(SavedState.NONE);
            }
            return record.candidate() == null || activate(record, begun);
        } catch (Rejection e) {
            if (stager.isCurrentThread()) {
                reject(record, e, begun);
                if (e.reason() == Reason.CONFIGURATION) {
                    startAsConfiguredBefore(record, e, begun);
                } else {
                    startLastGood(record, e, begun);
                }
            }
            return true;
        }
    }

    private void compile(GuestRecord record, ContentSource source, String location) throws Rejection {
        record.request(source, location);
        journal.tell(
                GuestStep.of(GuestStep.Kind.STAGING, record.name(), ": " + source.description() + " is being staged"));
        Candidate fresh = staging.compile(record.name(), source, record.candidate());
        if (!stager.isCurrentThread()) {
            fresh.module().release();
            return;
        }
        if (record.quarantine().contains(fresh.digest())) {
            fresh.module().release();
            throw new Rejection(
                    record.name(),
                    source.description(),
                    fresh.digest(),
                    Reason.QUARANTINED,
                    "too many of its first calls failed; deploy other content, or remove the guest first",
                    null);
        }
        record.candidate(fresh);
    }

    /** Whether the latest content is active then, with its group; if not, too many generations drain, and it has to wait. */
    private boolean activate(GuestRecord record, long begun) throws Rejection {
        List<GuestRecord> together = groups.together(record, configurations.read(record));
        try (Swap swap = new Swap(record.guest().group())) {
            for (GuestRecord each : together) {
                if (!stageFor(swap, each, record)) {
                    return false;
                }
            }
            swap.prepare(states, timing.patience());
            if (stopped || !stager.mayCommit()) {
                return true;
            }
            swap.commit(new Activation(begun));
        }
        together.forEach(GuestRecord::succeed);
        return true;
    }

    /** The same for one guest of those that are swapped together because of {@code leader}. */
    private boolean stageFor(Swap swap, GuestRecord record, GuestRecord leader) throws Rejection {
        try {
            return stageNext(swap, record);
        } catch (Rejection e) {
            if (record == leader) {
                throw e;
            }
            reject(record, e, System.nanoTime());
            throw Groups.rejection(leader, "of its group, " + e.getMessage());
        }
    }

    private boolean stageNext(Swap swap, GuestRecord record) throws Rejection {
        Candidate candidate = record.candidate();
        GuestConfiguration configuration = configurations.read(record);
        record.granted(configuration.granted());
        Class<?> type = staging.interfaceOf(configuration, candidate);
        ManagedGuest guest = record.guest();
        Generation active = guest.active();
        boolean unchanged = isUnchanged(active, candidate, configuration, type);
        boolean asked = candidate.start() != null;
        if (unchanged && !asked && needs.hasProviders(active)) {
            return true;
        }
        if (unchanged && !asked && Needs.onlyAwaits(active)) {
            throw new Rejection(
                    record.name(),
                    candidate.source(),
                    candidate.digest(),
                    Reason.IMPORT_UNRESOLVED,
                    "what it imports was unregistered; it goes on, and calls of it wait for the next a while",
                    null);
        }
        if (drainingInTime(guest) >= MAX_DRAINING) {
            return false;
        }
        approvals.check(configuration, candidate);
        swap.add(record, staging.link(guest.generation() + 1, configuration, type, candidate));
        return true;
    }

    /** What is done to make generations active. */
    private final class Activation implements Swap.Steps {
        private final long begun;

        Activation(long begun) {
            this.begun = begun;
        }

        @Override
        public Generation move(GuestRecord record, Generation next) {
            records.put(record.name(), record);
            // before callers can reach it
            probations.begin(record, record.guest().active(), next);
            return record.activate(next);
        }

        @Override
        public void moved(GuestRecord record, Generation before, Generation next) {
            journal.tell(GuestStep.of(
                    GuestStep.Kind.ACTIVE,
                    next,
                    " active: digest " + next.digest() + ", staged in " + millisSince(begun) + " ms from "
                            + record.candidate().source()));
            if (before != null) {
                drainer.drain(record.guest(), before);
            }
        }

        @Override
        public void publish(GuestRecord record, Generation next) {
            approvals.grant(record.name(), next.module());
            services.publish(record.guest(), next);
            if (!hostFunctions.present(next.providers())) {
                // one went while it was linked, and the event may have been dealt with before the generation was there
                Future<?> unused = housekeeper.runAfter(timing.debounce(), Guests.this::hostFunctionsChanged);
            }
        }
    }

    /** For a guest of which nothing serves because its first configuration after a restart is not valid. */
    private void startAsConfiguredBefore(GuestRecord record, Rejection why, long begun) {
        Map<String, Object> before = probations.lastConfiguration(record).orElse(Map.of());
        if (before.isEmpty() || record.candidate() == null) {
            return;
        }
        configurations.standIn(record.name(), before);
        try {
            boolean unused = activate(record, begun);
        } catch (Rejection e) {
            if (stager.isCurrentThread()) {
                startLastGood(record, e, begun);
            }
        } finally {
            configurations.standInLeaves(record.name());
        }
        if (stager.isCurrentThread()) {
            boolean unused = record.fail(why); // it still is not valid
        }
    }

    /** For a guest of which nothing serves because its first content after a restart is refused. */
    private void startLastGood(GuestRecord record, Rejection why, long begun) {
        // of a group, the others may have content that only goes with what was refused
        List<GuestRecord> concerned = why.reason() == Reason.GROUP ? groups.known(record) : List.of(record);
        boolean found = false;
        for (GuestRecord each : concerned) {
            Candidate good = probations.lastGood(each, each == record ? why : each.refusal());
            if (good != null) {
                each.standIn(good);
                found = true;
            }
        }
        try {
            boolean unused = !found || activate(record, begun);
        } catch (Rejection e) {
            if (stager.isCurrentThread()) {
                reject(record, e, begun);
            }
        } finally {
            if (stager.isCurrentThread()) {
                concerned.forEach(GuestRecord::standInLeaves);
            }
        }
    }

    private static long millisSince(long begun) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    }

    /** Generations that drain and were not cancelled: of those that nobody waits for any more there may be more. */
    private static long drainingInTime(ManagedGuest guest) {
        return Arrays.stream(guest.draining())
                .filter(generation -> !generation.cancelled())
                .count();
    }

    /** Whether nothing of it would change: the same content, configuration and interface. */
    private static boolean isUnchanged(
            Generation active, Candidate candidate, GuestConfiguration configuration, Class<?> type) {
        return active != null
                && active.digest().equals(candidate.digest())
                && active.configuration().key().equals(configuration.key())
                && active.type() == type;
    }

    private void reject(GuestRecord record, Rejection rejection, long begun) {
        boolean news = record.fail(rejection);
        // listed when the failure is there: whoever finds a guest that does not serve finds the reason as well
        records.put(record.name(), record);
        if (news) {
            Generation active = record.guest().active();
            journal.tell(GuestStep.of(
                    rejection,
                    " (digest " + rejection.digest() + ", rejected after " + millisSince(begun) + " ms; "
                            + (active == null
                                    ? "nothing serves)"
                                    : "generation " + active.number() + " goes on serving)")));
        }
        if (rejection.getCause() instanceof ChangedWhileReadException && !stopped) {
            Order again = Order.retry(record.name(), record.requested());
            Future<?> unused = housekeeper.runAfter(timing.retry(), () -> stager.submit(again));
        }
    }

    /** Removes all guests; their calls get a moment to finish. */
    void stop() {
        stopped = true;
        stager.stop(timing.patience());
        records.values().forEach(record -> remove(record.name(), record));
        drainer.finish(timing.patience(), timing.grace());
        housekeeper.stop();
    }
}
