package org.amphora.api.runtime.dto;

/** A host function that no guest would be linked to. */
public class FailedHostFunctionDTO extends HostFunctionDTO {
    /** Why, as one of the constants of {@link FailureReason}. */
    public int failureReason;

    /** Why, in words: what was found and what would be right. */
    public String failureMessage;
}
