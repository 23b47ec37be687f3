package org.amphora.guests;

/** What a guest saved of its state. Immutable. */
final class SavedState {
    /** Stands for a state that is not to be loaded: the guest begins anew. */
    static final SavedState NONE = new SavedState(0, new byte[0]);

    private final int version;
    private final byte[] bytes;

    /** Takes over {@code bytes}. */
    SavedState(int version, byte[] bytes) {
        this.version = version;
        this.bytes = bytes;
    }

    int version() {
        return version;
    }

    /** Not to be changed. */
    byte[] bytes() {
        return bytes;
    }
}
