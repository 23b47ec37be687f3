/**
 * How an engine makes itself known to plain Java: an implementation of {@link org.amphora.api.spi.EngineProvider} that
 * {@link java.util.ServiceLoader} finds. Nothing here is for users of engines.
 */
@Export
@Version("0.1.0")
package org.amphora.api.spi;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
