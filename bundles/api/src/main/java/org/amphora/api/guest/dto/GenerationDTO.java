package org.amphora.api.guest.dto;

import org.osgi.dto.DTO;

/** One generation of a guest: immutable content, configuration and bindings. */
public class GenerationDTO extends DTO {
    /** Its number; numbers only grow. */
    public long number;

    /** SHA-256 of its content, in lower-case hexadecimal. */
    public String digest;

    /** When it was activated, in milliseconds since the epoch. */
    public long activatedAt;

    /** Calls that run on it. */
    public int inFlight;

    /** Instances that were made of it and live. */
    public int instances;

    /** Calls that were told to end and do not: the thread of each, and where in which host function that is. */
    public String[] stuck;
}
