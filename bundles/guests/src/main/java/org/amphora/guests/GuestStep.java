package org.amphora.guests;

import java.lang.System.Logger.Level;

/**
 * Something that was decided for a guest or that happened to it.
 *
 * @param generation its number; 0 if it is about content that became none
 * @param digest SHA-256 of the content; null if it could not be read
 * @param reason why content was not activated; null of all other steps
 * @param message the whole of it in words
 */
record GuestStep(Kind kind, String guest, long generation, String digest, Reason reason, String message) {
    /** What there is to tell; the names are part of the topics of events. */
    enum Kind {
        /** Content is read and compiled. */
        STAGING(Level.DEBUG),
        /** Newer content came first. */
        SUPERSEDED(Level.INFO),
        /** Content is not activated. */
        REJECTED(Level.WARNING),
        /** A state went from one generation to the next. */
        STATE(Level.INFO),
        /** A generation serves. */
        ACTIVE(Level.INFO),
        /** Its first calls went well. */
        PROVED(Level.DEBUG),
        /** Its first calls failed. */
        ROLLED_BACK(Level.WARNING),
        /** Calls of a generation that was replaced are told to end. */
        CANCELLED(Level.WARNING),
        /** A call that was told to end does not. */
        STUCK(Level.WARNING),
        /** A generation was closed. */
        RETIRED(Level.INFO),
        /** The guest is no more. */
        REMOVED(Level.INFO);

        private final Level level;

        Kind(Level level) {
            this.level = level;
        }

        /** How important it is in the log. */
        Level level() {
            return level;
        }
    }

    static GuestStep of(Kind kind, Generation generation, String details) {
        String guest = generation.configuration().name();
        return new GuestStep(
                kind,
                guest,
                generation.number(),
                generation.digest(),
                null,
                "guest " + guest + ": generation " + generation.number() + details);
    }

    static GuestStep of(Kind kind, String guest, String details) {
        return new GuestStep(kind, guest, 0, null, null, "guest " + guest + details);
    }

    /** @param details what to add to its message */
    static GuestStep of(Rejection rejection, String details) {
        return new GuestStep(
                Kind.REJECTED,
                rejection.guest(),
                0,
                rejection.digest(),
                rejection.reason(),
                rejection.getMessage() + details);
    }
}
