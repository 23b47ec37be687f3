package org.amphora.guests;

import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.amphora.api.guest.dto.GenerationDTO;
import org.amphora.api.guest.dto.GuestDTO;

/**
 * What the registry knows of a guest beside what serves: its latest content and what became of it. Written on the staging
 * thread only; {@link #toDto()} may be called on any.
 */
final class GuestRecord {
    private final ManagedGuest guest;
    private volatile String source;
    private volatile Rejection failure;
    /** Why what is to serve instead of content that is refused does not serve either. */
    private volatile Rejection obstacle;

    private boolean latestIsRefused;
    private volatile String granted = "";
    private volatile boolean removed;
    private ContentSource requested;
    private Candidate candidate;
    private Candidate standIn;
    private Candidate good;
    private final Set<String> quarantine = new HashSet<>();
    private String location;
    private boolean fromLocation;

    GuestRecord(String name) {
        this.guest = new ManagedGuest(name);
    }

    ManagedGuest guest() {
        return guest;
    }

    String name() {
        return guest.name();
    }

    /** What others said that it may use when it was staged last. */
    String granted() {
        return granted;
    }

    void granted(String latest) {
        granted = latest;
    }

    /** The source that was asked for last, whether or not it could be read. */
    ContentSource requested() {
        return requested;
    }

    /** @param at the configured location that it stands for, or null if it was deployed in another way */
    void request(ContentSource latest, String at) {
        requested = latest;
        source = latest.description();
        fromLocation = at != null;
        location = at != null ? at : location;
    }

    /** The configured location that was deployed last; null if there was none. */
    String location() {
        return location;
    }

    /** Whether the latest content was deployed by configuration. */
    boolean fromLocation() {
        return fromLocation;
    }

    /** What is to be activated: the latest content that compiled, null if none did, or what stands in for it. */
    Candidate candidate() {
        return standIn != null ? standIn : candidate;
    }

    void candidate(Candidate latest) {
        if (candidate != null) {
            candidate.module().release();
        }
        candidate = latest;
        latestIsRefused = false;
    }

    /**
     * Lets older content be activated instead of the latest, which is refused and of which nothing serves: for good if the latest
     * did not even compile, else until {@link #standInLeaves}, so that the latest gets its chance when things change.
     */
    void standIn(Candidate older) {
        if (candidate == null) {
            candidate = older;
            latestIsRefused = true;
        } else {
            standIn = older;
        }
    }

    /** What may be activated from now on is the latest content again. */
    void standInLeaves() {
        if (standIn != null) {
            standIn.module().release();
            standIn = null;
        }
    }

    /** The digests of content that may prove good still. */
    Set<String> candidates() {
        return Stream.of(candidate, standIn)
                .filter(Objects::nonNull)
                .map(Candidate::digest)
                .collect(Collectors.toSet());
    }

    /** What proved good and served before the content that is on probation; null if there is none. */
    Candidate good() {
        return good;
    }

    void good(Candidate proved) {
        if (good != null) {
            good.module().release();
        }
        good = proved;
    }

    /** The digests of content that proved bad. */
    Set<String> quarantine() {
        return quarantine;
    }

    /** Takes older content as the latest, because of what is wrong with newer content; that stands until better comes. */
    void fallBack(Candidate older, Rejection why) {
        candidate(older);
        boolean unused = fail(why);
        latestIsRefused = true;
    }

    /** What is wrong now: first with what is to serve, then with the latest content. */
    Rejection failure() {
        Rejection first = obstacle;
        return first != null ? first : failure;
    }

    /** What is wrong with the latest content. */
    Rejection refusal() {
        return failure;
    }

    /** Whether something fails for such a reason. */
    boolean fails(Predicate<Reason> reason) {
        return Stream.of(Optional.ofNullable(failure), Optional.ofNullable(obstacle))
                .flatMap(Optional::stream)
                .map(Rejection::reason)
                .anyMatch(reason);
    }

    /** Notes a failure; false if it is the one that is known. */
    boolean fail(Rejection latest) {
        boolean ofOlder = standIn != null || (latestIsRefused && isOf(latest, candidate));
        Rejection known = ofOlder ? obstacle : failure;
        if (ofOlder) {
            obstacle = latest;
        } else {
            obstacle = null;
            failure = latest.repeats(failure) ? failure : latest;
            latestIsRefused = latest.reason().liesInContent() || (latest.digest() != null && !isOf(latest, candidate));
        }
        return !latest.repeats(known);
    }

    private static boolean isOf(Rejection rejection, Candidate candidate) {
        return candidate != null && candidate.digest().equals(rejection.digest());
    }

    /** The candidate is active. A failure of content that came after it stands until better content comes. */
    void succeed() {
        obstacle = null;
        if (!latestIsRefused && standIn == null) {
            failure = null;
        }
    }

    void remove() {
        removed = true;
        candidate(null);
        good(null);
    }

    /**
     * Makes the candidate's generation the active one. In one step with {@link #succeed()}: who sees the failure gone is
     * served by the new generation, and who is served by it sees no failure.
     *
     * @return the generation that was active before, or null
     */
    synchronized Generation activate(Generation next) {
        succeed();
        return guest.swap(next);
    }

    synchronized GuestDTO toDto() {
        Generation active = guest.active();
        Generation[] draining = guest.draining();
        Rejection why = failure();
        GuestDTO dto = new GuestDTO();
        dto.name = name();
        dto.source = source;
        dto.active = active == null ? null : active.toDto();
        dto.draining = new GenerationDTO[draining.length];
        for (int i = 0; i < draining.length; i++) {
            dto.draining[i] = draining[i].toDto();
        }
        dto.failure = why == null ? null : why.toDto();
        if (removed) {
            dto.state = GuestDTO.REMOVED;
        } else if (active != null) {
            dto.state = GuestDTO.ACTIVE;
        } else {
            dto.state = why != null && why.reason().awaitsHostFunctions() ? GuestDTO.WAITING : GuestDTO.FAILED;
        }
        return dto;
    }

    /** What is told of a guest that is not there. */
    static GuestDTO absent(String name) {
        GuestRecord record = new GuestRecord(name);
        record.remove();
        return record.toDto();
    }
}
