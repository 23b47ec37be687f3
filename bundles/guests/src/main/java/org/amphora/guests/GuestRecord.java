package org.amphora.guests;

import java.util.HashSet;
import java.util.Set;
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
    private boolean latestIsRefused;
    private volatile boolean removed;
    private ContentSource requested;
    private Candidate candidate;
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

    /** The latest content that compiled; null if none did. */
    Candidate candidate() {
        return candidate;
    }

    void candidate(Candidate latest) {
        if (candidate != null) {
            candidate.module().release();
        }
        candidate = latest;
        latestIsRefused = false;
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

    Rejection failure() {
        return failure;
    }

    /** Notes a failure; false if it is the one that is known. */
    boolean fail(Rejection latest) {
        latestIsRefused = latest.reason().liesInContent();
        if (latest.repeats(failure)) {
            return false;
        }
        failure = latest;
        return true;
    }

    /** The candidate is active. A failure of content that came after it stands until better content comes. */
    void succeed() {
        if (!latestIsRefused) {
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
        Rejection why = failure;
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
