package org.amphora.wasi.osgi;

import org.amphora.wasi.WasiConfig;

/** A value of {@code tmpfs}: {@code GUEST:BYTES}. Immutable. */
final class MemoryGrant {
    private final String guestPath;
    private final long bytes;

    private MemoryGrant(String guestPath, long bytes) {
        this.guestPath = guestPath;
        this.bytes = bytes;
    }

    /**
     * Reads a value.
     *
     * @throws IllegalArgumentException if it is not in its form
     */
    static MemoryGrant parse(String value) {
        int colon = value.lastIndexOf(':');
        if (colon >= 1) {
            try {
                return new MemoryGrant(value.substring(0, colon), Long.parseLong(value.substring(colon + 1)));
            } catch (NumberFormatException e) {
                // said below
            }
        }
        throw new IllegalArgumentException(
                "tmpfs \"" + value + "\" must be in the form GUEST:BYTES, such as /tmp:1048576");
    }

    /** {@code config} with this directory granted. */
    WasiConfig addTo(WasiConfig config) {
        return config.memoryDirectory(guestPath, bytes);
    }
}
