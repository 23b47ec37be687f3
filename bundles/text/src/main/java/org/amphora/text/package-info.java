/**
 * The text format of WebAssembly (WebAssembly 3.0, chapter 6) as a service. Text enters; the binary format leaves. The
 * packages below do the work.
 */
package org.amphora.text;
