/**
 * {@code ./amphora bench}: runs the same guests in Amphora, in other engines and as native programs, in turn and each in a
 * process of its own, and compares the CPU time that they take. Names of guests and of peers enter; tables leave, as text,
 * Markdown, JSON and SVG.
 */
package org.amphora.benchmarks.suite;
