package org.amphora.guests;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.amphora.api.WasmModule;

/** Which guests are replaced together, and whether what they are to be replaced by belongs together. For the staging thread. */
final class Groups {
    static final String SECTION = "amphora.group";

    private final Configurations configurations;
    private final Function<String, GuestRecord> records;
    private final Map<String, GuestGroup> groups = new ConcurrentHashMap<>();

    /** @param records what is known of a guest; null if nothing */
    Groups(Configurations configurations, Function<String, GuestRecord> records) {
        this.configurations = configurations;
        this.records = records;
    }

    /**
     * A guest and the others of its group, if it is configured to be in one.
     *
     * @throws Rejection if another has no content yet, or the latest contents are of different versions of the group
     */
    List<GuestRecord> together(GuestRecord record, GuestConfiguration configuration) throws Rejection {
        String name = configuration.group();
        GuestGroup group = name == null ? null : groups.computeIfAbsent(name, GuestGroup::new);
        record.guest().group(group);
        if (group == null) {
            return List.of(record);
        }
        List<GuestRecord> together = new ArrayList<>(List.of(record));
        List<String> missing = new ArrayList<>();
        for (String member : configurations.membersOf(name)) {
            GuestRecord other = member.equals(record.name()) ? record : records.apply(member);
            if (other == null || other.candidate() == null) {
                missing.add(member);
            } else if (other != record) {
                // it may have been configured to be in the group since it was staged itself
                other.guest().group(group);
                together.add(other);
            }
        }
        if (!missing.isEmpty()) {
            throw rejection(record, "group " + name + " lacks content of " + String.join(", ", missing));
        }
        Map<String, String> versions = new TreeMap<>();
        together.forEach(each -> versions.put(each.name(), version(each.candidate())));
        if (versions.values().stream().distinct().count() > 1) {
            throw rejection(
                    record,
                    "in group " + name + " "
                            + versions.entrySet().stream()
                                    .map(entry -> entry.getKey() + " has version \"" + entry.getValue() + "\"")
                                    .collect(Collectors.joining(", "))
                            + " (custom section " + SECTION + ")");
        }
        return together;
    }

    /** A guest and those of its group that are known. */
    List<GuestRecord> known(GuestRecord record) {
        GuestGroup group = record.guest().group();
        List<GuestRecord> known = new ArrayList<>(List.of(record));
        if (group != null) {
            configurations.membersOf(group.name()).stream()
                    .map(records)
                    .filter(other -> other != null && other != record)
                    .forEach(known::add);
        }
        return known;
    }

    /** Another guest went back to older content; those of its group whose content does not fit that any more. */
    List<GuestRecord> toFollow(GuestRecord leader) {
        GuestGroup group = leader.guest().group();
        List<GuestRecord> followers = new ArrayList<>();
        if (group != null) {
            String version = version(leader.candidate());
            for (String member : configurations.membersOf(group.name())) {
                GuestRecord other = records.apply(member);
                boolean differs = other != null
                        && other != leader
                        && other.candidate() != null
                        && !version(other.candidate()).equals(version);
                if (differs && other.good() != null && version(other.good()).equals(version)) {
                    followers.add(other);
                }
            }
        }
        return followers;
    }

    static Rejection rejection(GuestRecord record, String details) {
        Candidate candidate = record.candidate();
        return new Rejection(record.name(), candidate.source(), candidate.digest(), Reason.GROUP, details, null);
    }

    /** What a module says of the version of its group; empty if nothing. */
    private static String version(Candidate candidate) {
        WasmModule module = candidate.module().module();
        return module.customSections().stream()
                .filter(each -> each.name().equals(SECTION))
                .findFirst()
                .map(section -> StandardCharsets.UTF_8
                        .decode(section.content())
                        .toString()
                        .trim())
                .orElse("");
    }
}
