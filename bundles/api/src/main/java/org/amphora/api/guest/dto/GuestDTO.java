package org.amphora.api.guest.dto;

import org.osgi.dto.DTO;

/** A guest at one moment. */
public class GuestDTO extends DTO {
    /** Name of the guest. */
    public String name;

    /** {@link #ACTIVE}, {@link #WAITING}, {@link #FAILED} or {@link #REMOVED}. */
    public String state;

    /** Where the latest content came from. */
    public String source;

    /** The generation that serves; null if none does. */
    public GenerationDTO active;

    /** Generations that were replaced and still finish calls, oldest first. */
    public GenerationDTO[] draining;

    /** Why the latest content was not activated; null if it was. */
    public FailureDTO failure;

    /** State: a generation serves. */
    public static final String ACTIVE = "ACTIVE";

    /** State: nothing serves, and an import that nobody provides is the reason; it starts when one does. */
    public static final String WAITING = "WAITING";

    /** State: nothing serves, and new content is needed. */
    public static final String FAILED = "FAILED";

    /** State: removed. */
    public static final String REMOVED = "REMOVED";
}
