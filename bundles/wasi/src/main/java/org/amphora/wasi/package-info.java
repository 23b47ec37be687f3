/**
 * WASI preview 1 as host functions, written against {@code org.amphora.api} alone, like any third-party provider.
 *
 * <p>What enters is a {@link org.amphora.wasi.WasiConfig}, which grants nothing unless told to; what leaves is a {@link
 * org.amphora.api.Linker} on which the functions of {@code wasi_snapshot_preview1} are defined, or, in OSGi, a service for
 * each of them.
 */
@Export
@Version("0.1.0")
package org.amphora.wasi;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
