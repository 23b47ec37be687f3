/**
 * Structures and arrays at run time: the bases of the classes that are generated for their types, one for structures and one
 * for each way in which elements are stored. The JVM's own collector collects them. What guest code calls takes its operands
 * in the order of the Wasm stack; a null or an index that is out of bounds comes out as a trap.
 */
package org.amphora.engine.runtime.gc;
