package org.amphora.binary.module;

/** When a segment is copied (WebAssembly 3.0, sections 2.5.7 and 2.5.8). */
public enum SegmentMode {
    /** At instantiation. */
    ACTIVE,
    /** When code says so. */
    PASSIVE,
    /** Never: an element segment that only declares which functions references may name. */
    DECLARATIVE
}
