/**
 * The process in which a sample is taken: a guest's file and how long to warm up enter as arguments, what was measured leaves
 * as one line on standard output. The same for each engine that runs in a JVM; {@code native.c} and {@code v8.mjs} do the
 * same elsewhere.
 */
package org.amphora.benchmarks.worker;
