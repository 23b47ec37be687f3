package org.amphora.api;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A type that a module defines: one member of a recursion group, in canonical form (WebAssembly 3.0, section 3.1.2,
 * <i>Recursive Types</i>).
 *
 * <p>Two defined types are equal exactly when the specification calls them equivalent, whatever modules they come from.
 * Immutable and thread-safe.
 */
@ProviderType
public non-sealed interface DefinedType extends HeapType {
    /**
     * The function type that this type expands to.
     *
     * @throws IllegalStateException if it is a structure or an array
     */
    FunctionType functionType();

    /** What this type expands to: {@link AbstractHeapType#FUNC}, {@code STRUCT} or {@code ARRAY}. */
    AbstractHeapType kind();

    /** Whether this type expands to a function type. */
    boolean isFunction();

    /** The definition in the text format, such as {@code (func (param i32))}. */
    @Override
    String toString();
}
