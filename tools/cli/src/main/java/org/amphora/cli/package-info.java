/**
 * The command line: runs a guest by itself or inside an embedded OSGi framework.
 */
package org.amphora.cli;
