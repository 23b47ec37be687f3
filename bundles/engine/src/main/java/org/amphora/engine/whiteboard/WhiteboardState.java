package org.amphora.engine.whiteboard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.amphora.api.runtime.dto.FailureReason;
import org.amphora.engine.link.HostFunctionSource;

/**
 * The whiteboard at one moment: every name of every service that takes part is either {@link #linked()} or {@link
 * #failed()}. Immutable.
 */
final class WhiteboardState implements HostFunctionSource {
    /** By module, then name; best first. The shadowed ones are kept: they serve if their betters cannot be got. */
    private final Map<String, Map<String, List<ServiceCandidate>>> candidates = new TreeMap<>();

    private final List<ServiceCandidate> linked = new ArrayList<>();
    private final List<FailedName> failed = new ArrayList<>();

    private WhiteboardState() {}

    static WhiteboardState of(Whiteboard whiteboard, List<Member> members) {
        WhiteboardState state = new WhiteboardState();
        members.stream()
                .sorted((one, other) -> HostFunctionInfo.byRank(one.info, other.info))
                .forEach(member -> state.add(whiteboard, member));
        state.candidates.values().forEach(names -> names.values().forEach(state::rank));
        state.failed.sort(Comparator.comparingLong((FailedName failure) -> failure.info.serviceId())
                .thenComparingInt(failure -> failure.info.names().indexOf(failure.name)));
        return state;
    }

    private void add(Whiteboard whiteboard, Member member) {
        HostFunctionInfo info = member.info;
        if (info.failure().isPresent()) {
            fail(info, info.failure().get());
        } else if (member.notGettable) {
            fail(
                    info,
                    new HostFunctionInfo.Failure(
                            FailureReason.SERVICE_NOT_GETTABLE,
                            info.provider() + ": the framework did not hand it out when a guest was to be linked to it;"
                                    + " the log of the framework says why; it is tried again when the service is"
                                    + " registered anew or its properties change"));
        } else {
            for (String name : info.names()) {
                candidates
                        .computeIfAbsent(info.module(), module -> new TreeMap<>())
                        .computeIfAbsent(name, key -> new ArrayList<>())
                        .add(new ServiceCandidate(whiteboard, member.service, info, name));
            }
        }
    }

    /** Every name of a service that failed as a whole; a service whose names are not known is listed once. */
    private void fail(HostFunctionInfo info, HostFunctionInfo.Failure failure) {
        if (info.names().isEmpty()) {
            failed.add(new FailedName(info, null, failure));
        }
        info.names().forEach(name -> failed.add(new FailedName(info, name, failure)));
    }

    /** Of several candidates for one import, the first of each type is linked and shadows the rest. */
    private void rank(List<ServiceCandidate> sameImport) {
        List<ServiceCandidate> winners = new ArrayList<>();
        for (ServiceCandidate candidate : sameImport) {
            winners.stream()
                    .filter(winner -> winner.type().equals(candidate.type()))
                    .findFirst()
                    .ifPresentOrElse(
                            winner -> failed.add(
                                    new FailedName(candidate.info(), candidate.name(), shadowed(candidate, winner))),
                            () -> winners.add(candidate));
        }
        linked.addAll(winners);
    }

    private static HostFunctionInfo.Failure shadowed(ServiceCandidate candidate, ServiceCandidate winner) {
        HostFunctionInfo loser = candidate.info();
        HostFunctionInfo better = winner.info();
        StringBuilder message = new StringBuilder(loser.provider())
                .append(": ")
                .append(candidate.module())
                .append('.')
                .append(candidate.name())
                .append(' ')
                .append(candidate.type())
                .append(" is shadowed by ")
                .append(better.provider());
        if (better.ranking() > loser.ranking()) {
            message.append(", whose ranking is ")
                    .append(better.ranking())
                    .append(", not ")
                    .append(loser.ranking());
        } else {
            message.append(", which has the same ranking ")
                    .append(loser.ranking())
                    .append(" and the lower id");
            if (better.bundleId() != loser.bundleId()) {
                message.append(": which of the two bundles wins depends on the order in which they started; set"
                        + " service.ranking on one of them");
            }
        }
        return new HostFunctionInfo.Failure(FailureReason.SHADOWED_BY_OTHER_SERVICE, message.toString());
    }

    /** What guests can be linked to, in order of module and name. */
    List<ServiceCandidate> linked() {
        return linked;
    }

    /** What no guest would be linked to, in order of service. */
    List<FailedName> failed() {
        return failed;
    }

    @Override
    public List<Candidate> candidates(String module, String name) {
        return List.copyOf(ranked(module, name));
    }

    /** The candidates of an import, of whatever type, best first. */
    List<ServiceCandidate> ranked(String module, String name) {
        return candidates.getOrDefault(module, Map.of()).getOrDefault(name, List.of());
    }

    /** What takes the place of a candidate of which the service left; it is of the same type. */
    Optional<ServiceCandidate> best(ServiceCandidate former) {
        return ranked(former.module(), former.name()).stream()
                .filter(candidate -> candidate.type().equals(former.type()))
                .findFirst();
    }

    @Override
    public List<Candidate> all() {
        return List.copyOf(linked);
    }

    /** A service that takes part. */
    static final class Member {
        private final HostFunctionInfo info;
        private final HostFunctionService service;
        private final boolean notGettable;

        Member(HostFunctionInfo info, HostFunctionService service, boolean notGettable) {
            this.info = info;
            this.service = service;
            this.notGettable = notGettable;
        }
    }

    /** A name of a service, or a service without names, that no guest would be linked to. */
    static final class FailedName {
        private final HostFunctionInfo info;
        private final String name;
        private final HostFunctionInfo.Failure failure;

        private FailedName(HostFunctionInfo info, String name, HostFunctionInfo.Failure failure) {
            this.info = info;
            this.name = name;
            this.failure = failure;
        }

        HostFunctionInfo info() {
            return info;
        }

        /** The name; null if the service has none that could be read. */
        String name() {
            return name;
        }

        HostFunctionInfo.Failure failure() {
            return failure;
        }
    }
}
