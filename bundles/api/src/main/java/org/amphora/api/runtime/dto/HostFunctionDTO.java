package org.amphora.api.runtime.dto;

import org.osgi.dto.DTO;

/** One name of a host function service. */
public class HostFunctionDTO extends DTO {
    /** Module name of the imports that it satisfies; null if the property is missing or no string. */
    public String module;

    /** Name of the imports that it satisfies; null if the property is missing or no string. */
    public String name;

    /** Signature as in {@code ii-I}; null if it did not parse. */
    public String signature;

    /** The {@code service.id}. */
    public long serviceId;

    /** The {@code service.ranking}. */
    public int ranking;

    /** The id of the bundle that registered the service. */
    public long bundleId;

    /** Symbolic name and version of that bundle, as in {@code org.example.kv 1.2.0}. */
    public String bundle;
}
