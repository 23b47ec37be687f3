/**
 * Reads test scripts: the {@code .wast} files of the official tests of WebAssembly. The text of a script enters, its commands
 * leave. Modules in it are delimited here and read when they are needed, for many of them are faulty on purpose. Running
 * the commands is for whoever has an engine.
 */
@Export
@Version("0.1.0")
package org.amphora.text.script;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
