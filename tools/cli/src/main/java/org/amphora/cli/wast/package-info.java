/**
 * Runs the official tests of WebAssembly. Scripts enter, and a report of what held and what did not leaves. It uses the
 * engine as anybody would, by the public api.
 */
package org.amphora.cli.wast;
