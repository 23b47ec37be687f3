/**
 * What an engine knows of its whiteboard, for operators and tools: {@link org.amphora.api.runtime.WasmServiceRuntime}
 * answers with data objects, snapshots that belong to the caller.
 */
@Export
@Version("0.1.0")
package org.amphora.api.runtime;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
