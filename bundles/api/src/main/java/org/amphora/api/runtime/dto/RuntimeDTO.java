package org.amphora.api.runtime.dto;

import org.osgi.dto.DTO;
import org.osgi.framework.dto.ServiceReferenceDTO;

/** The state of an engine and its whiteboard at one moment. */
public class RuntimeDTO extends DTO {
    /** The runtime service itself. */
    public ServiceReferenceDTO serviceDTO;

    /** Host functions that guests can be linked to now, in order of module and name. */
    public HostFunctionDTO[] hostFunctions;

    /** Services that take part in the whiteboard but that no guest would be linked to, with the reason. */
    public FailedHostFunctionDTO[] failedHostFunctions;

    /** Living instances. */
    public InstanceDTO[] instances;
}
