/**
 * Measures what it costs to cross between Java and a guest, in either direction. Guests enter as {@code .wasm} files that
 * stand beside their {@code .wat}; figures leave through JMH. Every benchmark is also run once, and its result compared,
 * by a test.
 */
package org.amphora.benchmarks;
