package org.amphora.api.guest.dto;

import org.osgi.dto.DTO;

/** Why content was not activated. */
public class FailureDTO extends DTO {
    /** One of the constants of this class; a number is never given a new meaning. */
    public int reason;

    /** The constant's name. */
    public String reasonName;

    /** The whole message, naming the guest, the fault and what would be right. */
    public String message;

    /** SHA-256 of the content; null if it could not be read. */
    public String digest;

    /** When it failed, in milliseconds since the epoch. */
    public long since;

    /** A reason that none of the others describes. */
    public static final int UNKNOWN = 0;

    /** The content could not be read, or changed while it was read. */
    public static final int UNREADABLE = 100;

    /** The bytes are no module. */
    public static final int MALFORMED = 104;

    /** The module is not valid. */
    public static final int INVALID = 105;

    /** Nobody provides an import. */
    public static final int IMPORT_UNRESOLVED = 107;

    /** An import is only provided with another type. */
    public static final int IMPORT_TYPE = 108;

    /** It imports what no version of the guest has imported before, and nobody has approved it yet. */
    public static final int APPROVAL_REQUIRED = 109;

    /** The configuration of the guest does not allow an import. */
    public static final int IMPORT_DENIED = 110;

    /** Its instances may come to need more memory than the budget of all guests has left. */
    public static final int INSUFFICIENT_MEMORY = 111;

    /** Memories or tables would start beyond a limit. */
    public static final int LIMIT_EXCEEDED = 112;

    /** A segment did not fit, or a start function failed. */
    public static final int START_FAILED = 115;

    /** The function that tells whether it is fit to serve failed, or said that it is not. */
    public static final int PROBE_FAILED = 116;

    /** What serves did not save its state. */
    public static final int STATE_SAVE = 117;

    /** The state of what serves could not be loaded. */
    public static final int STATE_LOAD = 118;

    /** It cannot save or load states, or none of the version that what serves saves. */
    public static final int STATE_SCHEMA = 119;

    /** Another guest of its group has no content, content of another version of the group, or content that failed. */
    public static final int GROUP = 123;

    /** The configured Java interface could not be loaded. */
    public static final int INTERFACE_UNAVAILABLE = 120;

    /** The exports do not fit the configured Java interface. */
    public static final int INTERFACE_MISMATCH = 121;

    /** The configuration of the guest is not valid. */
    public static final int CONFIGURATION = 122;

    /** Too many of its first calls failed: what served before serves again. */
    public static final int ROLLED_BACK = 124;

    /** It is what was rolled back before. */
    public static final int QUARANTINED = 125;
}
