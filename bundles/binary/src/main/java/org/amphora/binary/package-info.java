/**
 * Decodes modules (WebAssembly 3.0, chapter 5). A module's bytes enter; its definition leaves, or an error that names the
 * fault and its offset. Function bodies are only delimited here: their instructions are decoded when they are validated.
 */
@Export
@Version("0.1.0")
package org.amphora.binary;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
