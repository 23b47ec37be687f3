package org.amphora.benchmarks.worker;

import java.util.function.ToLongFunction;

/**
 * A host function for a guest that has a script.
 *
 * @param module of the import
 * @param name of the import
 * @param parameters a letter each: {@code i} i32, {@code I} i64, {@code F} f64
 * @param results in the same way; one at most
 * @param code takes the parameters and returns the result, f64 as their bits
 */
public record Import(String module, String name, String parameters, String results, ToLongFunction<long[]> code) {}
