package org.amphora.guests;

/** Content that compiled: the latest of a guest, whether or not it was activated. */
final class Candidate {
    private final String source;
    private final SharedModule module;
    private SavedState start;

    /** Takes over one use of {@code module}. */
    Candidate(String source, SharedModule module) {
        this.source = source;
        this.module = module;
    }

    /** Where it came from, for messages. */
    String source() {
        return source;
    }

    String digest() {
        return module.module().digest();
    }

    SharedModule module() {
        return module;
    }

    /** The state that it is to begin with; null, as usual, for that of what serves. */
    SavedState start() {
        return start;
    }

    /** Sets the state that it is to begin with, once. */
    void startWith(SavedState given) {
        start = given;
    }
}
