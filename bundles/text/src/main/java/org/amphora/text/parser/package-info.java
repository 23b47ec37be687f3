/**
 * From the text format to the binary format (WebAssembly 3.0, chapters 6 and 5). Tokens enter; the bytes of a module leave.
 * There is no tree in between: a module is read twice, first for its names, then for its code, which is written as it is
 * read. Whether the module is valid is not asked here.
 */
package org.amphora.text.parser;
