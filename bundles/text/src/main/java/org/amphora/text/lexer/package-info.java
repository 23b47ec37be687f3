/**
 * The tokens of the text format (WebAssembly 3.0, section 6.3). UTF-8 enters; tokens leave one at a time, with no object for
 * each, and their values on request. What tokens mean together is for the parsers.
 */
package org.amphora.text.lexer;
