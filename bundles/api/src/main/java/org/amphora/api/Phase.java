package org.amphora.api;

/**
 * What an instance is called for. An instance that is made to replace another must leave no trace before it serves, for it may
 * be refused still; see {@link Instance#phase()}.
 */
public enum Phase {
    /** It is being made: start function, {@code _initialize}, and what prepares it. */
    START,
    /** It is tried out. */
    PROBE,
    /** It loads the state of what it is to replace. */
    LOAD,
    /** It serves. */
    SERVE
}
