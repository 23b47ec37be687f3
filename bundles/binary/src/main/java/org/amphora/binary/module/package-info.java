/**
 * The model of a module: what its sections say (WebAssembly 3.0, section 2.5). The decoder fills it; validator, compiler
 * and linker read it. It is immutable, and it keeps code and data as ranges of the binary instead of copies.
 */
@Export
@Version("0.1.0")
package org.amphora.binary.module;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
