package org.amphora.guests;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.amphora.api.ImportType;
import org.amphora.api.WasmModule;

/**
 * Which imports each guest has served with, over restarts. A new version that wants more is held until an operator approves it;
 * the first version of a guest gets what it wants, and so do what proved good before and one whose configuration says what it
 * may import. Thread-safe.
 */
final class Approvals {
    private final LastGood memory;
    private final Map<String, Set<String>> granted = new ConcurrentHashMap<>();
    private final Map<String, String> approved = new ConcurrentHashMap<>();

    Approvals(LastGood memory) {
        this.memory = memory;
    }

    /** Lets content through if nobody needs to be asked. */
    void check(GuestConfiguration configuration, Candidate candidate) throws Rejection {
        String guest = configuration.name();
        Set<String> before = granted(guest);
        boolean free = before.isEmpty()
                || configuration.permissions().configured()
                || candidate.digest().equals(approved.get(guest));
        if (free) {
            return;
        }
        String more = candidate.module().module().imports().stream()
                .map(ImportType::toString)
                .filter(wanted -> !before.contains(wanted))
                .collect(Collectors.joining(", "));
        if (!more.isEmpty()
                && !memory.digest(guest).filter(candidate.digest()::equals).isPresent()) {
            throw new Rejection(
                    guest,
                    candidate.source(),
                    candidate.digest(),
                    Reason.APPROVAL_REQUIRED,
                    more + ", which no version of the guest had before; approve it, or say in wasm.guest.imports what"
                            + " the guest may import",
                    null);
        }
    }

    private Set<String> granted(String guest) {
        return granted.computeIfAbsent(guest, memory::imports);
    }

    /** The content of that digest may have what it wants. */
    void approve(String guest, String digest) {
        approved.put(guest, digest);
    }

    /** A module of the guest serves: what it imports is not asked about again. */
    void grant(String guest, WasmModule module) {
        Set<String> before = granted(guest);
        Set<String> all = new TreeSet<>(before);
        // an entry for modules that import nothing: the next version is not the first
        all.add("");
        module.imports().forEach(each -> all.add(each.toString()));
        if (!all.equals(before)) {
            granted.put(guest, Set.copyOf(all));
            memory.imports(guest, all);
        }
    }

    /** The guest was removed. */
    void forget(String guest) {
        granted.remove(guest);
        approved.remove(guest);
    }
}
