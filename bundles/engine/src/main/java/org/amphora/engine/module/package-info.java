/**
 * The model of a module: what its sections say (WebAssembly 3.0, section 2.5). The decoder fills it; validator, compiler
 * and linker read it. It is immutable, and it keeps code and data as ranges of the binary instead of copies.
 */
package org.amphora.engine.module;
