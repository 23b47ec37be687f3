package org.amphora.api;

/** The type of the addresses of a memory or the indices of a table (WebAssembly 3.0, section 2.3.10). */
public enum AddressType {
    /** 32-bit addresses. */
    I32,
    /** 64-bit addresses. */
    I64
}
