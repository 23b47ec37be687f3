package org.amphora.binary.module;

/** The bytes of a module from {@code from} to before {@code to}. */
public record ByteRange(int from, int to) {}
