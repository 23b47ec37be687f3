/**
 * Prints modules as text (WebAssembly 3.0, chapter 6). A module in the binary format enters; text leaves that is read back
 * to an equivalent module. Instructions stand flat, one a line, indented by the blocks around them.
 */
package org.amphora.text.print;
