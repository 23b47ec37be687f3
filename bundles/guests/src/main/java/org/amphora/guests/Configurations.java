package org.amphora.guests;

import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.amphora.api.guest.GuestConstants;

/** The configurations of guests, by name of the guest, as they were given; they are read when a guest is staged. */
final class Configurations {
    /** Two letters at least: one is a drive of Windows. */
    private static final Pattern URL_WITH_SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:.*");

    private final Map<String, Map<String, ?>> properties = new ConcurrentHashMap<>();
    /** Used instead of what was given, which is not valid. */
    private final Map<String, Map<String, ?>> standIns = new ConcurrentHashMap<>();

    private final UnaryOperator<String> granted;

    /** @param granted what a guest is granted by others */
    Configurations(UnaryOperator<String> granted) {
        this.granted = granted;
    }

    void put(String guest, Map<String, ?> configured) {
        properties.put(guest, Map.copyOf(configured));
    }

    void remove(String guest) {
        properties.remove(guest);
    }

    private Map<String, ?> of(String guest) {
        Map<String, ?> configured = standIns.getOrDefault(guest, properties.get(guest));
        return configured == null ? Map.of() : configured;
    }

    /** Until {@link #standInLeaves} the guest has this configuration. */
    void standIn(String guest, Map<String, ?> older) {
        standIns.put(guest, older);
    }

    void standInLeaves(String guest) {
        standIns.remove(guest);
    }

    /** The configuration of a guest, or the defaults. */
    GuestConfiguration read(GuestRecord record) throws Rejection {
        try {
            return GuestConfiguration.parse(record.name(), of(record.name()), granted.apply(record.name()));
        } catch (IllegalArgumentException e) {
            throw rejection(record, e);
        }
    }

    /** The guests that are configured to be in a group, in order. */
    Set<String> membersOf(String group) {
        return properties.entrySet().stream()
                .filter(entry -> group.equals(entry.getValue().get(GuestConstants.WASM_GUEST_GROUP)))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Where the content of a guest is configured to be; null if it is not. */
    String location(GuestRecord record) throws Rejection {
        try {
            return GuestConfiguration.text(of(record.name()), GuestConstants.WASM_GUEST_LOCATION);
        } catch (IllegalArgumentException e) {
            throw rejection(record, e);
        }
    }

    /** The content at a path or URL. */
    ContentSource contentAt(String location, Duration pause, GuestRecord record) throws Rejection {
        try {
            if (!URL_WITH_SCHEME.matcher(location).matches()) {
                return new FileContent(Path.of(location), pause);
            }
            URL url = new URL(location);
            return url.getProtocol().equals("file")
                    ? new FileContent(Path.of(url.getPath()), pause)
                    : new UrlContent(url);
        } catch (MalformedURLException | InvalidPathException e) {
            throw rejection(
                    record,
                    new IllegalArgumentException(
                            GuestConstants.WASM_GUEST_LOCATION + " is \"" + location
                                    + "\"; it must be a path or a URL: " + e.getMessage(),
                            e));
        }
    }

    private static Rejection rejection(GuestRecord record, IllegalArgumentException e) {
        Candidate latest = record.candidate();
        String digest = latest == null ? null : latest.digest();
        return new Rejection(record.name(), "its", digest, Reason.CONFIGURATION, e.getMessage(), e);
    }
}
