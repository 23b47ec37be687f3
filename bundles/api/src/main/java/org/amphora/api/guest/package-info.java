/**
 * Guests: extensions with an identity that stays while their content is replaced. A deployer hands content to the {@link
 * org.amphora.api.guest.GuestRegistry}; callers use the {@link org.amphora.api.guest.Guest} service, which keeps one
 * registration across all generations.
 */
@Export
@Version("0.1.0")
package org.amphora.api.guest;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
