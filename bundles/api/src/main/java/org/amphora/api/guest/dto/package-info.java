/** Data objects of {@link org.amphora.api.guest.GuestRegistry}: snapshots without behaviour. */
@Export
@Version("0.1.0")
package org.amphora.api.guest.dto;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
