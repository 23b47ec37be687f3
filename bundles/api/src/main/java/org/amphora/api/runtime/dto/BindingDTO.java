package org.amphora.api.runtime.dto;

import org.osgi.dto.DTO;

/** An import and what it is, or would be, bound to. */
public class BindingDTO extends DTO {
    /** Module name of the import. */
    public String module;

    /** Name of the import. */
    public String name;

    /** Kind of the import: func, table, memory, global or tag. */
    public String kind;

    /** Type of the import: a signature as in {@code ii-I} for a function, else the type in words. */
    public String type;

    /** {@link #BOUND}, {@link #UNRESOLVED}, {@link #TYPE_MISMATCH}, {@link #AWAITED} or {@link #GONE}. */
    public String status;

    /** The {@code service.id} of the host function; -1 if the import is not bound to a service. */
    public long serviceId;

    /** Symbolic name and version of the providing bundle; null if the import is not bound to a service. */
    public String bundle;

    /** Candidates that were passed over, each with the reason. */
    public String[] rejectedCandidates;

    /** Status: bound. */
    public static final String BOUND = "BOUND";

    /** Status: nothing of the module and name is there. */
    public static final String UNRESOLVED = "UNRESOLVED";

    /** Status: only items of another type are there. */
    public static final String TYPE_MISMATCH = "TYPE_MISMATCH";

    /**
     * Status: bound to a service that was unregistered since, and to the next that comes in its place; until then, calls wait
     * for it, and fail when they have waited long enough.
     */
    public static final String AWAITED = "AWAITED";

    /** Status: bound to a service that was unregistered since and that no other can replace; calls of it fail. */
    public static final String GONE = "GONE";
}
