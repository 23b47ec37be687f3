/**
 * The types that guests' hosts, authors of host functions and plain Java programs share: engine, module, linker,
 * instance and what an instance exports.
 *
 * <p>Names and rules are those of the WebAssembly specification 3.0. The package holds no implementation: an {@link
 * org.amphora.api.Engine} comes from the engine bundle, as an OSGi service or through {@link
 * org.amphora.api.Engine#create()}.
 *
 * <p>Data types are immutable and may be shared between threads. Of the running parts, {@link
 * org.amphora.api.Engine}, {@link org.amphora.api.WasmModule} and {@link org.amphora.api.Linker} are thread-safe; an
 * {@link org.amphora.api.Instance} and everything reached through it serves one call at a time, except that a {@link
 * org.amphora.api.SharedMemory} serves many instances, each on a thread of its own.
 */
@Export
@Version("0.1.0")
package org.amphora.api;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
