package org.amphora.api.runtime.dto;

import org.osgi.dto.DTO;

/** A living instance. */
public class InstanceDTO extends DTO {
    /** Name of the instance. */
    public String name;

    /** SHA-256 of its module, in hexadecimal. */
    public String digest;

    /** Bytes of the memories that it defines. */
    public long memoryBytes;

    /** Its imports with what they are bound to, in the order of the module. */
    public BindingDTO[] bindings;

    /** Its exports with their types, such as {@code greet func (i32, i32) -> ()}, in the order of the module. */
    public String[] exports;
}
