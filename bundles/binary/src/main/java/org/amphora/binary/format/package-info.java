/**
 * The primitives of the binary format: integers, names, vectors and types (WebAssembly 3.0, sections 5.1 to 5.3). A byte
 * array enters; numbers, strings and types leave, or an error with the offset of the fault. Nothing here knows sections
 * or instructions.
 */
@Export
@Version("0.1.0")
package org.amphora.binary.format;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
