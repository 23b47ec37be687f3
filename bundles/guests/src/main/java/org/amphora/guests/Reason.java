package org.amphora.guests;

import java.util.List;
import org.amphora.api.CancelledException;
import org.amphora.api.ExitException;
import org.amphora.api.HostFunctionException;
import org.amphora.api.InvalidModuleException;
import org.amphora.api.LimitExceededException;
import org.amphora.api.MalformedModuleException;
import org.amphora.api.TagException;
import org.amphora.api.Trap;
import org.amphora.api.guest.dto.FailureDTO;

/** Why content is not activated: code, words, and the exceptions that mean it. */
enum Reason {
    UNREADABLE(FailureDTO.UNREADABLE, "cannot be read"),
    MALFORMED(FailureDTO.MALFORMED, "is no WebAssembly module", MalformedModuleException.class),
    INVALID(FailureDTO.INVALID, "is not a valid module", InvalidModuleException.class),
    IMPORT_UNRESOLVED(FailureDTO.IMPORT_UNRESOLVED, "waits for host functions"),
    IMPORT_TYPE(FailureDTO.IMPORT_TYPE, "waits for host functions of the right type"),
    IMPORT_DENIED(FailureDTO.IMPORT_DENIED, "is not allowed what it imports"),
    APPROVAL_REQUIRED(FailureDTO.APPROVAL_REQUIRED, "waits for approval of what it imports"),
    INSUFFICIENT_MEMORY(FailureDTO.INSUFFICIENT_MEMORY, "may need more memory than there is"),
    LIMIT_EXCEEDED(FailureDTO.LIMIT_EXCEEDED, "starts beyond a limit", LimitExceededException.class),
    START_FAILED(
            FailureDTO.START_FAILED,
            "failed when it started",
            Trap.class,
            TagException.class,
            HostFunctionException.class,
            ExitException.class,
            CancelledException.class),
    PROBE_FAILED(FailureDTO.PROBE_FAILED, "is not fit to serve"),
    GROUP(FailureDTO.GROUP, "waits for its group"),
    STATE_SAVE(FailureDTO.STATE_SAVE, "gets no state, what serves goes on"),
    STATE_LOAD(FailureDTO.STATE_LOAD, "cannot go on with the state of what serves"),
    STATE_SCHEMA(FailureDTO.STATE_SCHEMA, "is not made for the state of the guest"),
    INTERFACE_UNAVAILABLE(FailureDTO.INTERFACE_UNAVAILABLE, "is to be a Java interface that is not there"),
    INTERFACE_MISMATCH(FailureDTO.INTERFACE_MISMATCH, "does not fit its Java interface"),
    CONFIGURATION(FailureDTO.CONFIGURATION, "configuration is not valid", IllegalArgumentException.class),
    ROLLED_BACK(FailureDTO.ROLLED_BACK, "was rolled back"),
    QUARANTINED(FailureDTO.QUARANTINED, "is not taken again"),
    UNKNOWN(FailureDTO.UNKNOWN, "failed for a reason that was not foreseen", Throwable.class);

    private final int code;
    private final String words;

    @SuppressWarnings("ImmutableEnumChecker") // a list that List.of made
    private final List<Class<?>> causes;

    Reason(int code, String words, Class<?>... causes) {
        this.code = code;
        this.words = words;
        this.causes = List.of(causes);
    }

    /** The constant of {@link FailureDTO}. */
    int code() {
        return code;
    }

    /** Stands between the content's source and the details in a message. */
    String words() {
        return words;
    }

    /** Whether new host functions may cure it. */
    boolean awaitsHostFunctions() {
        return this == IMPORT_UNRESOLVED || this == IMPORT_TYPE;
    }

    /** Whether only other content cures it. */
    boolean liesInContent() {
        return this == UNREADABLE || this == MALFORMED || this == INVALID || this == ROLLED_BACK || this == QUARANTINED;
    }

    /** Whether other content might do better. */
    boolean liesWithGuest() {
        return this != CONFIGURATION && this != INTERFACE_UNAVAILABLE;
    }

    /** The reason behind what compiling, linking or starting threw. */
    static Reason of(Throwable failure) {
        for (Reason reason : values()) {
            for (Class<?> cause : reason.causes) {
                if (cause.isInstance(failure)) {
                    return reason;
                }
            }
        }
        return UNKNOWN;
    }
}
