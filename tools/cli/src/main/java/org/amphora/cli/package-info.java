/**
 * The command line: runs a guest by itself or inside an embedded OSGi framework.
 *
 * <p>What enters are arguments, files and standard input; what leaves is text and an exit code. It holds no logic of its
 * own: it calls the engine, WASI and the services of the framework that it starts.
 */
package org.amphora.cli;
