package org.amphora.api.runtime.dto;

import org.osgi.dto.DTO;

/** What the imports of a module would be bound to. */
public class ResolutionDTO extends DTO {
    /** SHA-256 of the module, in hexadecimal. */
    public String digest;

    /** Whether every import would be bound. */
    public boolean resolved;

    /** Its imports with what they would be bound to, in the order of the module. */
    public BindingDTO[] bindings;
}
