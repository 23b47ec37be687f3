/**
 * Resolves the imports of a module and makes an instance of it. In come a compiled module, explicit definitions and a
 * source of host functions that others offer. Out goes an instance that has run its start function, or an exception that
 * names every import which failed.
 */
package org.amphora.engine.link;
