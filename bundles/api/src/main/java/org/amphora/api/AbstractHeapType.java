package org.amphora.api;

import java.util.Locale;

/** An abstract heap type (WebAssembly 3.0, section 2.3.3, <i>Heap Types</i>). */
public enum AbstractHeapType implements HeapType {
    /** All functions. */
    FUNC,
    /** No function: the bottom of {@link #FUNC}. */
    NOFUNC,
    /** All references that come from the host. */
    EXTERN,
    /** No external reference: the bottom of {@link #EXTERN}. */
    NOEXTERN,
    /** All internal references: the top of {@link #EQ}. */
    ANY,
    /** All references that can be compared by {@code ref.eq}. */
    EQ,
    /** Unboxed 31-bit integers. */
    I31,
    /** All structures. */
    STRUCT,
    /** All arrays. */
    ARRAY,
    /** No internal reference: the bottom of {@link #ANY}. */
    NONE,
    /** All exceptions. */
    EXN,
    /** No exception: the bottom of {@link #EXN}. */
    NOEXN;

    /** The name in the text format, such as {@code func}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
