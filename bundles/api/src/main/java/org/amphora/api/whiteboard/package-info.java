/**
 * How a bundle offers host functions: service properties, the annotations that write them, and the requirement on an
 * engine that collects them. What enters is a {@link org.amphora.api.HostFunction} service; what leaves is a host module
 * that guests import from.
 */
@Export
@Version("0.1.0")
package org.amphora.api.whiteboard;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
