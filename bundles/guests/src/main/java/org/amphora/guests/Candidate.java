package org.amphora.guests;

/** Content that compiled: the latest of a guest, whether or not it was activated. */
final class Candidate {
    private final String source;
    private final SharedModule module;

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
}
