/**
 * Validates modules (WebAssembly 3.0, chapter 3). A decoded definition enters; nothing leaves but the certainty that the
 * compiler and the linker need no checks of their own, or an error that names the place and what would be right. One rule
 * per instruction stands in a table; everything is iterative, so that depth costs memory and never the Java stack.
 */
package org.amphora.engine.validate;
