package org.amphora.benchmarks.worker;

/**
 * A memory that a guest does not have itself.
 *
 * @param module of the import
 * @param name of the import
 * @param min pages that it has
 * @param max pages that it may have
 */
public record ImportedMemory(String module, String name, int min, int max) {}
