package org.amphora.text.parser;

/**
 * The label of a block.
 *
 * @param identifier how instructions call it, or null
 * @param name how the name section calls it, or null
 */
record Label(String identifier, String name) {}
