package org.amphora.guests;

import java.io.IOException;
import org.amphora.api.ClassSource;

/** Where content of a guest comes from. Read on the staging thread, any number of times. */
interface ContentSource {
    /** The whole content, or an exception whose message says why it cannot be had. */
    byte[] read() throws IOException;

    /** Classes that were generated of the content before; null if there are none. */
    default ClassSource classes() {
        return null;
    }

    /** For messages. */
    String description();

    /** Content that was there at the time. */
    static ContentSource of(byte[] binary, String description) {
        byte[] copy = binary.clone();
        return new ContentSource() {
            @Override
            public byte[] read() {
                return copy;
            }

            @Override
            public String description() {
                return description;
            }
        };
    }
}
