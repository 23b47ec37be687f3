package org.amphora.guests;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.amphora.api.ModuleBundle;

/** What the header of a guest's bundle says: the path of the module, and the name of the guest. Immutable. */
final class GuestHeader {
    private static final Pattern FORM =
            Pattern.compile("([^;,]*[^;,\\s])(?:\\s*;\\s*name\\s*=\\s*(?:\"([^\"]+)\"|([^\";,\\s]+)))?");

    private final String path;
    private final String guest;

    private GuestHeader(String path, String guest) {
        this.path = path;
        this.guest = guest;
    }

    /**
     * Reads {@code PATH} or {@code PATH;name=NAME}.
     *
     * @param otherwise the name of the guest if the header has none
     * @throws IllegalArgumentException if it is neither
     */
    static GuestHeader parse(String header, String otherwise) {
        Matcher matcher = FORM.matcher(header.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("the header " + ModuleBundle.GUEST_HEADER + " is \"" + header
                    + "\"; it must be the path of the module in the bundle, with ;name=NAME behind it if the guest has another"
                    + " name than the bundle");
        }
        String quoted = matcher.group(2);
        String plain = matcher.group(3);
        return new GuestHeader(matcher.group(1), quoted != null ? quoted : plain != null ? plain : otherwise);
    }

    String path() {
        return path;
    }

    String guest() {
        return guest;
    }
}
