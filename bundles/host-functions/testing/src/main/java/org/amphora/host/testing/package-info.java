/**
 * Unit tests of host functions without an engine. What enters is a host function and what a guest would have in its
 * memory; what leaves is what the function wrote there, byte for byte.
 */
@Export
@Version("0.1.0")
package org.amphora.host.testing;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
