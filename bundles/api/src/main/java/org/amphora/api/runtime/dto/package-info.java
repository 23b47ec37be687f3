/** Data objects of {@link org.amphora.api.runtime.WasmServiceRuntime}: snapshots without behaviour. */
@Export
@Version("0.1.0")
package org.amphora.api.runtime.dto;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
