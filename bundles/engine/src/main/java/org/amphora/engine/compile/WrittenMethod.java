package org.amphora.engine.compile;

/**
 * A method of a function or region, as it was written.
 *
 * @param bytes of its code
 * @param layout where things are among its variables
 */
record WrittenMethod(String className, String name, String descriptor, int bytes, Layout layout) {}
