package org.amphora.guests;

import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.amphora.api.guest.GuestConstants;

/** The configurations of guests, by name of the guest, as they were given; they are read when a guest is staged. */
final class Configurations {
    /** Two letters at least: one is a drive of Windows. */
    private static final Pattern URL_WITH_SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:.*");

    private final Map<String, Map<String, ?>> properties = new ConcurrentHashMap<>();

    void put(String guest, Map<String, ?> configured) {
        properties.put(guest, Map.copyOf(configured));
    }

    void remove(String guest) {
        properties.remove(guest);
    }

    private Map<String, ?> of(String guest) {
        Map<String, ?> configured = properties.get(guest);
        return configured == null ? Map.of() : configured;
    }

    /**
     * The configuration of a guest, or the defaults.
     *
     * @throws IllegalArgumentException if it is not valid
     */
    GuestConfiguration read(String guest) {
        return GuestConfiguration.parse(guest, of(guest));
    }

    /**
     * Where the content of a guest is configured to be; null if it is not.
     *
     * @throws IllegalArgumentException if it is no text
     */
    String location(String guest) {
        return GuestConfiguration.text(of(guest), GuestConstants.WASM_GUEST_LOCATION);
    }

    /**
     * The content at a path or URL.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static ContentSource contentAt(String location, Duration pause) {
        try {
            if (!URL_WITH_SCHEME.matcher(location).matches()) {
                return new FileContent(Path.of(location), pause);
            }
            URL url = new URL(location);
            return url.getProtocol().equals("file")
                    ? new FileContent(Path.of(url.getPath()), pause)
                    : new UrlContent(url);
        } catch (MalformedURLException | InvalidPathException e) {
            throw new IllegalArgumentException(
                    GuestConstants.WASM_GUEST_LOCATION + " is \"" + location + "\"; it must be a path or a URL: "
                            + e.getMessage(),
                    e);
        }
    }
}
