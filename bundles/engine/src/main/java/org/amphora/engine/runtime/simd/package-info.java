/**
 * What generated code calls for instructions on vectors. Most methods take and give one half of a v128 as a long, those
 * for floats a lane, so that nothing is ever allocated. A class for each shape, a method for each instruction, named after
 * it.
 */
package org.amphora.engine.runtime.simd;
