/**
 * What generated code calls for instructions on vectors. A v128 is two longs, the low half first; most methods take and
 * give one half, so that nothing is ever allocated. A class for each shape, a method for each instruction, named after it.
 */
package org.amphora.engine.runtime.simd;
