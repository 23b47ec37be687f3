/** Directories in memory. */
package org.amphora.wasi.files.memory;
