package org.amphora.api.runtime.dto;

/** Reasons for failures in data objects. Numbers are never given a new meaning. */
public final class FailureReason {
    /** A reason that none of the others describes. */
    public static final int UNKNOWN = 0;

    /** Another service of the same module, name and type has a higher ranking, or the same and a lower id. */
    public static final int SHADOWED_BY_OTHER_SERVICE = 1;

    /** The framework did not hand the service out. */
    public static final int SERVICE_NOT_GETTABLE = 2;

    /** A property is missing or of a wrong type. */
    public static final int VALIDATION_FAILED = 3;

    /** A signature does not parse. */
    public static final int SIGNATURE_SYNTAX = 200;

    /** Names and signatures do not belong together. */
    public static final int NAME_COUNT_MISMATCH = 201;

    private FailureReason() {}

    /** The name of a reason, such as {@code SHADOWED_BY_OTHER_SERVICE}; the number itself if it has none. */
    public static String name(int reason) {
        return switch (reason) {
            case UNKNOWN -> "UNKNOWN";
            case SHADOWED_BY_OTHER_SERVICE -> "SHADOWED_BY_OTHER_SERVICE";
            case SERVICE_NOT_GETTABLE -> "SERVICE_NOT_GETTABLE";
            case VALIDATION_FAILED -> "VALIDATION_FAILED";
            case SIGNATURE_SYNTAX -> "SIGNATURE_SYNTAX";
            case NAME_COUNT_MISMATCH -> "NAME_COUNT_MISMATCH";
            default -> Integer.toString(reason);
        };
    }
}
